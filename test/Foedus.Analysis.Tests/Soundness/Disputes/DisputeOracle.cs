using Foedus.Analysis.Exploring;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Tests.Soundness.Disputes;

/// <summary>
/// Runs every history of up to two happenings, at any of the moments between which a text may change, through the text as
/// each reader would have written it; and compares their verdicts on every norm, then and at every later deadline.
/// </summary>
internal sealed class DisputeOracle
{
    private const int Happenings = 2;
    private const long Aftermath = 12 * Drafts.Day;

    /// <summary>
    /// Noon of every even day, and an hour into every odd one. States begin with odd days and end with even ones, and what is
    /// owed is owed within 20 or 40 hours: every order in which these can follow each other occurs from one of these moments.
    /// </summary>
    private static readonly long[] Moments =
    [
        .. ((double[])[-12, 1, 36, 49, 84, 97, 132, 145, 180]).Select(hours =>
            Drafts.Begin + (31 * Drafts.Day) + (long)(hours * 3_600_000)
        ),
    ];

    private static readonly string[] Bearers = ["France", "Poland", "Ukraine"];

    private static readonly Event[] Alphabet =
    [
        Told.Report("Ukraine", "alarm"),
        Told.Report("Ukraine", "flood"),
        Told.Act("France", "strike"),
        Told.Act("France", "help", "Ukraine"),
        Told.Announcement("Court", "Relief", "yes"),
    ];

    private static readonly Event[] ByPoland = [Told.Act("Poland", "strike"), Told.Act("Poland", "help", "Ukraine")];

    private readonly List<(string Reader, Machine Machine)> readers;
    private readonly Event[] alphabet;

    /// <param name="texts">The whole agreement as each reader would have written it.</param>
    public DisputeOracle(IEnumerable<(string Reader, Agreement Agreement)> texts)
    {
        readers = [.. texts.Select(read => (read.Reader, Machine.Create(read.Agreement)))];
        // Only a Helper may be another than France.
        alphabet = readers.Exists(reader =>
            reader.Machine.Agreement.Clauses.Any(clause => clause.Words.Contains("Helper", StringComparison.Ordinal))
        )
            ? [.. Alphabet, .. ByPoland]
            : Alphabet;
        var begin = Drafts.Ratified(Bearers, [.. readers.Select(reader => reader.Machine)]);
        Compare(begin, 0, Happenings);
    }

    /// <summary>By clause id: in how many ways the readers' verdicts divide, each told as the reports tell it.</summary>
    public Dictionary<string, HashSet<string>> Divided { get; } = new(StringComparer.Ordinal);

    private void Compare(Course course, int moment, int left)
    {
        Judge(course);
        var later = course;
        while (later.ToNextDeadline(course.At + Aftermath) is { } next)
        {
            later = next;
            Judge(later);
        }
        if (left == 0)
        {
            return;
        }
        for (var i = moment; i < Moments.Length; i++)
        {
            foreach (var letter in alphabet)
            {
                Compare(course.Then(letter, Math.Max(Moments[i], course.At + 1000)), i, left - 1);
            }
        }
    }

    private void Judge(Course course)
    {
        foreach (
            var clause in readers[0]
                .Machine.Agreement.Clauses.Where(clause => clause.Modality is Modality.Duty or Modality.Prohibition)
        )
        {
            if (DivisionOn(course, clause.Id) is { } division)
            {
                (Divided.GetValueOrDefault(clause.Id) ?? (Divided[clause.Id] = new(StringComparer.Ordinal))).Add(
                    division
                );
            }
        }
    }

    /// <summary>How a course of events, run through the readers' own texts, divides their verdicts on the clause.</summary>
    public string? DivisionBy(Witness witness, string clause)
    {
        var course = Course.Begin([.. readers.Select(reader => reader.Machine)]);
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', witness.Lines) + "\n"));
        var reader = new EventReader(file);
        while (reader.TryRead(out var told))
        {
            course = told.Type == EventType.ClockReached ? course : course.Then(told);
        }
        return DivisionOn(course.Until(witness.Until), clause);
    }

    /// <summary>How the readers divide on the norm; where they do not, how they divide on whom it binds and who is in breach.</summary>
    private string? DivisionOn(Course course, string clause)
    {
        if (DivisionOn(course, clause, bearer: null) is { } division)
        {
            return division;
        }
        var byBearer = Bearers
            .Select(bearer => (Bearer: bearer, Division: DivisionOn(course, clause, bearer)))
            .Where(one => one.Division is not null)
            .GroupBy(one => one.Division, one => one.Bearer)
            .OrderBy(alike => DisputeSoundnessTests.IsBreach(alike.Key) ? 0 : 1)
            .Select(alike => $"as to {Names([.. alike])}, {alike.Key}")
            .ToList();
        return byBearer.Count == 0 ? null : string.Join("; ", byBearer);
    }

    private string? DivisionOn(Course course, string clause, string? bearer)
    {
        var groups = readers
            .Select((reader, index) => (reader.Reader, Verdict: VerdictOn(course, index, clause, bearer)))
            .GroupBy(read => read.Verdict, read => read.Reader)
            .ToList();
        return groups.Count < 2
            ? null
            : string.Join(
                "; ",
                groups
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Key} for {Names([.. group])}")
            );
    }

    /// <param name="bearer">Null for whoever bears it.</param>
    private string VerdictOn(Course course, int reader, string clause, string? bearer)
    {
        var machine = readers[reader].Machine;
        var reached = course
            .History(reader)
            .Where(transition =>
                transition.Kind == TransitionKind.Norm
                && machine.NormIdOf(transition) == clause
                && (bearer is null || transition.Bearer.Includes(machine.ActorNamed(bearer)))
            )
            .Select(transition => transition.NormTo)
            .ToHashSet();
        return reached.Contains(NormState.Violated) ? "a breach"
            : reached.Contains(NormState.Active) ? "binding, no breach"
            : "not binding";
    }

    private static string Names(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
}
