using System.Text;
using Foedus.Ledger.Json;

namespace Foedus.Ledger.Tests.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" [1,-0,2.5e-3,\"\\ud834\\udd1e\",true,false,null]\n")]
    [InlineData("\"\\u0000\"")]
    public void Takes_what_the_grammar_allows(string text) => Assert.True(Parses(text, JsonRules.Plain));

    [Theory]
    [InlineData("", "ends where a value")]
    [InlineData("\uFEFF{}", "starts like this")]
    [InlineData("{\"a\":1,}", "a name in quotation marks")]
    [InlineData("[01]", "',' or ']'")]
    [InlineData("[1]x", "something follows")]
    [InlineData("\"\\ud800\"", "half of a surrogate pair")]
    [InlineData("{\"\\udc00\":1}", "half of a surrogate pair")]
    [InlineData("\"\u0001\"", "a control character")]
    [InlineData("\"\\x\"", "no such escape")]
    [InlineData("1e999", "larger than a double")]
    public void Refuses_anything_else_and_says_why(string text, string reason)
    {
        Assert.False(StrictJson.TryParse(Encoding.UTF8.GetBytes(text), JsonRules.Plain, out _, out var fault));
        Assert.Contains(reason, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_overlong_UTF8() =>
        Assert.False(StrictJson.TryParse([(byte)'"', 0xC0, 0xAF, (byte)'"'], JsonRules.Plain, out _, out _));

    [Theory]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "a name stands twice")]
    [InlineData("{\"a\":1.5}", "no integer")]
    [InlineData("{\"a\":9007199254740992}", "no integer")]
    [InlineData("{\"a\":1e2}", "no integer")]
    public void The_ledger_is_stricter(string text, string reason)
    {
        Assert.True(Parses(text, JsonRules.Plain));
        Assert.False(StrictJson.TryParse(Encoding.UTF8.GetBytes(text), JsonRules.Ledger, out _, out var fault));
        Assert.Contains(reason, fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ledger_takes_depth_32_and_not_33()
    {
        Assert.True(Parses(new string('[', 32) + new string(']', 32), JsonRules.Ledger));
        Assert.False(Parses(new string('[', 33) + new string(']', 33), JsonRules.Ledger));
    }

    [Fact]
    public void Names_the_byte_that_is_wrong()
    {
        Assert.False(StrictJson.TryParse("{\"a\": tru}"u8, JsonRules.Plain, out _, out var fault));
        Assert.Equal("no value of JSON starts like this at byte 7", fault.ToString());
    }

    [Fact]
    public void Reads_the_parser_suite_as_it_demands()
    {
        var files = Directory.GetFiles(SharedFolder.Require("vectors", "json", "test_parsing"), "*.json");
        Assert.True(files.Length > 300);
        foreach (var file in files)
        {
            var accepted = StrictJson.TryParse(File.ReadAllBytes(file), JsonRules.Plain, out _, out _);
            var name = Path.GetFileName(file);
            if (name[0] is 'y' or 'n')
            {
                Assert.True(accepted == (name[0] == 'y'), name);
            }
            // What the ledger's own rules say may be stricter; they must not crash, nor take what the grammar refuses.
            Assert.False(
                StrictJson.TryParse(File.ReadAllBytes(file), JsonRules.Ledger, out _, out _) && !accepted,
                name
            );
        }
    }

    [Fact]
    public void Never_throws_on_damaged_text()
    {
        var good = "{\"a\":[1,2,{\"b\":\"\\u00e9\\ud834\\udd1e\"}],\"c\":-1.5e+10,\"d\":null}"u8.ToArray();
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            if (
                StrictJson.TryParse(
                    bytes.AsSpan(0, random.Next(bytes.Length + 1)),
                    JsonRules.Ledger,
                    out var value,
                    out _
                )
            )
            {
                Assert.True(StrictJson.TryParse(CanonicalJson.Write(value), JsonRules.Ledger, out _, out _));
            }
        }
    }

    private static bool Parses(string text, JsonRules rules) =>
        StrictJson.TryParse(Encoding.UTF8.GetBytes(text), rules, out _, out _);
}
