using System.Text;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Tests.Json;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("{ \"b\" : 1, \"a\" : [ true , null ] }", "{\"a\":[true,null],\"b\":1}")]
    [InlineData("\"\\u20ac\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"", "\"€\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    // UTF-16 order puts the surrogate pair before U+FB33.
    [InlineData("{\"\\ufb33\":1,\"\\ud83d\\ude00\":2}", "{\"\ud83d\ude00\":2,\"\ufb33\":1}")]
    public void Writes_the_one_spelling(string text, string expected) => Assert.Equal(expected, Canonical(text));

    // The sample numbers of RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000UL, "0")]
    [InlineData(0x8000000000000000UL, "0")]
    [InlineData(0x0000000000000001UL, "5e-324")]
    [InlineData(0x8000000000000001UL, "-5e-324")]
    [InlineData(0x7fefffffffffffffUL, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000000UL, "9007199254740992")]
    [InlineData(0xc340000000000000UL, "-9007199254740992")]
    [InlineData(0x4430000000000000UL, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5UL, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6UL, "1e+23")]
    [InlineData(0x44b52d02c7e14af7UL, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4eUL, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4fUL, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50UL, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8cUL, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8dUL, "0.000001")]
    [InlineData(0x41b3de4355555553UL, "333333333.3333332")]
    [InlineData(0x41b3de4355555557UL, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696UL, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959UL, "1424953923781206.2")]
    public void Writes_doubles_as_ECMAScript_does(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.NumberText(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Gives_the_outputs_of_the_reference_pairs()
    {
        var folder = SharedFolder.Require("vectors", "jcs");
        var inputs = Directory.GetFiles(Path.Combine(folder, "input"), "*.json");
        Assert.NotEmpty(inputs);
        foreach (var input in inputs)
        {
            Assert.True(StrictJson.TryParse(File.ReadAllBytes(input), JsonRules.Internet, out var value, out _), input);
            var expected = File.ReadAllBytes(Path.Combine(folder, "output", Path.GetFileName(input)));
            Assert.Equal(Encoding.UTF8.GetString(expected), Encoding.UTF8.GetString(CanonicalJson.Write(value)));
            Assert.Equal(expected, CanonicalJson.Write(value));
            Assert.True(CanonicalJson.IsCanonical(expected, value));
        }
    }

    private static string Canonical(string text)
    {
        Assert.True(
            StrictJson.TryParse(Encoding.UTF8.GetBytes(text), JsonRules.Internet, out var value, out var fault),
            fault?.ToString()
        );
        return Encoding.UTF8.GetString(CanonicalJson.Write(value));
    }
}
