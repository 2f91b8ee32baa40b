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

    public string How { get; init; } = "Settle the term: say when it begins and ends and what it covers, or name who decides.";

    private const long Hour = 3_600_000;
    private const long Year = 365 * 24 * Hour;
    private const int MostMoments = 8;
    private const int MostHistories = 600;
    private const string Breach = "a breach";

    private readonly List<(string Reader, Machine Machine)> readers = [.. agreement.Readings.Select(reading => (reading.Reader, Machine.Create(reading.Agreement)))];
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private readonly DisputedTerms terms = new(agreement);
    private readonly List<Difference> differences = [];
    private int histories;

    public void Check()
    {
        if (readers.Count < 2)
        {
            return;
        }
        var alphabet = Alphabet();
        var begin = setting.Start.Events().LastOrDefault()?.Time ?? (setting.Start.State.Now == long.MinValue ? 0 : setting.Start.State.Now);
        // What is in force is part of a history here: whether a truce or a peace stands may be what the readers differ on.
        var bare = Consents();
        foreach (var at in Moments(bare, begin))
        {
            foreach (var move in alphabet)
            {
                Compare(bare, [(at + Hour, move)]);
            }
        }
        foreach (var first in alphabet)
        {
            ImmutableArray<(long, Event)> opening = [(begin + (24 * Hour), first)];
            foreach (var at in Moments([.. bare, .. opening], begin + (24 * Hour)))
            {
                foreach (var second in alphabet)
                {
                    Compare(bare, [.. opening, (at + Hour, second)]);
                }
            }
        }
        Tell();
    }

    private ImmutableArray<(long At, Event Move)> Consents() =>
        [.. setting.Start.Events().Where(told => told.Data.Name != "entry into force").Select(told => (told.Time, told))];

    private List<Event> Alphabet()
    {
        var occurrences = agreement.Readings.Select(reading => reading.Agreement).Append(agreement).SelectMany(TriggerLeaves.Of).OfType<OnEvent>().SelectMany(on => setting.Moves.Occurrences(on));
        var acts = TriggerLeaves.Of(agreement).OfType<OnAct>().SelectMany(on => setting.Moves.Acts(on));
        var rests = setting.Start.Events().Where(told => told.Data.Name == "entry into force").Select(told => told with { Id = "", Time = 0, RecordedTime = 0 });
        return [.. rests.Concat(occurrences).Concat(acts).DistinctBy(EventLine.Of)];
    }

    /// <summary>When something happens by itself under some reading, after the moves.</summary>
    private List<long> Moments(ImmutableArray<(long At, Event Move)> moves, long begin)
    {
        var moments = new SortedSet<long> { begin };
        foreach (var (_, machine) in readers)
        {
            var play = Played(machine, moves);
            for (var i = 0; i < MostMoments && play.State.NextDeadline is { } next && next < begin + (20 * Year); i++)
            {
                moments.Add(next);
                play = play.Wait(next);
            }
        }
        return [.. moments.Where(moment => moment >= begin).Take(MostMoments)];
    }

    private void Compare(ImmutableArray<(long At, Event Move)> bare, ImmutableArray<(long At, Event Move)> added)
    {
        if (++histories > MostHistories)
        {
            return;
        }
        var plays = readers.ConvertAll(reader => (reader.Reader, Play: Played(reader.Machine, [.. bare, .. added])));
        foreach (var clause in agreement.Clauses.Where(clause => clause is { Agreement: 0, Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance }))
        {
            var verdicts = plays.ConvertAll(read => (read.Reader, Verdict: VerdictOn(read.Play, clause.Id)));
            if (verdicts.Select(verdict => verdict.Verdict).Distinct(StringComparer.Ordinal).Count() < 2)
            {
                continue;
            }
            var partition = string.Join(
                "; ",
                verdicts.GroupBy(verdict => verdict.Verdict, verdict => verdict.Reader).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} for {Telling.Names([.. group])}")
            );
            if (told.Add($"{clause.Id} {partition}"))
            {
                differences.Add(new Difference(clause, partition, terms.Behind(verdicts), verdicts.Exists(verdict => verdict.Verdict == Breach), plays));
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
            Telling = [.. Telling.Happenings(plays[0].Play), .. plays.Select(read => $"as {read.Reader} reads it: {VerdictOn(read.Play, clause)}")],
        };
    }

    private static string VerdictOn(Play play, string clause)
    {
        var machine = play.State.Machine;
        var reached = play
            .History()
            .Where(transition => transition.Kind == TransitionKind.Norm && string.Equals(machine.NormIdOf(transition), clause, StringComparison.Ordinal))
            .Select(transition => transition.NormTo)
            .ToHashSet();
        return reached.Contains(NormState.Violated) ? Breach
            : reached.Contains(NormState.Active) ? "binding, no breach"
            : "not binding";
    }

    private static Play Played(Machine machine, ImmutableArray<(long At, Event Move)> moves)
    {
        var play = Play.Begin(machine);
        foreach (var round in moves.GroupBy(move => move.At).OrderBy(round => round.Key))
        {
            play = play.Do(Math.Max(round.Key, play.State.Now + 1), round.Select(move => move.Move));
        }
        return play;
    }

    private sealed record Difference(Clause Clause, string Partition, string Because, bool IsBreach, List<(string Reader, Play Play)> Plays);
}
