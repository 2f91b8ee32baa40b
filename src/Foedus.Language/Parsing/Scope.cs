using Foedus.Language.Binding;
using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>What the sentences of one unit can refer to.</summary>
internal sealed class Scope
{
    public required Unit Unit { get; init; }
    public required IReadOnlyList<Unit> Units { get; init; }
    public required SymbolTable Table { get; init; }
    public required List<AgreementInfo> Agreements { get; init; }

    /// <summary>The index of a declared decision by that of its term.</summary>
    public required Dictionary<int, int> DecisionOfTerm { get; init; }

    /// <summary>The agreement a term names, by the term's index.</summary>
    public required Dictionary<int, int> AgreementOfTerm { get; init; }

    /// <summary>The term a statement defines.</summary>
    public required Dictionary<Statement, int> TermOfStatement { get; init; }

    /// <summary>The symbol of a term, by the term's index.</summary>
    public required Dictionary<int, Symbol> SymbolOfTerm { get; init; }

    public required StateNames StateNames { get; init; }

    public Settings Settings => Unit.Settings;

    public int Agreement => Unit.Agreement;
}
