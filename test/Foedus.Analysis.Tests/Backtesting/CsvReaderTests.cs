using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Analysis.Tests.Backtesting;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b / 1|2")]
    [InlineData("a,b\r\n1,2", "a|b / 1|2")]
    [InlineData("\uFEFFa,b\r1,\r", "a|b / 1|")]
    [InlineData("a\n\n\nb\n", "a / b")]
    [InlineData("\"a\nb\",\"c \"\"d\"\"\"\nx,y", "a\nb|c \"d\" / x|y")]
    [InlineData("\"a\"b,\"\"\n", "ab|")]
    [InlineData(",\n", "|")]
    [InlineData("", "")]
    public void Reads_records(string text, string expected)
    {
        var problems = new List<InputProblem>();
        var rows = CsvReader.Read(text, ',', "f.csv", problems);

        Assert.Empty(problems);
        Assert.Equal(expected, string.Join(" / ", rows.Select(row => string.Join('|', row.Cells))));
    }

    [Fact]
    public void Says_the_line_a_record_starts_on()
    {
        var rows = CsvReader.Read("a\r\n\"1\r\n2\"\r\nb\r\n", ',', "f.csv", []);
        Assert.Equal([1, 2, 4], rows.Select(row => row.Line));
    }

    [Fact]
    public void Reports_a_quote_that_never_ends()
    {
        var problems = new List<InputProblem>();
        CsvReader.Read("a\nb,\"c\nd", ',', "f.csv", problems);
        Assert.Equal(
            "f.csv, line 2: A quoted cell never ends. Close it with a quotation mark.",
            Assert.Single(problems).ToString()
        );
    }

    [Fact]
    public void Reads_back_whatever_was_written_with_quotes() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll<string[]>(texts =>
            {
                string[] cells = ["first", .. texts.Select(text => text ?? "")];
                var line = string.Join(
                    ';',
                    cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
                );
                return CsvReader.Read(line + "\n" + line, ';', "f", []).All(row => row.Cells.SequenceEqual(cells));
            })
        );
}
