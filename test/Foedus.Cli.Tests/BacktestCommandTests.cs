using System.Text.Json;

namespace Foedus.Cli.Tests;

public sealed class BacktestCommandTests
{
    private static readonly string[] Arguments =
    [
        "backtest",
        TreatyPath.Of("minsk2-2015"),
        "--history",
        TreatyPath.Extract,
        "--map",
        TreatyPath.Map,
    ];

    [Fact]
    public void Text_tells_each_truce_and_each_duty()
    {
        var run = CliRun.Of(Arguments);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "  Minsk II                   2015-02-15  2015-02-15          0 days   106/275  32/91   9/14   23/26    42/62 ",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains("Attribution is outside the data.", run.Out, StringComparison.Ordinal);
        Assert.Contains(
            "Energy truce, as the Kremlin tells it: start unclear: not stated",
            run.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "  Article 3(1)  Ukraine                 2015-02-15   2015-02-17 00:00  missed†",
            run.Out,
            StringComparison.Ordinal
        );
    }

    /// <summary>The Minsk Protocol's truce began at 18:00; Minsk II's at midnight.</summary>
    [Fact]
    public void What_the_record_has_of_the_day_of_a_truce_may_have_come_before_it()
    {
        var run = CliRun.Of(Arguments);

        Assert.Contains(" 2014-09-05  2014-09-05‡ ", run.Out, StringComparison.Ordinal);
        Assert.Contains(" 2015-02-15  2015-02-15  ", run.Out, StringComparison.Ordinal);
        Assert.Single(
            run.Out.Split('\n'),
            line => line.StartsWith("  ‡ the truce began at an hour of that day", StringComparison.Ordinal)
        );
        using var json = JsonDocument.Parse(CliRun.Of([.. Arguments, "--format", "json"]).Out);
        bool MayPrecede(string id) =>
            json
                .RootElement.GetProperty("truces")
                .EnumerateArray()
                .Single(truce => truce.GetProperty("id").GetString() == id)
                .GetProperty("firstBroken")
                .GetProperty("mayPrecedeStart")
                .GetBoolean();
        Assert.True(MayPrecede("UA-2014-09-05"));
        Assert.False(MayPrecede("UA-2015-02-15"));
    }

    /// <summary>The Rada's resolution came late and is on record; nobody can say who broke the ceasefire.</summary>
    [Fact]
    public void A_late_act_is_no_silence_of_the_record_and_a_joint_duty_blames_nobody()
    {
        var run = CliRun.Of(Arguments);
        var whole = run
            .Out.Split('\n')
            .Where(line => line.StartsWith("  whole history ", StringComparison.Ordinal))
            .ToList();

        Assert.DoesNotContain(
            "†",
            Assert.Single(whole, line => line.Contains(" Article 5(2) ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Matches(
            "Certain Areas and Ukraine together [0-9]+§",
            Assert.Single(whole, line => line.Contains(" Article 2 ", StringComparison.Ordinal))
        );
        Assert.Contains("§ a duty of several together", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_dataset_itself_gives_the_same_report_as_the_extract()
    {
        string[] raw = [.. Arguments];
        raw[3] = SharedFolder.Require("data", "ucdp_ged_ukraine_2014_2021.csv");

        Assert.Equal(CliRun.Of(Arguments), CliRun.Of(raw));
    }

    [Fact]
    public void Json_holds_the_counts_and_what_the_agreement_made_of_them()
    {
        var run = CliRun.Of([.. Arguments, "--format", "json"]);

        using var json = JsonDocument.Parse(run.Out);
        var minsk = json
            .RootElement.GetProperty("truces")
            .EnumerateArray()
            .Single(truce => truce.GetProperty("id").GetString() == "UA-2015-02-15");
        Assert.Equal("2015-02-15", minsk.GetProperty("firstBroken").GetProperty("day").GetString());
        Assert.Equal(0, minsk.GetProperty("heldDays").GetInt32());
        Assert.Equal(
            [(106, 275), (32, 91), (9, 14), (23, 26), (42, 62)],
            minsk
                .GetProperty("windows")
                .EnumerateArray()
                .Take(5)
                .Select(window => (window.GetProperty("incidents").GetInt32(), window.GetProperty("deaths").GetInt32()))
        );
        var ceasefire = minsk
            .GetProperty("norms")
            .EnumerateArray()
            .Single(norm => norm.GetProperty("norm").GetString() == "art_2");
        Assert.True(ceasefire.GetProperty("missed").GetInt32() > 100);
        Assert.Equal(0, ceasefire.GetProperty("lapsed").GetInt32());
        var resolution = json
            .RootElement.GetProperty("verdicts")
            .EnumerateArray()
            .Single(verdict => verdict.GetProperty("norm").GetString() == "art_5__para_2");
        Assert.Equal(
            ("repaired", false),
            (resolution.GetProperty("state").GetString(), resolution.GetProperty("lapsed").GetBoolean())
        );
    }

    [Fact]
    public void Html_is_one_page_without_outside_parts()
    {
        var path = TreatyPath.Write("report.html", "");
        var run = CliRun.Of([.. Arguments, "--format", "html", "--out", path]);
        var page = File.ReadAllText(path);

        Assert.Equal(new CliRun(ExitCode.Done, "", ""), run);
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.Equal(10, page.Split("<article ").Length - 1);
        Assert.Equal(18, page.Split("<svg ").Length - 1);
        Assert.Equal(page.Split("<svg ").Length, page.Split("role=\"img\" aria-label=").Length);
    }

    [Fact]
    public void Another_column_layout_needs_nothing_but_its_mapping()
    {
        var folder = Repository.PathOf("treaties", "history", "other-layout");
        var run = CliRun.Of(
            "backtest",
            TreatyPath.Of("minsk2-2015"),
            "--history",
            Path.Combine(folder, "incidents.csv"),
            "--map",
            Path.Combine(folder, "minsk2-2015.map.yaml")
        );

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(
            "  Minsk II  2015-02-15  2015-02-15    0 days   106/275  32/91  9/14  23/26  42/62       –  106/193",
            run.Out,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(1, "nosuch.foedus.md", "There is no such file.")]
    [InlineData(3, "nosuch.csv", "There is no such file.")]
    [InlineData(5, ".", "This is a folder.")]
    public void A_file_that_is_not_there_is_one_line(int argument, string path, string expected)
    {
        string[] arguments = [.. Arguments];
        arguments[argument] = path;
        var run = CliRun.Of(arguments);

        Assert.Equal((ExitCode.Unusable, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"foedus: {path}: {expected}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_of_the_mapping_names_its_line()
    {
        string[] arguments = [.. Arguments];
        arguments[5] = TreatyPath.Write("m.yaml", "history:\n  zone: Mars\n");
        var run = CliRun.Of(arguments);

        Assert.Equal(ExitCode.Unusable, run.ExitCode);
        Assert.Contains("m.yaml, line ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" more problems follow.)", run.Error, StringComparison.Ordinal);
    }
}
