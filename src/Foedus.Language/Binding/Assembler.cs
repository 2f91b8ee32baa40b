using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Parsing;
using Foedus.Language.Syntax;

namespace Foedus.Language.Binding;

/// <summary>Runs the passes over the sentences of the closure and puts the core together, once for the text and once for each named reader.</summary>
internal sealed class Assembler(Closure closure, Reporter reporter)
{
    private readonly List<Scope> scopes = [];
    private readonly List<Symbol> terms = [];
    private readonly List<(int Index, PartyTerm Term)> parties = [];
    private readonly HashSet<Statement> refused = [];
    private readonly StateNames stateNames = new();
    private ImmutableArray<string> readers = [];
    private int decisionCount;

    public Agreement Build(Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> nodes)
    {
        DeclareAll();
        var readings = ReadingFinder.Find(closure.Units[0], scopes[0], reporter);
        readers = [.. readings.Select(reading => reading.Reader)];
        var core = BuildCore(closure.Units.ConvertAll(unit => unit.Statements), nodes, isReading: false);
        var built = ImmutableArray.CreateBuilder<Core.Reading>();
        foreach (var reading in readings)
        {
            var statements = closure.Units.ConvertAll(unit => unit.Statements);
            statements[0] = reading.Statements;
            built.Add(new Core.Reading(reading.Reader, BuildCore(statements, nodes, isReading: true)));
        }
        return core with { Readings = built.ToImmutable() };
    }

    private void DeclareAll()
    {
        var tables = closure.Units.ConvertAll(_ => new SymbolTable());
        var own = new List<List<(Declaration Declaration, Symbol Symbol)>>();
        var decisionOfTerm = new Dictionary<int, int>();
        var agreementOfTerm = new Dictionary<int, int>();
        var termOfStatement = new Dictionary<Statement, int>();
        var symbolOfTerm = new Dictionary<int, Symbol>();
        for (var u = 0; u < closure.Units.Count; u++)
        {
            var declared = DeclareUnit(closure.Units[u]);
            own.Add(declared);
            foreach (var (declaration, symbol) in declared)
            {
                symbolOfTerm[symbol.Index] = symbol;
                if (symbol.Kind != SymbolKind.Party)
                {
                    termOfStatement[declaration.Statement] = symbol.Index;
                }
                if (symbol.Kind == SymbolKind.Decision)
                {
                    decisionOfTerm[symbol.Index] = decisionCount++;
                }
                if (symbol.Kind == SymbolKind.Agreement)
                {
                    agreementOfTerm[symbol.Index] = closure.AgreementOf.GetValueOrDefault(declaration.Statement);
                }
            }
        }
        for (var u = 0; u < closure.Units.Count; u++)
        {
            var unit = closure.Units[u];
            AddSymbols(tables[u], own[u]);
            foreach (var rested in unit.RestsOn)
            {
                AddSymbols(tables[u], own[closure.Units.FindIndex(other => other.Agreement == rested)]);
            }
            tables[u].AddNoun(new Symbol(SymbolKind.EveryParty, "Party", -1, -1, default));
            tables[u].AddNoun(new Symbol(SymbolKind.Depositary, "Depositary", -1, -1, default));
            scopes.Add(
                new Scope
                {
                    Unit = unit,
                    Units = closure.Units,
                    Table = tables[u],
                    Agreements = closure.Agreements,
                    DecisionOfTerm = decisionOfTerm,
                    AgreementOfTerm = agreementOfTerm,
                    TermOfStatement = termOfStatement,
                    SymbolOfTerm = symbolOfTerm,
                    StateNames = stateNames,
                }
            );
            Glossary.Read(scopes[u], reporter);
        }
    }

    private List<(Declaration, Symbol)> DeclareUnit(Unit unit)
    {
        var declared = new List<(Declaration, Symbol)>();
        var names = new Dictionary<string, Symbol>(StringComparer.Ordinal);
        foreach (var statement in unit.Statements)
        {
            foreach (var declaration in Declarer.Declarations(statement))
            {
                Declare(unit, declaration, names, declared);
            }
        }
        foreach (var name in unit.Settings.ClosedParties.Where(name => !IsDeclared(names, name)))
        {
            var symbol = new Symbol(SymbolKind.Party, name, terms.Count, unit.Agreement, unit.Source.Span(0, 0));
            terms.Add(symbol);
            parties.Add((symbol.Index, new PartyTerm(name, unit.Agreement, symbol.Span)));
            names.Add(name, symbol);
            stateNames.Of(name);
            declared.Add((new Declaration(NoStatement(unit), SymbolKind.Party, name, 0, 0, []), symbol));
        }
        return declared;
    }

    /// <summary>As it is written, or under another name of the same state.</summary>
    private static bool IsDeclared(Dictionary<string, Symbol> names, string name) =>
        names.ContainsKey(name) || StateSynonyms.Of(name).Any(names.ContainsKey);

    private static Statement NoStatement(Unit unit) =>
        new(unit.Agreement, unit.Source, null, null, null, [], 0, 0, HasStop: true);

    private void Declare(
        Unit unit,
        Declaration declaration,
        Dictionary<string, Symbol> names,
        List<(Declaration, Symbol)> declared
    )
    {
        var statement = declaration.Statement;
        var span = unit.Source.Span(
            statement.Tokens[declaration.First].Start,
            statement.Tokens[declaration.Last - 1].End
        );
        if (declaration.Name is "Party" or "Depositary" or "Agreement" or "Parties")
        {
            var how = declaration.Name switch
            {
                "Party" or "Parties" =>
                    "; parties are named one by one (“Estonia is a Party.”), or listed in the front matter (“parties: [Estonia, Poland]”)",
                "Depositary" => "; who it is stands in a clause (“The Depositary is Poland.”)",
                _ => "",
            };
            reporter.Report(Rules.ReservedName, span, declaration.Name, how);
            refused.Add(statement);
            return;
        }
        var key = (declaration.Kind == SymbolKind.Act ? "to " : "") + declaration.Name;
        var there = names.GetValueOrDefault(key);
        if (there is null && declaration.Kind == SymbolKind.Party)
        {
            there = StateSynonyms
                .Of(declaration.Name)
                .Select(synonym => names.GetValueOrDefault(synonym))
                .FirstOrDefault(synonym => synonym?.Kind == SymbolKind.Party);
        }
        if (there is not null)
        {
            reporter.Report(Rules.DuplicateTerm, span, declaration.Name, there.Span.Line.ToString());
            refused.Add(statement);
            return;
        }
        if (
            declaration.Kind == SymbolKind.Party
            && unit.Settings.IsClosed
            && !StateNames.Lists(unit.Settings.ClosedParties, declaration.Name)
        )
        {
            reporter.Report(Rules.Stranger, span, declaration.Name);
        }
        var symbol = new Symbol(declaration.Kind, declaration.Name, terms.Count, unit.Agreement, span);
        names.Add(key, symbol);
        terms.Add(symbol);
        declared.Add((declaration, symbol));
        if (declaration.Kind == SymbolKind.Party)
        {
            stateNames.Of(symbol.Name);
            parties.Add((symbol.Index, new PartyTerm(declaration.Name, unit.Agreement, span)));
        }
    }

    private static void AddSymbols(SymbolTable table, List<(Declaration Declaration, Symbol Symbol)> declared)
    {
        foreach (var (declaration, symbol) in declared)
        {
            if (symbol.Kind == SymbolKind.Act)
            {
                table.AddAct(symbol, declaration.Past);
            }
            else
            {
                table.AddNoun(symbol);
            }
        }
        var names = declared.Select(one => one.Symbol.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, symbol) in declared)
        {
            foreach (
                var synonym in symbol.Kind == SymbolKind.Party
                    ? StateSynonyms.Of(symbol.Name).Where(name => !names.Contains(name))
                    : []
            )
            {
                table.AddSynonym(synonym, symbol);
            }
        }
    }

    private Agreement BuildCore(
        List<List<Statement>> statements,
        Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> nodes,
        bool isReading
    )
    {
        var outline = Pass(null, new Reporter(), statements);
        var draft = Pass(outline, reporter, statements);
        foreach (var (statement, found) in draft.Nodes)
        {
            nodes[statement] = found;
        }
        Completion.Complete(draft, closure);
        Precedence.Resolve(draft);
        var core = Collect(draft);
        return core with { Scenarios = ReadScenarios(draft, core, nodes) };
    }

    private Draft Pass(Draft? outline, Reporter to, List<List<Statement>> statements)
    {
        var draft = new Draft(outline, to, terms.Count, decisionCount);
        foreach (var (index, party) in parties)
        {
            draft.Terms[index] = party;
        }
        var universe = UniverseOf(draft);
        for (var u = 0; u < statements.Count; u++)
        {
            foreach (var statement in InOrder(statements[u], scopes[u], isOutline: outline is null))
            {
                SentenceParser.Read(scopes[u], draft, statement, universe);
            }
        }
        return draft;
    }

    private ActorUniverse UniverseOf(Draft draft) =>
        new(
            draft,
            [.. parties.Select(party => party.Term.Name)],
            [.. terms.Where(symbol => symbol.Kind == SymbolKind.Body).Select(symbol => symbol.Name)]
        );

    /// <summary>
    /// In the outline definitions come first, those that others build on before the rest; clause and decision indices are not touched by that, for only definitions move.
    /// </summary>
    private IEnumerable<Statement> InOrder(List<Statement> statements, Scope scope, bool isOutline)
    {
        var sentences = statements.Where(statement =>
            !refused.Contains(statement) && !ReadingFinder.IsReading(statement) && !IsPartyDefinition(statement, scope)
        );
        return isOutline ? sentences.OrderBy(statement => Rank(statement, scope)) : sentences;
    }

    private static bool IsPartyDefinition(Statement statement, Scope scope) =>
        !scope.TermOfStatement.ContainsKey(statement)
        && Declarer.Declarations(statement).Any(declaration => declaration.Kind == SymbolKind.Party);

    private static int Rank(Statement statement, Scope scope) =>
        scope.TermOfStatement.TryGetValue(statement, out var term)
            ? scope.SymbolOfTerm[term].Kind switch
            {
                SymbolKind.Kind or SymbolKind.Quantity or SymbolKind.Agreement or SymbolKind.Amendment => 0,
                SymbolKind.Role or SymbolKind.Body => 1,
                SymbolKind.Area => 2,
                SymbolKind.Event or SymbolKind.Menu or SymbolKind.State => 3,
                SymbolKind.Act => 4,
                _ => 5,
            }
            : 5;

    private Agreement Collect(Draft draft)
    {
        var main = closure.Units[0];
        return new Agreement
        {
            Id = main.Id,
            Title = main.Title,
            Settings = main.Settings with { ClosedParties = [.. main.Settings.ClosedParties.Select(stateNames.Of)] },
            Agreements = [.. closure.Agreements],
            Terms = [.. draft.Terms.OfType<Term>()],
            Clauses = [.. draft.Clauses.OfType<Clause>()],
            Decisions = [.. draft.Decisions.OfType<Decision>()],
            Participation = [.. draft.Participation],
            Guarantees = [.. draft.Guarantees],
            Assumptions = [.. draft.Assumptions],
            Standards = [.. draft.Standards],
            Defaults = [.. draft.Defaults],
            Scenarios = [],
            Readings = [],
        };
    }

    private ImmutableArray<Scenario> ReadScenarios(
        Draft draft,
        Agreement core,
        Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> nodes
    )
    {
        // A second outline, whose provisions are those just read, lets the steps refer to clauses.
        var steps = new Draft(draft, reporter, terms.Count, decisionCount);
        var scenarios = ImmutableArray.CreateBuilder<Scenario>();
        var universe = UniverseOf(steps);
        foreach (var text in closure.Units[0].Scenarios)
        {
            scenarios.Add(ScenarioReader.Read(text, scopes[0], steps, universe, core, readers));
        }
        foreach (var (statement, found) in steps.Nodes)
        {
            nodes[statement] = found;
        }
        return scenarios.ToImmutable();
    }
}
