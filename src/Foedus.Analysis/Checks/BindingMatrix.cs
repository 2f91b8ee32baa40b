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
        var shown = norms.ConvertAll(clause => new NormCourse(
            setting,
            clause,
            TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any()
            && courses.To(clause.Trigger, setting.Start, 1000).FirstOrDefault() is { } judged
                ? judged
                : reach.Active[clause.Index]
        ));
        var grades = norms.ConvertAll(clause => BindingLine.GradeOf(agreement, clause));
        var isForbidden = !agreement
            .Participation.OfType<WithdrawalRule>()
            .Any(rule => rule is { Agreement: 0, Forbidden: false });
        // Each norm by a course that brings it to life for the party; the same happenings are then tried where the party has not consented, has given notice, has left.
        BindingRow Row(string party)
        {
            var before = Setting.Of(setting.Machine, setting.Representatives.Length, absent: other => other == party);
            var (beginnings, withoutRests) = before.IsInForce
                ? (Later(before.Start), Later(before.WithoutRests))
                : ([], []);
            var left = Left(setting, setting.Start, party);
            var leftWithoutRests = setting.WithoutRests is { } without ? Left(setting, without, party) : null;
            BindingCell Cell(int norm)
            {
                var binding = shown[norm].ThatBinds(party);
                var course = binding ?? shown[norm];
                var gone = course.IsWithoutRests ? leftWithoutRests : left;
                return new BindingCell(
                    grades[norm],
                    (course.IsWithoutRests ? withoutRests : beginnings).Exists(from => course.BindsAfter(from, party)),
                    binding is not null,
                    binding is not null && (left is null || course.BindsOnNotice(party)),
                    binding is not null && left is not null && gone is not null && course.BindsAfter(gone, party)
                );
            }
            return new BindingRow(
                [party],
                setting.Representatives.Contains(party, StringComparer.Ordinal),
                left is not null,
                isForbidden,
                [.. Enumerable.Range(0, norms.Count).Select(Cell)]
            );
        }
        var rows = setting
            .Possible.Parties.Select(Row)
            .GroupBy(row => (row.IsOpen, row.MayLeave, Cells: string.Join('|', row.Cells)))
            .Select(alike => alike.First() with { Parties = [.. alike.SelectMany(row => row.Parties)] });
        return new BindingMatrix([.. norms.Select(FindingList.Place)], [.. rows]);
    }

    /// <summary>At first, and after each of the times that the text sets: a treaty may apply provisionally from a day.</summary>
    private static List<Play> Later(Play? start)
    {
        var beginnings = new List<Play>();
        for (var play = start; play is not null && beginnings.Count < MostTimes; )
        {
            beginnings.Add(play);
            play =
                play.State.NextDeadline is { } next && next < play.State.Now + Patience.TenYears
                    ? play.Wait(next)
                    : null;
        }
        return beginnings;
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
}
