using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;
using Foedus.Language.Syntax;

namespace Foedus.Language.Binding;

/// <summary>
/// What one pass over the sentences gathers. The first pass, the outline, learns which clauses there are; the second resolves references with that knowledge.
/// Both give every clause the same index, because what a sentence yields depends on its words alone.
/// </summary>
internal sealed class Draft(Draft? outline, Reporter reporter, int termCount, int decisionCount)
{
    public Reporter Reporter { get; } = reporter;

    /// <summary>Null in the outline itself.</summary>
    public Draft? Outline { get; } = outline;

    /// <summary>Terms as parsed, by index; null for one whose definition could not be read.</summary>
    public List<Term?> Terms { get; } = [.. new Term?[termCount]];

    /// <summary>Declared decisions by index; those that settle delegated standards follow.</summary>
    public List<Decision?> Decisions { get; } = [.. new Decision?[decisionCount]];
    public List<Clause?> Clauses { get; } = [];
    public List<ParticipationRule> Participation { get; } = [];
    public List<Guarantee> Guarantees { get; } = [];
    public List<Assumption> Assumptions { get; } = [];
    public List<Standard> Standards { get; } = [];
    public List<InsertedDefault> Defaults { get; } = [];
    public List<ProvisionEntry> Provisions { get; } = [];

    /// <summary>Which decision stands in which provision: (agreement, eid, decision).</summary>
    public List<(int Agreement, string Eid, int Decision)> DecisionProvisions { get; } = [];

    /// <summary>Clauses that the text declares not legally binding, or not surviving, once all are known.</summary>
    public HashSet<int> NotBinding { get; } = [];

    /// <summary>Clauses that the text declares legally binding, whatever it says of the whole.</summary>
    public HashSet<int> Binding { get; } = [];

    /// <summary>Clauses of which the text says that they do not survive, and that they do; of which endings it says so.</summary>
    public Dictionary<int, Endings> NotSurviving { get; } = [];
    public Dictionary<int, Endings> Surviving { get; } = [];

    /// <summary>Amendments of which a sentence says what they change.</summary>
    public HashSet<int> AmendmentsSaid { get; } = [];

    /// <summary>Which edges of which states have been read.</summary>
    public HashSet<(int Term, bool Begins)> StateEdges { get; } = [];

    /// <summary>"Notwithstanding" found on a clause: it prevails over these.</summary>
    public List<(int Clause, int Over, PrecedenceSpan Span)> Prevails { get; } = [];
    public List<(int Clause, int Below, PrecedenceSpan Span)> Yields { get; } = [];

    /// <summary>Nodes of the syntax tree, by statement.</summary>
    public Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> Nodes { get; } = [];

    /// <summary>A term's definition as far as it is known: the one just parsed, else the outline's.</summary>
    public Term? TermAt(int index) =>
        index < 0 || index >= Terms.Count ? OutlineTerm(index) : Terms[index] ?? OutlineTerm(index);

    private Term? OutlineTerm(int index) =>
        Outline is not null && index >= 0 && index < Outline.Terms.Count ? Outline.Terms[index] : null;

    /// <summary>Adds an area that a sentence defines in passing, or finds the one with the same words.</summary>
    public int AddArea(AreaTerm area)
    {
        for (var i = termCount; i < Terms.Count; i++)
        {
            if (Terms[i]?.Name == area.Name)
            {
                return i;
            }
        }
        Terms.Add(area);
        return Terms.Count - 1;
    }
}
