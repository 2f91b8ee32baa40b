using System.Collections.Immutable;
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
internal sealed class ReadingsCheck(Agreement agreement, Setting setting, FindingList findings)
{
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
    private const string Breach = "a breach";
    private const string Unbound = "not binding";

    private readonly List<(string Reader, Machine Machine)> readers =
    [
        .. agreement.Readings.Select(reading => (reading.Reader, Machine.Create(reading.Agreement))),
    ];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly DisputedTerms terms = new(agreement);
    private readonly List<Difference> differences = [];

    public void Check()
    {
        if (readers.Count < 2)
        {
            return;
        }
        var begin =
            setting.Start.Events().LastOrDefault()?.Time
            ?? (setting.Start.State.Now == long.MinValue ? 0 : setting.Start.State.Now);
        // What is in force is part of a history here: whether a truce or a peace stands may be what the readers differ on.
        var bare = readers.ConvertAll(reader => Consented(reader.Machine));
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
            .SelectMany(TriggerLeaves.Of)
            .OfType<OnEvent>()
            .SelectMany(on => setting.Moves.Occurrences(on));
        var acts = TriggerLeaves.Of(agreement).OfType<OnAct>().SelectMany(on => setting.Moves.Acts(on));
        var rests = setting
            .Start.Events()
            .Where(told => told.Data.Name == "entry into force")
            .Select(told => told with { Id = "", Time = 0, RecordedTime = 0 });
        List<Event> happenings = [.. rests.Concat(occurrences).Concat(acts).DistinctBy(EventLine.Of)];
        var more = texts
            .SelectMany(TriggerLeaves.Of)
            .OfType<OnAct>()
            .Concat(
                texts
                    .SelectMany(text => text.Clauses)
                    .Where(clause => clause.Agreement == 0)
                    .Select(Performed)
                    .OfType<OnAct>()
            );
        return (
            happenings,
            [.. happenings.Concat(more.SelectMany(on => setting.Moves.Acts(on))).DistinctBy(EventLine.Of)]
        );
    }

    private static OnAct? Performed(Clause clause) =>
        clause.Content is PerformAct content
            ? new OnAct(content.Act, clause.Bearer.Who, content.Toward, content.Filters)
            : null;

    private static List<Play> After(List<Play> plays, long at, Event move) =>
        plays.ConvertAll(play => play.Do(Math.Max(at, Now(plays) + 1), [move]));

    /// <summary>What is to be decided is decided: yes.</summary>
    private IEnumerable<List<Play>> Decided(List<Play> plays) =>
        plays
            .SelectMany(play => play.State.OpenDecisions())
            .Select(open => (open.Decision, Votes: setting.Moves.Votes(open, Vote.Yes, _ => true).ToList()))
            .Where(voted => voted.Votes.Count > 0)
            .DistinctBy(voted => voted.Decision)
            .Select(voted => plays.ConvertAll(play => play.Do(Now(plays) + 1, voted.Votes)));

    private static long Now(List<Play> plays) => plays.Max(play => play.State.Now);

    /// <summary>When something happens by itself under some reading, after the moves.</summary>
    private static List<long> Moments(List<Play> plays, long begin)
    {
        var moments = new SortedSet<long> { begin };
        foreach (var read in plays)
        {
            var play = read;
            for (var i = 0; i < MostMoments && play.State.NextDeadline is { } next && next < begin + (20 * Year); i++)
            {
                moments.Add(next);
                play = play.Wait(next);
            }
        }
        return [.. moments.Where(moment => moment >= begin).Take(MostMoments)];
    }

    /// <summary>Those moments, and a day and an hour before each: what is set off then may be overtaken.</summary>
    private static IEnumerable<long> Around(List<Play> plays, long begin) =>
        Moments(plays, begin)
            .SelectMany(moment => (long[])[moment - (24 * Hour), moment - (2 * Hour), moment])
            .Where(moment => moment >= begin)
            .Order();

    /// <param name="deadlines">How many moments later at which something happens by itself are looked at, too.</param>
    private void Compare(IEnumerable<List<Play>> histories, int most, int deadlines)
    {
        foreach (var history in histories.Take(most))
        {
            var plays = history;
            Compare(plays);
            for (
                var i = 0;
                i < deadlines
                    && plays.Min(play => play.State.NextDeadline ?? long.MaxValue) is var next
                    && next < Now(history) + (20 * Year);
                i++
            )
            {
                plays = plays.ConvertAll(play => play.Wait(next));
                Compare(plays);
            }
        }
    }

    private void Compare(List<Play> history)
    {
        var plays = readers.Select((reader, index) => (reader.Reader, Play: history[index])).ToList();
        var said = plays.ConvertAll(read => Verdicts(read.Play));
        foreach (
            var clause in agreement.Clauses.Where(clause =>
                clause is { Agreement: 0, Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance }
            )
        )
        {
            var verdicts = plays
                .Select((read, index) => (read.Reader, Verdict: said[index].GetValueOrDefault(clause.Id, Unbound)))
                .ToList();
            if (verdicts.Select(verdict => verdict.Verdict).Distinct(StringComparer.Ordinal).Count() < 2)
            {
                continue;
            }
            var partition = string.Join(
                "; ",
                verdicts
                    .GroupBy(verdict => verdict.Verdict, verdict => verdict.Reader)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => $"{group.Key} for {Telling.Names([.. group])}")
            );
            if (told.Add($"{clause.Id} {partition}"))
            {
                differences.Add(
                    new Difference(
                        clause,
                        partition,
                        terms.Behind(verdicts),
                        verdicts.Exists(verdict => verdict.Verdict == Breach),
                        plays
                    )
                );
            }
        }
    }

    /// <summary>A breach for some and none for others weighs most; only where there is none does it count whether the norm binds at all.</summary>
    private void Tell()
    {
        foreach (var clause in differences.GroupBy(difference => difference.Clause.Index).OrderBy(group => group.Key))
        {
            var weighty = clause.Any(difference => difference.IsBreach);
            foreach (var difference in clause.Where(difference => difference.IsBreach == weighty).Take(readers.Count))
            {
                findings.Add(
                    Level.Warning,
                    Code,
                    FindingList.Place(difference.Clause),
                    $"{Heading}One history, different verdicts: {difference.Partition}.",
                    $"What is a breach or a duty for one reader is none for another. {difference.Because}".TrimEnd(),
                    How,
                    difference.Clause.Span,
                    () => WitnessOf(difference.Plays, difference.Clause.Id)
                );
            }
        }
    }

    private static Witness WitnessOf(List<(string Reader, Play Play)> plays, string clause)
    {
        // Each reader's run is replayed; the events are the same.
        var witnesses = plays.ConvertAll(read => Witness.Of(read.Play));
        return witnesses[0] with
        {
            Telling =
            [
                .. Telling.Happenings(plays[0].Play),
                .. plays.Select(read => $"as {read.Reader} reads it: {VerdictOn(read.Play, clause)}"),
            ],
        };
    }

    private static string VerdictOn(Play play, string clause) => Verdicts(play).GetValueOrDefault(clause, Unbound);

    /// <summary>By the id of the norm: whether it has ever been breached, or has bound.</summary>
    private static Dictionary<string, string> Verdicts(Play play)
    {
        var machine = play.State.Machine;
        var verdicts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var transition in play.History()
                .Where(transition =>
                    transition is { Kind: TransitionKind.Norm, NormTo: NormState.Violated or NormState.Active }
                )
        )
        {
            var id = machine.NormIdOf(transition);
            if (transition.NormTo == NormState.Violated)
            {
                verdicts[id] = Breach;
            }
            else
            {
                verdicts.TryAdd(id, "binding, no breach");
            }
        }
        return verdicts;
    }

    private sealed record Difference(
        Clause Clause,
        string Partition,
        string Because,
        bool IsBreach,
        List<(string Reader, Play Play)> Plays
    );
}
