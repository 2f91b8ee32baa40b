namespace Foedus.Ledger.Json;

/// <summary>What a reader accepts beyond the grammar of RFC 8259, which it always demands in full.</summary>
/// <param name="MaximumDepth">Objects and arrays inside each other.</param>
/// <param name="UniqueNames">Whether a name may stand only once in an object.</param>
/// <param name="WholeNumbersOnly">Whether numbers are integers that every double carries exactly.</param>
public sealed record JsonRules(int MaximumDepth, bool UniqueNames, bool WholeNumbersOnly)
{
    /// <summary>2^53 − 1: the largest integer next to which no other integer has the same double.</summary>
    public const long LargestInteger = 9_007_199_254_740_991;

    /// <summary>The grammar, with a depth that no stack minds.</summary>
    public static JsonRules Plain { get; } = new(512, UniqueNames: false, WholeNumbersOnly: false);

    /// <summary>I-JSON (RFC 7493) as RFC 8785 presumes it.</summary>
    public static JsonRules Internet { get; } = new(512, UniqueNames: true, WholeNumbersOnly: false);

    /// <summary>What the ledger takes: I-JSON, depth 32, integers only; amounts are decimal texts.</summary>
    public static JsonRules Ledger { get; } = new(32, UniqueNames: true, WholeNumbersOnly: true);
}
