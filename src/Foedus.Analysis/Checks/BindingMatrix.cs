using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>Who is bound by what, and when: before it consents, in force, once it has given notice, after it has left.</summary>
/// <param name="Norms">The provisions of the columns.</param>
/// <param name="Rows">Parties that the text treats alike stand in one row.</param>
public sealed record BindingMatrix(ImmutableArray<string> Norms, ImmutableArray<BindingRow> Rows)
{
    private const int MostClauses = 80;
    private const int MostTimes = 4;

    internal static BindingMatrix Of(Setting setting, Reach reach)
    {
        var agreement = setting.Agreement;
        var norms = agreement
            .Clauses.Where(clause =>
                clause
                    is {
                        Agreement: 0,
                        ConsequenceOf: null,
                        Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance or Modality.Hortatory
                    }
                && reach.Active.ContainsKey(clause.Index)
            )
            .Take(MostClauses)
            .ToList();
        if (!setting.IsInForce)
        {
            return new BindingMatrix([], []);
        }
        // Where each bearer must judge for itself, all do; the search lets one.
        var courses = new TriggerCourses(setting);
        var shown = norms.ToDictionary(
            clause => clause.Index,
            clause =>
                TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any()
                && courses.To(clause.Trigger, setting.Start, 1000).FirstOrDefault() is { } judged
                    ? judged
                    : reach.Active[clause.Index]
        );
        var isForbidden = !agreement
            .Participation.OfType<WithdrawalRule>()
            .Any(rule => rule is { Agreement: 0, Forbidden: false });
        // Each norm by the course that brought it to life; the same happenings are then tried where the party has not consented, has given notice, has left.
        bool IsBound(Clause clause, string party, Func<Play, IEnumerable<Play>> beginnings)
        {
            foreach (var start in (Play?[])[setting.Start, setting.WithoutRests])
            {
                if (start is not null && shown[clause.Index].Shifted(start, start, 0) is not null)
                {
                    return beginnings(start)
                        .Any(from =>
                            shown[clause.Index].Shifted(start, from) is { } play
                            && BoundIn(setting, play, clause).Contains(party)
                        );
                }
            }
            return false;
        }
        // Notice is given just before the first of the happenings: a short period has not run out by then.
        HashSet<string> Noticed(Clause clause, string party)
        {
            foreach (var start in (Play?[])[setting.Start, setting.WithoutRests])
            {
                var course = shown[clause.Index];
                if (start is null || course.Shifted(start, start, 0) is null)
                {
                    continue;
                }
                var first = course
                    .Events()
                    .Skip(start.Count)
                    .Select(told => told.Time)
                    .FirstOrDefault(course.State.Now);
                if (
                    course.Shifted(
                        start,
                        start.Do(Math.Max(start.State.Now + 1, first - 1), [Moves.Notice(party)]),
                        0
                    ) is
                    { } play
                )
                {
                    return BoundIn(setting, play, clause);
                }
            }
            return [];
        }
        var here = norms.ConvertAll(clause => BoundIn(setting, shown[clause.Index], clause));
        BindingRow Row(string party)
        {
            var before = Setting.Of(setting.Machine, setting.Representatives.Length, absent: other => other == party);
            var mayLeave = Left(setting, setting.Start, party) is not null;
            var cells = norms.Select(
                (clause, index) =>
                    new BindingCell(
                        BindingLine.GradeOf(agreement, clause),
                        before.IsInForce
                            && IsBound(
                                clause,
                                party,
                                start => Later(start == setting.Start ? before.Start : before.WithoutRests)
                            ),
                        here[index].Contains(party),
                        here[index].Contains(party) && (!mayLeave || Noticed(clause, party).Contains(party)),
                        mayLeave
                            && here[index].Contains(party)
                            && IsBound(clause, party, start => Left(setting, start, party) is { } left ? [left] : [])
                    )
            );
            return new BindingRow(
                [party],
                setting.Representatives.Contains(party, StringComparer.Ordinal),
                mayLeave,
                isForbidden,
                [.. cells]
            );
        }
        var rows = setting
            .Possible.Parties.Select(Row)
            .GroupBy(row => (row.IsOpen, row.MayLeave, Cells: string.Join('|', row.Cells)))
            .Select(alike => alike.First() with { Parties = [.. alike.SelectMany(row => row.Parties)] });
        return new BindingMatrix([.. norms.Select(FindingList.Place)], [.. rows]);
    }

    /// <summary>At first, and after each of the times that the text sets: a treaty may apply provisionally from a day.</summary>
    private static IEnumerable<Play> Later(Play? start)
    {
        for (var (play, i) = (start, 0); play is not null && i < MostTimes; i++)
        {
            yield return play;
            play =
                play.State.NextDeadline is { } next && next < play.State.Now + Patience.TenYears
                    ? play.Wait(next)
                    : null;
        }
    }

    private static Play? Left(Setting setting, Play start, string party)
    {
        var actor = setting.Machine.ActorNamed(party);
        var play = start.Do(start.State.Now + 1, [Moves.Notice(party)]);
        for (
            var i = 0;
            i < 4
                && play.State.StatusOf(0, actor) == ParticipationStatus.WithdrawalNotified
                && play.State.NextDeadline is { } next;
            i++
        )
        {
            play = play.Wait(next);
        }
        return play.State.StatusOf(0, actor) == ParticipationStatus.Withdrawn ? play : null;
    }

    private static HashSet<string> BoundIn(Setting setting, Play play, Clause clause) =>
        setting
            .Possible.Parties.Where(party =>
                play.State.OpenInstances()
                    .Any(open =>
                        open.Clause == clause.Index
                        && open.NormState is NormState.Active or NormState.Violated
                        && setting.Includes(open.Bearer, party)
                    )
            )
            .ToHashSet(StringComparer.Ordinal);
}
