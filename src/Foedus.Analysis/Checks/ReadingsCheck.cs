using System.Collections.Immutable;
using System.Numerics;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// Material vagueness: one history that the named readers of a disputed text judge differently. Searched among histories
/// of one occurrence, or of two, at the moments that matter to some reading.
/// </summary>
internal sealed class ReadingsCheck
{
    private readonly Agreement agreement;
    private readonly CoreWords words;
    private readonly Setting setting;
    private readonly FindingList findings;
    private readonly ImmutableArray<Clause> norms;
    private readonly ImmutableArray<CourseReader> readers;

    /// <summary>Those whom any reader may hold bound.</summary>
    private readonly ImmutableArray<string> actors;
    private readonly DisputedTerms terms;
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly List<Difference> differences = [];

    public ReadingsCheck(Agreement agreement, Setting setting, FindingList findings)
    {
        this.agreement = agreement;
        words = new CoreWords(agreement);
        this.setting = setting;
        this.findings = findings;
        norms =
        [
            .. agreement.Clauses.Where(clause =>
                clause is { Agreement: 0, Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance }
            ),
        ];
        (readers, actors) = CourseReader.Of(agreement, norms);
        terms = new DisputedTerms(agreement);
    }

    /// <summary>How a difference is told; the readers' terms behind it are added.</summary>
    public string Code { get; init; } = Codes.ReadingsDiffer;

    public string Heading { get; init; } = "";

    public string How { get; init; } =
        "Settle the term: say when it begins and ends and what it covers, or name who decides.";

    private const long Hour = 3_600_000;
    private const long Year = 365 * 24 * Hour;
    private const int MostMoments = 8;
    private const int MostHistories = 300;
    private const int MostPairs = 3000;
    private const int MostDeadlines = 4;
    private const int MostDisputed = 4;

    public void Check()
    {
        if (readers.Length < 2)
        {
            return;
        }
        var begin =
            setting.Start.Events().LastOrDefault()?.Time
            ?? (setting.Start.State.Now == long.MinValue ? 0 : setting.Start.State.Now);
        // What is in force is part of a history here: whether a truce or a peace stands may be what the readers differ on.
        var bare = readers.Select(reader => JudgedCourse.Of(reader, Consented(reader.Machine))).ToList();
        var (happenings, all) = Alphabet();
        var first = happenings.ConvertAll(move => After(bare, begin + (24 * Hour), move));
        // What happens of itself and what sets off first, and as soon as may be: the shortest to tell.
        Compare(
            Moments(bare, begin).SelectMany(at => happenings.Select(move => After(bare, at + Hour, move))),
            MostHistories,
            0
        );
        Compare(
            first.SelectMany(plays =>
                Moments(plays, begin + (24 * Hour))
                    .SelectMany(at => happenings.Select(move => After(plays, at + Hour, move)))
            ),
            MostHistories,
            0
        );
        // Then every act that is owed or forbidden, at every moment, and what comes of it when time passes.
        var once = Around(bare, begin)
            .SelectMany(at => all.Select(move => After(bare, at + Hour, move)))
            .Concat(all.Select(move => After(bare, begin + (24 * Hour), move)))
            .ToList();
        Compare(once.Prepend(bare), MostHistories, MostDeadlines);
        Compare(once.SelectMany(Decided), MostHistories, MostDeadlines);
        Compare(
            once.SelectMany(plays =>
                Around(plays, Now(plays)).SelectMany(at => all.Select(move => After(plays, at + Hour, move)))
            ),
            MostPairs,
            MostDeadlines
        );
        Tell();
    }

    private Play Consented(Machine machine)
    {
        var play = Play.Begin(machine);
        foreach (
            var round in setting
                .Start.Events()
                .Where(told => told.Data.Name != "entry into force")
                .GroupBy(told => told.Time)
                .OrderBy(round => round.Key)
        )
        {
            play = play.Do(Math.Max(round.Key, play.State.Now + 1), round);
        }
        return play;
    }

    /// <summary>What any text listens to; and with it every act that some clause demands or forbids.</summary>
    private (List<Event> Happenings, List<Event> All) Alphabet()
    {
        var texts = agreement.Readings.Select(reading => reading.Agreement).Append(agreement).ToList();
        var occurrences = texts
            .SelectMany(Listening.Occasions)
            .OfType<OnEvent>()
            .SelectMany(on => setting.Moves.Occurrences(on));
        var acts = Listening.Occasions(agreement).OfType<OnAct>().SelectMany(on => setting.Moves.Acts(on));
        var rests = setting
            .Start.Events()
            .Where(told => told.Data.Name == "entry into force")
            .Select(told => told with { Id = "", Time = 0, RecordedTime = 0 });
        List<Event> happenings = [.. rests.Concat(occurrences).Concat(acts).DistinctBy(EventLine.Of)];
        var more = texts
            .SelectMany(Listening.Occasions)
            .OfType<OnAct>()
            .Concat(
                texts
                    .SelectMany(text => text.Clauses)
                    .Where(clause => clause.Agreement == 0)
                    .Select(Performed)
                    .OfType<OnAct>()
            );
        var once = happenings.Concat(more.SelectMany(on => setting.Moves.Acts(on))).Concat(Breaches(texts)).ToList();
        var others = Disputed(texts).ToList();
        return (
            happenings,
            [.. once.Concat(once.SelectMany(move => StandIns.Of(setting, move, others))).DistinctBy(EventLine.Of)]
        );
    }

    /// <summary>Two of those whom a norm forbids an act do it: once the first has, it may be what divides the readers whether the other still must not.</summary>
    private IEnumerable<Event> Breaches(List<Agreement> texts) =>
        texts.SelectMany(text =>
        {
            var possible = new PossibleActors(text, setting.Possible.Parties);
            var moves = new Moves(text, possible);
            return text
                .Clauses.Where(clause => clause is { Agreement: 0, Modality: Modality.Prohibition })
                .SelectMany(clause =>
                    Performed(clause) is { } on
                        ? possible.Of(clause.Bearer.Who).Take(2).SelectMany(actor => moves.Acts(on, actor))
                        : []
                );
        });

    /// <summary>Parties that belong to a role for some reader and not for another: what they do may be what divides them.</summary>
    private IEnumerable<string> Disputed(List<Agreement> texts) =>
        texts
            .SelectMany(text =>
            {
                var possible = new PossibleActors(text, setting.Possible.Parties);
                return text
                    .Terms.OfType<RoleTerm>()
                    .SelectMany(role =>
                        possible
                            .Parties.Where(party => possible.Contains(role.Members, party))
                            .Select(party => (role.Name, Party: party))
                    )
                    .Distinct();
            })
            .GroupBy(membership => membership)
            .Where(same => same.Count() < texts.Count)
            .Select(same => same.Key.Party)
            .Distinct(StringComparer.Ordinal)
            .Take(MostDisputed);

    private static OnAct? Performed(Clause clause) =>
        clause.Content is PerformAct content
            ? new OnAct(content.Act, clause.Bearer.Who, content.Toward, content.Filters)
            : null;

    private static List<JudgedCourse> After(List<JudgedCourse> plays, long at, Event move) =>
        plays.ConvertAll(play => play.Do(Math.Max(at, Now(plays) + 1), [move]));

    /// <summary>What is to be decided is decided: yes.</summary>
    private IEnumerable<List<JudgedCourse>> Decided(List<JudgedCourse> plays) =>
        plays
            .SelectMany(course => course.Play.State.OpenDecisions())
            .Select(open => (open.Decision, Votes: setting.Moves.Votes(open, Vote.Yes, _ => true).ToList()))
            .Where(voted => voted.Votes.Count > 0)
            .DistinctBy(voted => voted.Decision)
            .Select(voted => plays.ConvertAll(play => play.Do(Now(plays) + 1, voted.Votes)));

    private static long Now(List<JudgedCourse> plays) => plays.Max(course => course.Play.State.Now);

    /// <summary>When something happens by itself under some reading, after the moves.</summary>
    private static List<long> Moments(List<JudgedCourse> plays, long begin)
    {
        var moments = new SortedSet<long> { begin };
        foreach (var read in plays)
        {
            var play = read.Play;
            for (var i = 0; i < MostMoments && play.State.NextDeadline is { } next && next < begin + (20 * Year); i++)
            {
                moments.Add(next);
                play = play.Wait(next);
            }
        }
        return [.. moments.Where(moment => moment >= begin).Take(MostMoments)];
    }

    /// <summary>Those moments, and a day and an hour before each: what is set off then may be overtaken.</summary>
    private static IEnumerable<long> Around(List<JudgedCourse> plays, long begin) =>
        Moments(plays, begin)
            .SelectMany(moment => (long[])[moment - (24 * Hour), moment - (2 * Hour), moment])
            .Where(moment => moment >= begin)
            .Order();

    /// <param name="deadlines">How many moments later at which something happens by itself are looked at, too.</param>
    private void Compare(IEnumerable<List<JudgedCourse>> histories, int most, int deadlines)
    {
        foreach (var history in histories.Take(most))
        {
            var plays = history;
            Compare(plays);
            for (
                var i = 0;
                i < deadlines
                    && plays.Min(course => course.Play.State.NextDeadline ?? long.MaxValue) is var next
                    && next < Now(history) + (20 * Year);
                i++
            )
            {
                plays = plays.ConvertAll(play => play.Wait(next));
                Compare(plays);
            }
        }
    }

    private void Compare(List<JudgedCourse> courses)
    {
        for (var norm = 0; norm < norms.Length; norm++)
        {
            var differing = BigInteger.Zero;
            foreach (var course in courses)
            {
                differing |= course.Differing(courses[0], norm);
            }
            if (!differing.IsZero)
            {
                Compare(courses, norm, differing);
            }
        }
    }

    private void Compare(List<JudgedCourse> courses, int norm, BigInteger differing)
    {
        var verdicts = courses.ConvertAll(course => (course.Reader, Verdict: course.On(norm)));
        if (IsOne(verdicts))
        {
            CompareBearers(courses, norm, differing);
        }
        else
        {
            Add(norm, null, PartitionOf(verdicts), verdicts, courses);
        }
    }

    /// <summary>The norm fares alike, and yet one reader holds somebody bound, or in breach, whom another does not.</summary>
    /// <param name="differing">A bit for each actor on whom they differ.</param>
    private void CompareBearers(List<JudgedCourse> courses, int norm, BigInteger differing)
    {
        var groups = Enumerable
            .Range(0, actors.Length)
            .Where(actor => !((differing >> actor) & BigInteger.One).IsZero)
            .Select(actor =>
                (Actor: actor, Verdicts: courses.ConvertAll(course => (course.Reader, Verdict: course.On(norm, actor))))
            )
            // In breach and bound or not, it is in breach.
            .Where(one => !IsOne(one.Verdicts))
            .GroupBy(one => PartitionOf(one.Verdicts), StringComparer.Ordinal)
            .OrderByDescending(alike => alike.First().Verdicts.Exists(IsBreach))
            .ToList();
        if (groups.Count > 0)
        {
            var weightiest = groups[0].First();
            var words = new CoreWords(agreement);
            Add(
                norm,
                weightiest.Actor,
                string.Join(
                    "; ",
                    groups.Select(alike =>
                        $"as to {Telling.Names([.. alike.Select(one => words.Named(actors[one.Actor]))])}, {alike.Key}"
                    )
                ),
                weightiest.Verdicts,
                courses
            );
        }
    }

    private void Add(
        int norm,
        int? bearer,
        string partition,
        List<(string Reader, ReadersVerdict Verdict)> verdicts,
        List<JudgedCourse> courses
    )
    {
        if (told.Add($"{norms[norm].Id} {partition}"))
        {
            var because = terms.Behind(verdicts.ConvertAll(said => (said.Reader, Words(said.Verdict))));
            differences.Add(new Difference(norm, bearer, partition, because, verdicts.Exists(IsBreach), courses));
        }
    }

    private static bool IsBreach((string Reader, ReadersVerdict Verdict) said) => said.Verdict == ReadersVerdict.Breach;

    private static bool IsOne(List<(string Reader, ReadersVerdict Verdict)> verdicts) =>
        verdicts.TrueForAll(said => said.Verdict == verdicts[0].Verdict);

    private string PartitionOf(List<(string Reader, ReadersVerdict Verdict)> verdicts) =>
        string.Join(
            "; ",
            verdicts
                .GroupBy(said => Words(said.Verdict), said => said.Reader)
                .OrderBy(alike => alike.Key, StringComparer.Ordinal)
                .Select(alike => $"{alike.Key} for {Telling.Names([.. alike.Select(words.Named)])}")
        );

    private static string Words(ReadersVerdict verdict) =>
        verdict switch
        {
            ReadersVerdict.Breach => "a breach",
            ReadersVerdict.Bound => "binding, no breach",
            _ => "not binding",
        };

    /// <summary>A breach for some and none for others weighs most; only where there is none does it count whether the norm binds at all.</summary>
    private void Tell()
    {
        foreach (var ofNorm in differences.GroupBy(difference => difference.Norm).OrderBy(group => group.Key))
        {
            var isBreach = ofNorm.Any(difference => difference.IsBreach);
            var weighty = ofNorm.Where(difference => difference.IsBreach == isBreach).ToList();
            // Whom it binds is told only where they do not differ on whether it binds anybody.
            var ofAll = weighty.Where(difference => difference.Bearer is null).Take(readers.Length).ToList();
            foreach (var difference in ofAll.Count > 0 ? ofAll : weighty.Take(1))
            {
                var clause = norms[difference.Norm];
                findings.Add(
                    Level.Warning,
                    Code,
                    FindingList.Place(clause),
                    $"{Heading}One history, different verdicts: {difference.Partition}.",
                    $"What is a breach or a duty for one reader is none for another. {difference.Because}".TrimEnd(),
                    How,
                    clause.Span,
                    () => WitnessOf(difference)
                );
            }
        }
    }

    private Witness WitnessOf(Difference difference)
    {
        // Each reader's run is replayed; the events are the same.
        var witnesses = difference.Courses.ConvertAll(course => Witness.Of(course.Play));
        return witnesses[0] with
        {
            Telling =
            [
                .. Telling.Happenings(difference.Courses[0].Play),
                .. difference.Courses.Select(course => $"as {course.Reader} reads it: {VerdictIn(course, difference)}"),
            ],
        };
    }

    private string VerdictIn(JudgedCourse course, Difference difference) =>
        difference.Bearer is { } bearer
            ? $"{Words(course.On(difference.Norm, bearer))} as to {new CoreWords(agreement).Named(actors[bearer])}"
            : Words(course.On(difference.Norm));

    private sealed record Difference(
        int Norm,
        int? Bearer,
        string Partition,
        string Because,
        bool IsBreach,
        List<JudgedCourse> Courses
    );
}
