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

    internal static BindingMatrix Of(Setting setting, Reach reach)
    {
        var agreement = setting.Agreement;
        var norms = agreement
            .Clauses.Where(clause => clause is { Agreement: 0, ConsequenceOf: null, Modality: Modality.Duty or Modality.Prohibition or Modality.Maintenance or Modality.Hortatory } && reach.Active.ContainsKey(clause.Index))
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
            clause => TriggerLeaves.Of(clause.Trigger).OfType<OnSelfJudgment>().Any() && courses.To(clause.Trigger, setting.Start, 1000).FirstOrDefault() is { } judged ? judged : reach.Active[clause.Index]
        );
        var isForbidden = !agreement.Participation.OfType<WithdrawalRule>().Any(rule => rule is { Agreement: 0, Forbidden: false });
        // Each norm by the course that brought it to life; the same happenings are then tried where the party has not consented, has given notice, has left.
        HashSet<string> Bound(Clause clause, Func<Play, Play?> beginning)
        {
            foreach (var start in (Play?[])[setting.Start, setting.WithoutRests])
            {
                if (start is not null && beginning(start) is { } from && shown[clause.Index].Shifted(start, from) is { } play)
                {
                    return BoundIn(setting, play, clause);
                }
            }
            return [];
        }
        var here = norms.ConvertAll(clause => BoundIn(setting, shown[clause.Index], clause));
        var like = setting.Possible.Parties.GroupBy(party => (Row: string.Concat(here.Select(bound => bound.Contains(party) ? '1' : '0')), IsOpen: setting.Representatives.Contains(party, StringComparer.Ordinal)));
        var rows = ImmutableArray.CreateBuilder<BindingRow>();
        foreach (var alike in like)
        {
            var party = alike.First();
            var before = Setting.Of(setting.Machine, setting.Representatives.Length, absent: other => other == party);
            var mayLeave = Left(setting, setting.Start, party) is not null;
            var cells = norms.Select((clause, index) => new BindingCell(
                BindingLine.GradeOf(agreement, clause),
                before.IsInForce && Bound(clause, start => start == setting.Start ? before.Start : before.WithoutRests).Contains(party),
                here[index].Contains(party),
                here[index].Contains(party) && (!mayLeave || Bound(clause, start => start.Do(start.State.Now + 1, [Moves.Notice(party)])).Contains(party)),
                mayLeave && here[index].Contains(party) && Bound(clause, start => Left(setting, start, party)).Contains(party)
            ));
            rows.Add(new BindingRow([.. alike], alike.Key.IsOpen, mayLeave, isForbidden, [.. cells]));
        }
        return new BindingMatrix([.. norms.Select(FindingList.Place)], rows.ToImmutable());
    }

    private static Play? Left(Setting setting, Play start, string party)
    {
        var actor = setting.Machine.ActorNamed(party);
        var play = start.Do(start.State.Now + 1, [Moves.Notice(party)]);
        for (var i = 0; i < 4 && play.State.StatusOf(0, actor) == ParticipationStatus.WithdrawalNotified && play.State.NextDeadline is { } next; i++)
        {
            play = play.Wait(next);
        }
        return play.State.StatusOf(0, actor) == ParticipationStatus.Withdrawn ? play : null;
    }

    private static HashSet<string> BoundIn(Setting setting, Play play, Clause clause) =>
        setting
            .Possible.Parties.Where(party => play.State.OpenInstances().Any(open => open.Clause == clause.Index && open.NormState is NormState.Active or NormState.Violated && open.Bearer.Includes(setting.Machine.ActorNamed(party))))
            .ToHashSet(StringComparer.Ordinal);
}
