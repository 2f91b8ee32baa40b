namespace Foedus.Norms.Scenarios;

/// <summary>Whether an assertion is true, and the machine's own account of the matter where it is not.</summary>
internal readonly record struct AssertionVerdict(bool IsTrue, string Expected, string Actual)
{
    public static AssertionVerdict True => new(true, "", "");

    public static AssertionVerdict False(string expected, string actual) => new(false, expected, actual);
}
