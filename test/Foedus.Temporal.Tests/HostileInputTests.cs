using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;
using Foedus.Temporal.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace Foedus.Temporal.Tests;

/// <summary>Texts that nobody should write: each is refused with a place, and nothing throws.</summary>
public sealed class HostileInputTests
{
    private const string SignatureText = "P(int) Q(int,string) R() F(float)";

    [Theory]
    [InlineData("@5 P(1); @3 P(1);", "line 1, column 10: Stamp 3 is before 5")]
    [InlineData("@1 P(1,2);", "line 1, column 7: P takes 1 field and has more than 1 here.")]
    [InlineData("@1 Q(1);", "line 1, column 7: Q takes 2 fields and has 1 here.")]
    [InlineData("@1 P(x);", "line 1, column 6: Field 1 of P is no integer")]
    [InlineData("@1 P(99999999999999999999);", "line 1, column 6: Field 1 of P is no integer")]
    [InlineData("@1\nZ(1);", "line 2, column 1: Unknown predicate Z")]
    [InlineData("@1 Q(1,\"abc);\n@2;", "line 1, column 8: This text has no closing quote")]
    [InlineData("@1 P(1);\n\n\0", "line 3, column 1: A NUL byte")]
    [InlineData("P(1);", "line 1, column 1: An event stands outside a time point")]
    [InlineData("@x", "line 1, column 2: Expected a stamp")]
    [InlineData("@99999999999999999999 ;", "line 1, column 2: Expected a stamp")]
    [InlineData(";", "line 1, column 1: ';' ends no time point")]
    [InlineData("@1 P(1", "line 1, column 4: The log ends in the middle")]
    [InlineData("@1 P;", "line 1, column 4: Predicate P has no tuple")]
    [InlineData("@1 R(1);", "line 1, column 6: R takes no fields")]
    [InlineData("@1 F(abc);", "line 1, column 6: Field 1 of F is no number")]
    [InlineData("@1 >save<", "line 1, column 4: Unknown command save")]
    [InlineData("@1 P\0(3);", "line 1, column 5: A NUL byte")]
    [InlineData("@1 P(\03);", "line 1, column 6: A NUL byte")]
    [InlineData("@1 P(3\0);", "line 1, column 7: A NUL byte")]
    [InlineData("@1 Q(3,\"a\0b\");", "line 1, column 10: A NUL byte")]
    [InlineData("@1 P(3)\0;", "line 1, column 8: A NUL byte")]
    [InlineData("@1\0;", "line 1, column 3: A NUL byte")]
    [InlineData(">1\0<", "line 1, column 3: A NUL byte")]
    [InlineData("@1;\n# a\0", "line 2, column 4: A NUL byte")]
    [InlineData(">99999999999999999999<", "line 1, column 1: The instant in this command is beyond 2^61")]
    [InlineData("@1 (3);", "line 1, column 4: A tuple stands without a predicate")]
    public void A_log_is_refused_with_its_place(string log, string expected)
    {
        var output = Monitoring.Run(SignatureText, "P(x)", log);
        Assert.Contains("refused: " + expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lenient_run_skips_the_line_and_counts_it()
    {
        var (output, reader) = Lenient("@1 P(1);\n@2 P(2) P(x);\n@3 P(3);\n@1 P(9);\n@4 P(4)\nP(5,6)\nP(7);\n");
        Assert.Equal("@1 (time point 0): (1)\n@3 (time point 1): (3)\n@4 (time point 2): (4) (7)\n", output);
        Assert.Equal(3, reader.SkippedLines);
        Assert.Equal(2, reader.FirstSkipped?.At.Line);
    }

    [Fact]
    public void A_tuple_of_ten_megabytes_is_read_or_refused()
    {
        var longText = new string('a', 10_000_000);
        Assert.Equal("", Monitoring.Run(SignatureText, "P(x)", $"@1 Q(1,\"{longText}\");"));
        var many = "@1 P(" + string.Join(',', Enumerable.Repeat("1", 5_000_000)) + ");";
        Assert.Contains("P takes 1 field", Monitoring.Run(SignatureText, "P(x)", many), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("NOT ", 10_000)]
    [InlineData("ONCE ", 10_000)]
    [InlineData("P(1) AND ", 10_000)]
    [InlineData("P(1) SINCE ", 10_000)]
    [InlineData("LET A() = P(1) IN ", 10_000)]
    [InlineData("i2f(", 10_000)]
    [InlineData("EXISTS x. ", 10_000)]
    public void A_formula_ten_thousand_deep_is_refused(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times)) + "P(1)";
        Assert.False(FormulaParser.TryParse(text, out _, out var problem));
        Assert.Contains("nests deeper than 1000 levels", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P(x) AND x = 1", " + 1")]
    [InlineData("P(x) AND x = 1", " - 1")]
    [InlineData("P(x) AND x = 1", " * x")]
    [InlineData("P(x) AND x = 1", " MOD 2")]
    [InlineData("P(x) AND x = 1", " -1")]
    [InlineData("P(x", " + 1")]
    public void A_term_ten_thousand_deep_is_refused(string start, string piece)
    {
        var text = start + string.Concat(Enumerable.Repeat(piece, 10_000)) + (start[^1] == 'x' ? ")" : "");
        Assert.False(FormulaParser.TryParse(text, out _, out var problem));
        Assert.Contains("nests deeper than 1000 levels", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_at_the_start_only()
    {
        const string Mark = "\uFEFF";
        Assert.Equal("@1 (time point 0): (1)\n", Monitoring.Run(SignatureText, "P(x)", Mark + "@1 P(1);"));
        Assert.Contains(
            "column 10: Unexpected byte 0xEF",
            Monitoring.Run(SignatureText, "P(x)", "@1 P(1); " + Mark + "@2 P(2);"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("EVENTUALLY P(x)", "line 1, column 1: EVENTUALLY without an upper bound")]
    [InlineData("NOT P(x)", "Variable x can have infinitely many values under NOT")]
    [InlineData("P(x) OR P(y)", "is free on one side of OR only")]
    [InlineData("P(x) AND x < y", "needs Variable y, which nothing before it binds")]
    [InlineData("P(x) AND NOT Q(x,y)", "Variable y is free in the negated part only")]
    [InlineData("P(y) SINCE P(x)", "Variable y is free on the left of SINCE")]
    [InlineData("P(\"a\")", "\"a\" is string where int is needed")]
    [InlineData("Z(x)", "Unknown predicate Z")]
    [InlineData("P(x,y)", "Predicate P takes 1 argument, and has 2 here")]
    [InlineData("LET A(x) = P(y) IN A(1)", "Parameter x of LET A is not free")]
    [InlineData("c <- CNT y P(x)", "Variable y is aggregated but not free")]
    [InlineData("ONCE[5,3] P(x)", "This interval is empty")]
    [InlineData("P(x) AND", "Expected a term or a formula")]
    [InlineData("Q(x,\"a\0b\")", "line 1, column 7: A NUL byte")]
    [InlineData("P(x) # \0", "line 1, column 8: A NUL byte")]
    [InlineData("P(x) (* \0 *)", "line 1, column 9: A NUL byte")]
    [InlineData("P(x)\n AND x > 99999999999999999999", "line 2, column 10: This number does not fit")]
    [InlineData("P(x)\n AND x > 2 * 9223372036854775807", "line 2, column 12: This term leaves 64 bits")]
    [InlineData("ONCE[0,99999999999999999999] P(x)", "line 1, column 8: This bound is too large")]
    public void A_formula_is_refused_with_its_reason(string text, string expected)
    {
        TemporalProblem? problem;
        if (FormulaParser.TryParse(text, out var formula, out problem))
        {
            Assert.False(MonitoredFormula.TryCompile(formula, Monitoring.Signature(SignatureText), out _, out problem));
        }
        Assert.Contains(expected, problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s <- SUM x P(x)", "1:1")]
    [InlineData("P(1) AND\n EXISTS s. s <- SUM x ONCE P(x)", "2:12")]
    [InlineData("P(x) AND x < 2 AND\n(s <- SUM y;z ONCE Q(y,z)) AND s > 2 AND x + 9223372036854775807 > 1", "2:44")]
    [InlineData("P(x) AND 1 - x < -9223372036854775807 - x", "1:39")]
    public void What_leaves_64_bits_is_told_with_its_place(string formula, string at)
    {
        var output = Monitoring.Run(SignatureText, formula, "@1 P(9223372036854775807) P(1) Q(7,a);");
        Assert.Contains($"overflow in formula 0, {at}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void LETs_that_grow_are_refused_where_they_are_put_in()
    {
        var text = new StringBuilder("LET A0(x) = P(x) AND P(x) IN\n");
        for (var i = 1; i < 20; i++)
        {
            text.Append($"LET A{i}(x) = A{i - 1}(x) AND A{i - 1}(x) IN\n");
        }
        var signature = Monitoring.Signature(SignatureText);
        MonitoredFormula[] formulas =
        [
            Monitoring.Compile(Monitoring.Parse("P(x)"), signature),
            Monitoring.Compile(Monitoring.Parse(text + " A19(x)"), signature),
        ];
        var refused = Assert.Throws<InvalidFormulasException>(() =>
            new TemporalMonitor(signature, formulas, new MonPolyWriter(Stream.Null, ["", ""]))
        );
        Assert.Equal(1, refused.FormulaIndex);
        Assert.StartsWith(
            "line 21, column 2: The formula grows to more than 20000 operators",
            refused.Problem.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_line_longer_than_the_longest_item_is_skipped_whole()
    {
        var text = new string('a', LogReader.LongestItem + 100_000);
        var (output, reader) = Lenient($"@1 P(1);\n@2 Q(1,\"{text}\");\n@3 P(3) Q(4,\"{text} @9 P(9);\n@4 P(4);\n");
        Assert.Equal("@1 (time point 0): (1)\n@4 (time point 1): (4)\n", output);
        Assert.Equal(2, reader.SkippedLines);
    }

    [Fact]
    public void A_name_of_megabytes_is_not_repeated()
    {
        var formula = Monitoring.Parse(new string('P', 1_000_000) + "(x)");
        Assert.False(MonitoredFormula.TryCompile(formula, Monitoring.Signature(SignatureText), out _, out var problem));
        Assert.True(problem.ToString().Length < 700);
        Assert.EndsWith("Declare it in the signature, or with LET.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutated_texts_never_throw() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(
                Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
                seed =>
                {
                    var item = RandomCase.FromSeed(seed);
                    var random = new Random(seed);
                    if (FormulaParser.TryParse(Mutated(item.Formula.ToString(), random), out var formula, out _))
                    {
                        MonitoredFormula.TryCompile(formula, item.Signature, out _, out _);
                    }
                    _ = SignatureParser.TryParse(Mutated(item.SignatureText, random), out _, out _);
                    var log = Mutated(item.Log.ToString(), random);
                    Monitoring.Run(item.Signature, [item.Formula], log);
                    Monitoring.Run(item.Signature, [item.Formula], log, new LogReaderOptions(SkipUnusableLines: true));
                    return true;
                }
            )
        );

    private static string Mutated(string text, Random random)
    {
        var result = new StringBuilder(text);
        for (var i = random.Next(4); i > 0 && result.Length > 0; i--)
        {
            var at = random.Next(result.Length);
            const string Signs = "()[],;@<>\"#0x9-_.*\0 \n+=";
            switch (random.Next(3))
            {
                case 0:
                    result.Remove(at, 1);
                    break;
                case 1:
                    result.Insert(at, Signs[random.Next(Signs.Length)]);
                    break;
                default:
                    result[at] = Signs[random.Next(Signs.Length)];
                    break;
            }
        }
        return result.ToString();
    }

    private static (string Output, LogReader Reader) Lenient(string log)
    {
        using var output = new MemoryStream();
        var writer = new MonPolyWriter(output, [""]);
        var signature = Monitoring.Signature(SignatureText);
        var monitor = new TemporalMonitor(signature, [Monitoring.Compile(Monitoring.Parse("P(x)"), signature)], writer);
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(log));
        var reader = new LogReader(input, monitor, new LogReaderOptions(SkipUnusableLines: true));
        Assert.True(reader.TryRead(out _));
        monitor.End();
        writer.Flush();
        return (Encoding.UTF8.GetString(output.ToArray()), reader);
    }
}
