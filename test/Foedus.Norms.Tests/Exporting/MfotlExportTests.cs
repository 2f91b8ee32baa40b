using Foedus.Language;
using Foedus.Language.Core;
using Foedus.Language.Text;
using Foedus.Norms.Exporting;
using Foedus.Norms.Scenarios;

namespace Foedus.Norms.Tests.Exporting;

/// <summary>
/// Every scenario of every treaty and language guide, exported: the monitor finds the breaches of the run. Those under
/// Recorded were checked by MonPoly, whose output stands beside them, and are checked by the definition of satisfaction.
/// </summary>
public sealed class MfotlExportTests
{
    /// <summary>Set to a folder: all exports are written there, for another monitor to be run on them.</summary>
    private const string FolderVariable = "FOEDUS_WRITE_EXPORTS";

    public static TheoryData<string> Agreements() =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("treaties"), "*.foedus.md")
                .Concat(Directory.GetFiles(Repository.PathOf("docs", "language"), "*.foedus.md"))
                .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Agreements))]
    public void The_monitor_finds_the_breaches_of_the_run(string path)
    {
        var core = Compiled(path);
        foreach (var (scenario, exports) in Exports(core))
        {
            foreach (var export in exports)
            {
                foreach (var (clause, formula) in export.Formulas)
                {
                    Same(
                        ExportChecks.BreachesOfRun(export, clause),
                        ExportChecks.ByMonitor(export, formula),
                        $"{scenario}: {clause}\n{formula}\n{export.Log}"
                    );
                }
            }
            Written(path, scenario, core, exports);
        }
    }

    [Fact]
    public void Breaches_of_each_kind_are_among_them()
    {
        var kinds = Agreements()
            .Select(row => Compiled(row.Data))
            .SelectMany(core => Exports(core).SelectMany(one => one.Exports))
            .SelectMany(export =>
                export.Breaches.Select(breach => Kind(export.Formulas.Single(one => one.Key == breach.ClauseId).Value))
            )
            .ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["deadline", "due", "maintenance", "prohibition"], kinds.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Recorded() =>
        [
            .. Directory
                .GetFiles(RecordedFolder, "history.log", SearchOption.AllDirectories)
                .Select(path =>
                    Path.GetRelativePath(RecordedFolder, Path.GetDirectoryName(path) ?? "").Replace('\\', '/')
                )
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void MonPoly_and_the_definition_find_the_breaches_of_the_run(string key)
    {
        var folder = Path.Combine(RecordedFolder, key);
        var file = key.Split('/')[0];
        var path = Agreements().Select(row => row.Data).Single(one => Path.GetFileName(one) == $"{file}.foedus.md");
        var core = Compiled(path);
        var export = Exports(core)
            .SelectMany(one => one.Exports.Select(export => (Key: KeyOf(file, one.Scenario, export), Export: export)))
            .First(one => one.Key == key)
            .Export;
        // What MonPoly was given is what is exported today.
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "treaty.sig")), export.Signature);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "history.log")), export.Log);
        var checkedClauses = 0;
        foreach (var (clause, formula) in export.Formulas)
        {
            var breaches = ExportChecks.BreachesOfRun(export, clause);
            var recorded = Path.Combine(folder, ExportChecks.NameOf(clause));
            Assert.Equal(breaches.Count > 0, File.Exists(recorded + ".mfotl"));
            if (breaches.Count > 0)
            {
                checkedClauses++;
                Assert.Equal(File.ReadAllText(recorded + ".mfotl"), formula + "\n");
                Same(breaches, ExportChecks.OfMonPoly(File.ReadAllText(recorded + ".monpoly")), $"MonPoly, {clause}");
            }
            Same(breaches, ExportChecks.ByDefinition(export, clause, formula), $"definition, {clause}");
        }
        Assert.True(checkedClauses > 0);
    }

    private static string RecordedFolder => Repository.PathOf("test", "Foedus.Norms.Tests", "Exporting", "Recorded");

    private static string KeyOf(string file, string scenario, MfotlExport export) =>
        $"{file}/{Slug(scenario)}" + (export.Reader is { } reader ? "/" + ExportChecks.NameOf(reader) : "");

    private static string Slug(string scenario) =>
        string.Concat(
            scenario.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')
        );

    private static string Kind(string formula) =>
        formula.Contains("due_", StringComparison.Ordinal) ? "due"
        : formula.Contains("PREVIOUS", StringComparison.Ordinal) ? "maintenance"
        : formula.Contains("act_", StringComparison.Ordinal) ? "prohibition"
        : "deadline";

    private static Agreement Compiled(string path)
    {
        var full = Repository.PathOf(path);
        return Compiler
                .Compile(
                    new SourceText(path, File.ReadAllText(full)),
                    name =>
                        Path.Combine(Path.GetDirectoryName(full) ?? "", name) is var other && File.Exists(other)
                            ? new SourceText(name, File.ReadAllText(other))
                            : null
                )
                .Core
            ?? throw new InvalidOperationException($"{path} does not compile.");
    }

    private static IEnumerable<(string Scenario, IReadOnlyList<MfotlExport> Exports)> Exports(Agreement core) =>
        core.Scenarios.Select(scenario =>
            (scenario.Name, MfotlExporter.Export(core, _ => ScenarioRunner.EventsOf(scenario), null))
        );

    private static void Same(SortedSet<string> expected, SortedSet<string> actual, string what) =>
        Assert.True(
            expected.SetEquals(actual),
            $"{what}\nrun:\n{string.Join('\n', expected)}\nother:\n{string.Join('\n', actual)}"
        );

    private static void Written(string path, string scenario, Agreement core, IReadOnlyList<MfotlExport> exports)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            return;
        }
        foreach (var file in MfotlFiles.Of(core.Id, exports))
        {
            var target = Path.Combine(folder, Path.GetFileName(path).Split('.')[0], Slug(scenario), file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            File.WriteAllText(target, file.Text);
        }
    }
}
