using Foedus.Analysis.Backtesting;
using Foedus.Analysis.Inputs;

namespace Foedus.Analysis.Tests.Backtesting;

public sealed class MappingReaderTests
{
    private const string Least = """
        history:
          name: n
          attribution: a
          limits: l
          zone: Europe/Kyiv
          columns: {id: id, start: day}
        """;

    [Fact]
    public void The_least_mapping_is_enough()
    {
        var problems = new List<InputProblem>();
        var mapping = MappingReader.Read(Least, "m.yaml", problems);

        Assert.Empty(problems);
        Assert.NotNull(mapping);
        Assert.Null(mapping.Truces);
        Assert.Empty(mapping.Events);
    }

    [Theory]
    [InlineData("", "m.yaml: This is not one YAML document with keys.")]
    [InlineData("- a", "m.yaml: This is not one YAML document with keys.")]
    [InlineData("history: [", "m.yaml, line 2: This is not YAML: ")]
    [InlineData("history: x", "m.yaml, line 1: 'history' must hold keys of its own.")]
    [InlineData(Least + "\n  zon: UTC", "m.yaml, line 7: 'history.zon' is not a key of a mapping. Known here: ")]
    [InlineData(Least + "\ntruce: {}", "m.yaml, line 7: 'truce' is not a key of a mapping.")]
    [InlineData(
        Least + "\n  count: [{column: a, is: 1, at-most: 2}]",
        "m.yaml, line 7: 'history.count[1].column' must be tested exactly once."
    )]
    [InlineData(
        Least + "\n  count: [{column: a, at-most: two}]",
        "m.yaml, line 7: 'history.count[1].at-most' is 'two', which is not a number."
    )]
    [InlineData(Least + "\n  delimiter: ab", "'history.delimiter' must be one character")]
    [InlineData(Least + "\n  covers: {from: 1 May}", "'history.covers.from' is '1 May', which is not a day.")]
    [InlineData(
        Least + "\nreports: [{event: e, by: b, at: noon}]",
        "'reports[1].at' is 'noon', which is not a time of day."
    )]
    [InlineData(
        Least + "\nreports: [{event: e, by: b, attributes: {p: {column: a, text: b}}}]",
        "'reports[1].attributes.p' must say where its value comes from, once."
    )]
    public void A_fault_is_named_with_its_line_and_remedy(string text, string expected)
    {
        var problems = new List<InputProblem>();

        Assert.Null(MappingReader.Read(text, "m.yaml", problems));
        Assert.Contains(expected, problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_zone_is_a_fault()
    {
        var problems = new List<InputProblem>();
        MappingReader.Read(
            Least.Replace("Europe/Kyiv", "Europe/Nowhere", StringComparison.Ordinal),
            "m.yaml",
            problems
        );
        Assert.Contains("'Europe/Nowhere'", Assert.Single(problems).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused_and_does_not_exhaust_the_stack(string open)
    {
        var problems = new List<InputProblem>();
        Assert.Null(MappingReader.Read("a: " + string.Concat(Enumerable.Repeat(open, 50_000)), "m.yaml", problems));
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void An_alias_is_refused()
    {
        var problems = new List<InputProblem>();
        Assert.Null(MappingReader.Read("a: &x {b: 1}\nc: *x", "m.yaml", problems));
        Assert.Contains("alias", Assert.Single(problems).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "id,day\n1,2014-13-01",
        "h.csv, line 2: '2014-13-01' in column 'day' is not a date written yyyy-MM-dd."
    )]
    [InlineData(
        "id,date\n1,2014-01-01",
        "h.csv, line 1: The mapping uses the column 'day', which the file does not have; it has: id, date."
    )]
    [InlineData("id,day\n", "h.csv: The file has no rows of data.")]
    [InlineData("", "h.csv: The file has no line of column names.")]
    [InlineData("id,day\n1,\"2014", "h.csv, line 2: A quoted cell never ends.")]
    public void A_history_that_does_not_fit_says_where(string text, string expected)
    {
        var problems = new List<InputProblem>();
        var mapping = MappingReader.Read(Least, "m.yaml", problems);
        Assert.NotNull(mapping);

        Assert.Null(HistoryReader.Read(text, "h.csv", mapping, problems));
        Assert.StartsWith(expected, Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }
}
