using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// A duty of the one agreement, and a prohibition or a lack of right of the other, for the same act of the same party: in
/// some course of events it owes, at one moment, what it cannot then do without a breach of the other.
/// </summary>
internal sealed class TreatyClash(Agreement first, Agreement second, FindingList findings)
{
    private readonly Setting one = Setting.Of(Machine.Create(first), 3);
    private readonly Setting other = Setting.Of(Machine.Create(second), 3);

    public void Check()
    {
        var pairs = Pairs(one, other)
            .Select(pair => (IsFirst: true, pair.Duty, pair.Ban))
            .Concat(Pairs(other, one).Select(pair => (IsFirst: false, pair.Duty, pair.Ban)))
            .ToList();
        if (pairs.Count == 0)
        {
            return;
        }
        var (ofOne, ofOther) = (new Reach(one), new Reach(other));
        foreach (var (here, there) in JointReach.Of(one, other, ofOne.Happenings.Concat(ofOther.Happenings)))
        {
            pairs.RemoveAll(pair =>
                pair.IsFirst
                    ? IsClash(one, pair.Duty, here, other, pair.Ban, there)
                    : IsClash(other, pair.Duty, there, one, pair.Ban, here)
            );
            if (pairs.Count == 0)
            {
                return;
            }
        }
        // What no short course of both brings about may follow from what brings each to life by itself.
        foreach (var (isFirst, duty, ban) in pairs)
        {
            var (owing, forbidding) = isFirst ? (one, other) : (other, one);
            var (owed, banned) = isFirst ? (ofOne, ofOther) : (ofOther, ofOne);
            if (
                owed.Active.TryGetValue(duty.Index, out var toDuty)
                && banned.Active.TryGetValue(ban.Index, out var toBan)
            )
            {
                var (here, there) = JointReach.Merged(owing.Machine, forbidding.Machine, toDuty, toBan);
                IsClash(owing, duty, here, forbidding, ban, there);
            }
        }
    }

    private static IEnumerable<(Clause Duty, Clause Ban)> Pairs(Setting owing, Setting forbidding) =>
        from duty in owing.Agreement.Clauses
        where duty is { Agreement: 0, Modality: Modality.Duty, Content: PerformAct }
        from ban in forbidding.Agreement.Clauses
        where
            ban is { Agreement: 0, Modality: Modality.Prohibition or Modality.Disability }
            && ActOf(forbidding.Agreement, ban) is { } act
            && act == ActOf(owing.Agreement, duty)
        select (duty, ban);

    private bool IsClash(Setting owing, Clause duty, Play here, Setting forbidding, Clause ban, Play there)
    {
        if (!there.State.OpenInstances().Any(open => open.Clause == ban.Index))
        {
            return false;
        }
        var at = Math.Max(here.State.Now, there.State.Now) + 1;
        foreach (var open in here.Binding(duty))
        {
            var ways = owing
                .Possible.Parties.Where(party => owing.Includes(open.Bearer, party))
                .Select(party =>
                    (Party: party, Breach: Breaches(owing, duty, open, party, forbidding, here, there, at))
                )
                .Where(way => !way.Breach.IsDefault)
                .ToList();
            // What one of several owes is demanded of none of them as long as another may give it.
            var isChoice =
                duty.Bearer.Quantifier
                is Quantifier.AnyOf
                    or Quantifier.JointlyAndSeverally
                    or Quantifier.CollectivelyAtLeast;
            if (isChoice && ways.Exists(way => way.Breach.IsEmpty))
            {
                continue;
            }
            foreach (var (party, breach) in ways)
            {
                if (
                    breach.FirstOrDefault(act => Violates(forbidding, there.Do(at, [act]), party, ban.Index)) is { } act
                )
                {
                    Tell(owing, duty, here.Do(at, [act]), forbidding, ban, there.Do(at, [act]), party);
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>The ways in which the party may perform, if each of them is a breach; none, if one is not; default, if it cannot perform.</summary>
    private static ImmutableArray<Event> Breaches(
        Setting owing,
        Clause duty,
        OpenInstance open,
        string party,
        Setting forbidding,
        Play here,
        Play there,
        long at
    )
    {
        if (owing.Moves.Performance(owing.Machine, open, party, []) is not { } performance)
        {
            return default;
        }
        var act = performance with { Subject = null };
        var toward = owing.Machine.NameOf(open.CounterParty) is null
            ? ((PerformAct)duty.Content).Toward
                ?? (owing.Agreement.Terms[((PerformAct)duty.Content).Act] as ActTerm)?.Toward
            : null;
        ImmutableArray<Event> ways = toward is null
            ? [act]
            :
            [
                .. owing
                    .Possible.Of(toward)
                    .Where(name => name != party)
                    .Select(name => act with { Data = act.Data with { Toward = name } }),
            ];
        // Nobody does anything toward itself, and what is done without a right to it performs nothing.
        ways =
        [
            .. ways.Where(way =>
                way.Data.Toward != party
                && !here.Do(at, [way])
                    .Transitions.Any(made =>
                        Breach.Is(made) && owing.Agreement.Clauses[made.Index].Modality == Modality.Disability
                    )
            ),
        ];
        return ways.IsEmpty ? default
            : ways.All(way => Violates(forbidding, there.Do(at, [way]), party, null)) ? ways
            : [];
    }

    private static bool Violates(Setting forbidding, Play done, string party, int? ban)
    {
        var actor = forbidding.Machine.ActorNamed(party);
        return done.Transitions.Any(made =>
            Breach.Is(made)
            && made.Bearer.Includes(actor)
            && (
                ban is { } index
                    ? made.Index == index
                    : forbidding.Agreement.Clauses[made.Index].Modality is Modality.Prohibition or Modality.Disability
            )
        );
    }

    private void Tell(
        Setting owing,
        Clause duty,
        Play done,
        Setting forbidding,
        Clause ban,
        Play breach,
        string bearer
    ) =>
        findings.Add(
            Level.Error,
            Codes.TreatyConflict,
            $"{FindingList.Place(duty)} of {owing.Agreement.Title} and {FindingList.Place(ban)} of {forbidding.Agreement.Title}",
            $"Conflict: {new CoreWords(owing.Agreement).Named(bearer)} owes under the one what it must not do under the other.",
            $"To perform the one is to breach the other. {Precedence(owing, forbidding)}",
            "Say which prevails: a clause of compatibility (VCLT art. 30(2)) in the later text, or ‘Subject to …’.",
            duty.Span,
            () =>
            {
                // The same file is run against both.
                Witness.Of(done);
                return Witness.Of(breach);
            }
        );

    /// <summary>What general treaty law says of two treaties on one matter.</summary>
    private static string Precedence(Setting owing, Setting forbidding)
    {
        if (IsCharter(owing.Agreement) || IsCharter(forbidding.Agreement))
        {
            return $"The obligations under the Charter prevail (Charter art. 103): {(IsCharter(owing.Agreement) ? owing : forbidding).Agreement.Title}.";
        }
        var (left, right) = (
            owing.Possible.Parties.ToHashSet(StringComparer.Ordinal),
            forbidding.Possible.Parties.ToHashSet(StringComparer.Ordinal)
        );
        return left.SetEquals(right)
            ? "Between the same parties the later treaty prevails, where neither says otherwise (VCLT art. 30(3)); the texts do not say which is meant to."
            : "Between parties to both the later treaty prevails; toward a party to only one of them, that one binds (VCLT art. 30(4)), and the other is breached.";
    }

    private static bool IsCharter(Agreement agreement) =>
        agreement.Title.Contains("Charter of the United Nations", StringComparison.OrdinalIgnoreCase);

    private static string? ActOf(Agreement agreement, Clause clause) =>
        clause.Content switch
        {
            PerformAct act => agreement.Terms[act.Act].Name,
            HasNoRight { Act: { } act } => agreement.Terms[act.Act].Name,
            _ => null,
        };
}
