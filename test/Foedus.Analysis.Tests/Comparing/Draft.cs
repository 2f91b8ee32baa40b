using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Analysis.Tests.Comparing;

/// <summary>Builds small agreements clause by clause, as the compiler would.</summary>
internal sealed class Draft(string id)
{
    private static readonly SourceSpan Nowhere = new("draft", 0, 0, 1, 1);

    private readonly List<Term> _terms = [];
    private readonly List<Clause> _clauses = [];
    private readonly List<ParticipationRule> _rules = [];
    private readonly List<Decision> _decisions = [];
    private ImmutableArray<string> _closed = [];

    public static ActorSet Named(string name) => new NamedActor(name);

    public static ActorSet Everybody => new EveryParty(0);

    public static Deadline Hours(int hours) => new Within(Period.OfHours(hours), null, Nowhere);

    public Draft Parties(params string[] names)
    {
        _terms.AddRange(names.Select(name => new PartyTerm(name, 0, Nowhere)));
        return this;
    }

    public Draft Closed(params string[] names)
    {
        _closed = [.. names];
        return Parties(names);
    }

    public Draft Event(string name, string reporter)
    {
        _terms.Add(new EventTerm(name, 0, Named(reporter), null, [], Nowhere));
        return this;
    }

    public Draft Rule(string words, string? @default = null)
    {
        _rules.Add(
            new WithdrawalRule("art_9", 0, Everybody, new Period(0, 12, 0, 0), null, false, Nowhere, words, @default)
        );
        return this;
    }

    public Draft Vote(string name, Threshold threshold)
    {
        var stage = new Stage
        {
            Electorate = new Electorate(Everybody, null, false),
            Threshold = threshold,
            OnEmpty = StageEffect.Fails,
            OnRefusal = StageEffect.Nothing,
            OnSilence = StageEffect.Nothing,
            Span = Nowhere,
        };
        _decisions.Add(
            new Decision
            {
                Name = name,
                Id = "art_2",
                Index = _decisions.Count,
                Agreement = 0,
                Upon = new FromEntryIntoForce(0),
                Stages = [stage],
                Span = Nowhere,
                Words = name,
            }
        );
        return this;
    }

    public Draft Clause(
        string clauseId,
        ActorSet who,
        Modality modality,
        string act,
        Func<Clause, Clause>? change = null,
        string? upon = null,
        Quantifier quantifier = Quantifier.Each
    )
    {
        var clause = new Clause
        {
            Id = clauseId,
            Index = _clauses.Count,
            Agreement = 0,
            Modality = modality,
            IsBinding = modality != Modality.Hortatory,
            Trigger = upon is null ? new FromEntryIntoForce(0) : new OnEvent(IndexOf(upon), [], null),
            Bearer = new Bearer(who, who is NamedActor ? Quantifier.One : quantifier, 0, false, Nowhere),
            Content = new PerformAct(Act(act), null, null, null, []),
            Span = Nowhere,
            Words = $"{modality} {act}",
        };
        _clauses.Add(change is null ? clause : change(clause));
        return this;
    }

    public Agreement Build() =>
        new()
        {
            Id = id,
            Title = id,
            Settings = new Settings("UTC", false, _closed),
            Agreements = [new AgreementInfo("this Agreement", "", null, true, Nowhere)],
            Terms = [.. _terms],
            Clauses = [.. _clauses],
            Decisions = [.. _decisions],
            Participation = [.. _rules],
            Guarantees = [],
            Assumptions = [],
            Standards = [],
            Defaults = [],
            Scenarios = [],
            Readings = [],
        };

    private int IndexOf(string name) => _terms.FindIndex(term => term.Name == name);

    private int Act(string name)
    {
        if (IndexOf(name) < 0)
        {
            _terms.Add(new ActTerm(name, 0, Everybody, null, null, null, null, null, null, [], Nowhere));
        }
        return IndexOf(name);
    }
}
