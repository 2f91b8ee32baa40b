using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>Two agreements at once: what one demands and the other forbids, and what becomes of the one when the other does not come or ends.</summary>
public static class TogetherCheck
{
    private const long Day = 86_400_000;

    /// <summary>Treaty against treaty: one act that the first demands of a party and the second forbids it.</summary>
    public static TogetherResult Compare(Agreement first, Agreement second)
    {
        var findings = new FindingList();
        var (one, other) = (new Side(first), new Side(second));
        Clash(one, other, findings);
        Clash(other, one, findings);
        return new TogetherResult($"{first.Title} and {second.Title}", findings.ByWeight(), findings.Withheld);
    }

    /// <summary>An agreement that rests on another with a text: who can keep it unarmed, or disarm it.</summary>
    /// <param name="linked">The agreement, compiled together with the one it rests on.</param>
    public static TogetherResult Armed(Agreement linked)
    {
        var findings = new FindingList();
        var machine = Machine.Create(linked);
        for (var index = 1; index < linked.Agreements.Length; index++)
        {
            if (linked.Agreements[index].HasText)
            {
                Unarmed(machine, index, findings);
            }
        }
        return new TogetherResult($"{linked.Title}, resting on {Telling.Names([.. linked.Agreements.Skip(1).Where(rested => rested.HasText).Select(rested => rested.Name)])}", findings.ByWeight(), findings.Withheld);
    }

    private static void Unarmed(Machine machine, int rested, FindingList findings)
    {
        const int Few = 3;
        var agreement = machine.Agreement;
        var name = agreement.Agreements[rested].Name;
        var words = new CoreWords(agreement);
        var setting = Setting.Of(machine, Few);
        foreach (var promise in agreement.Guarantees.Where(promise => promise.Promise is Receive))
        {
            var place = Norms.Replay.ProvisionReference.Of(promise.Id);
            var whole = Game(setting, promise);
            if (whole is null)
            {
                continue;
            }
            var nobody = Setting.Of(machine, Few, (_, index) => index == rested);
            if (Fails(nobody, promise, whole.AtOnceOnly) is not { } unarmed)
            {
                continue;
            }
            findings.Add(
                Level.Warning,
                Codes.Unarmed,
                place,
                $"Gap: as long as the {name} is not in force, nothing of what is promised is owed.",
                $"What is promised is needed above all where the {name} does not come about; the text has no answer to that.",
                $"Say what is owed until the {name} is in force, or apply the duties provisionally.",
                promise.Span,
                unarmed.Play
            );
            foreach (var party in setting.Possible.Parties)
            {
                var without = Setting.Of(machine, Few, (who, index) => index == rested && who == party);
                if (!without.Start.State.IsInForce(rested) && Fails(without, promise, whole.AtOnceOnly) is { } kept)
                {
                    TellPoint(findings, promise, place, $"{words.Named(party)} alone keeps the promise unarmed, by not consenting to the {name}", kept.Play);
                }
                else if (Ended(setting, rested, party) is { } ended && Fails(setting.From(ended), promise, whole.AtOnceOnly) is { } left)
                {
                    TellPoint(findings, promise, place, $"{words.Named(party)} alone disarms the promise, by leaving the {name}", left.Play);
                }
            }
            // A breach by one side may end what the promise rests on, and with it the promise.
            foreach (var (index, broken) in Breaches(setting, rested).Take(1))
            {
                if (Fails(setting.From(broken), promise, whole.AtOnceOnly) is { } failure)
                {
                    TellPoint(findings, promise, place, $"a breach of {FindingList.Place(agreement.Clauses[index])} ends what the promise rests on", failure.Play);
                }
            }
        }
    }

    private static void TellPoint(FindingList findings, Guarantee promise, string place, string what, Play play) =>
        findings.Add(
            Level.Warning,
            Codes.ArmedByOne,
            place,
            $"Single point of failure: {what}.",
            "The trigger occurs, everybody does what it owes, and the promise is not kept, because what it rests on is not in force.",
            "Let the guarantee begin without that consent, or let it outlive the end of what it rests on.",
            promise.Span,
            play
        );

    private static PromiseGame? Game(Setting setting, Guarantee promise)
    {
        foreach (var atOnce in (bool[])[false, true])
        {
            var game = new PromiseGame(setting, promise) { AtOnceOnly = atOnce };
            if (setting.IsInForce && game.CanBegin && game.Against([]) is null)
            {
                return game;
            }
        }
        return null;
    }

    private static Failure? Fails(Setting setting, Guarantee promise, bool atOnce) => new PromiseGame(setting, promise) { AtOnceOnly = atOnce }.Against([]);

    private static Play? Ended(Setting setting, int rested, string party)
    {
        var notice = Moves.Notice(party);
        var play = setting.Start.Do(setting.Start.State.Now + 1, [notice with { Data = notice.Data with { Agreement = setting.Agreement.Agreements[rested].Name } }]);
        var actor = setting.Machine.ActorNamed(party);
        for (var i = 0; i < 4 && play.State.StatusOf(rested, actor) == ParticipationStatus.WithdrawalNotified && play.State.NextDeadline is { } next; i++)
        {
            play = play.Wait(next);
        }
        return play.State.StatusOf(rested, actor) == ParticipationStatus.Withdrawn ? play : null;
    }

    /// <summary>Breaches of the agreement rested on after which it is no longer in force.</summary>
    private static IEnumerable<(int Clause, Play Play)> Breaches(Setting setting, int rested)
    {
        var courses = new TriggerCourses(setting);
        foreach (var clause in setting.Agreement.Clauses.Where(clause => clause.Agreement == rested && clause.Modality is Modality.Duty or Modality.Prohibition))
        {
            foreach (var play in courses.To(new OnNorm([clause.Index], NormState.Violated), setting.Start, 1000).Where(play => !play.State.IsInForce(rested)).Take(1))
            {
                yield return (clause.Index, play);
            }
        }
    }

    /// <summary>A duty of the one, and a prohibition or a lack of right of the other, for the same act of the same party.</summary>
    private static void Clash(Side owing, Side forbidding, FindingList findings)
    {
        foreach (var duty in owing.Agreement.Clauses.Where(clause => clause is { Agreement: 0, Modality: Modality.Duty, Content: PerformAct }))
        {
            foreach (var ban in forbidding.Agreement.Clauses.Where(clause => clause is { Agreement: 0, Modality: Modality.Prohibition or Modality.Disability } && ActOf(forbidding.Agreement, clause) is { } act && act == ActOf(owing.Agreement, duty)))
            {
                if (owing.Reach.Active.TryGetValue(duty.Index, out var owed) && forbidding.Reach.Active.TryGetValue(ban.Index, out var banned))
                {
                    Clash(owing, duty, owed, forbidding, ban, banned, findings);
                }
            }
        }
    }

    private static void Clash(Side owing, Clause duty, Play owed, Side forbidding, Clause ban, Play banned, FindingList findings)
    {
        // One file of events for both: what brought each to life, in the order of time.
        var rounds = owed.Events().Concat(banned.Events()).GroupBy(told => told.Time).OrderBy(round => round.Key).ToList();
        var (here, there) = (Play.Begin(owing.Machine), Play.Begin(forbidding.Machine));
        var (hereIds, thereIds) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var round in rounds)
        {
            ImmutableArray<Event> moves = [.. round.DistinctBy(told => EventLine.Of(told with { Id = "" }))];
            here = here.Again(round.Key, moves, hereIds);
            there = there.Again(round.Key, moves, thereIds);
        }
        foreach (var open in here.State.OpenInstances().Where(open => open.Clause == duty.Index && open.NormState == NormState.Active))
        {
            foreach (var bearer in owing.Setting.Possible.Parties.Where(party => open.Bearer.Includes(owing.Machine.ActorNamed(party)) && forbidding.Setting.Possible.Contains(ban.Bearer.Who, party)))
            {
                if (owing.Setting.Moves.Performance(owing.Machine, open, bearer, []) is not { } act)
                {
                    continue;
                }
                var at = Math.Max(here.State.Now, there.State.Now) + 1;
                var (done, breach) = (here.Do(at, [act with { Subject = null }]), there.Do(at, [act with { Subject = null }]));
                var actor = forbidding.Machine.ActorNamed(bearer);
                if (!breach.Transitions.Any(transition => transition.Kind == TransitionKind.Norm && transition.Index == ban.Index && transition.NormTo == NormState.Violated && transition.Bearer.Includes(actor)))
                {
                    continue;
                }
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
                return;
            }
        }
    }

    /// <summary>What general treaty law says of two treaties on one matter.</summary>
    private static string Precedence(Side owing, Side forbidding)
    {
        if (IsCharter(owing.Agreement) || IsCharter(forbidding.Agreement))
        {
            return $"The obligations under the Charter prevail (Charter art. 103): {(IsCharter(owing.Agreement) ? owing : forbidding).Agreement.Title}.";
        }
        var (left, right) = (owing.Setting.Possible.Parties.ToHashSet(StringComparer.Ordinal), forbidding.Setting.Possible.Parties.ToHashSet(StringComparer.Ordinal));
        return left.SetEquals(right)
            ? "Between the same parties the later treaty prevails, where neither says otherwise (VCLT art. 30(3)); the texts do not say which is meant to."
            : "Between parties to both the later treaty prevails; toward a party to only one of them, that one binds (VCLT art. 30(4)), and the other is breached.";
    }

    private static bool IsCharter(Agreement agreement) => agreement.Title.Contains("Charter of the United Nations", StringComparison.OrdinalIgnoreCase);

    private static string? ActOf(Agreement agreement, Clause clause) =>
        clause.Content switch
        {
            PerformAct act => agreement.Terms[act.Act].Name,
            HasNoRight { Act: { } act } => agreement.Terms[act.Act].Name,
            _ => null,
        };

    private sealed class Side
    {
        public Side(Agreement agreement)
        {
            Agreement = agreement;
            Machine = Machine.Create(agreement);
            Setting = Setting.Of(Machine, 3);
            Reach = new Reach(Setting);
        }

        public Agreement Agreement { get; }
        public Machine Machine { get; }
        public Setting Setting { get; }
        public Reach Reach { get; }
    }
}
