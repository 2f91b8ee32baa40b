using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>A promise that rests on another agreement with a text: what is owed before that is in force, and who alone keeps it from that or ends it.</summary>
internal sealed class ArmingCheck(Machine machine, int rested, FindingList findings)
{
    private const int FewParties = 3;

    /// <summary>So many of the states in which what the promise rests on has ended are asked whether the promise is still kept.</summary>
    private const int MostGames = 60;

    private readonly Agreement agreement = machine.Agreement;
    private readonly string name = machine.Agreement.Agreements[rested].Name;

    public void Check()
    {
        var setting = Setting.Of(machine, FewParties);
        foreach (var promise in agreement.Guarantees)
        {
            if (Game(setting, promise) is { } game)
            {
                Check(setting, promise, game.AtOnceOnly);
            }
        }
    }

    private void Check(Setting setting, Guarantee promise, bool atOnce)
    {
        var words = new CoreWords(agreement);
        var nobody = Setting.Of(machine, FewParties, (_, index) => index == rested);
        if (!nobody.Start.State.IsInForce(rested) && Fails(nobody, promise, atOnce) is { } unarmed)
        {
            TellUnarmed(nobody, promise, atOnce, unarmed);
        }
        foreach (var party in setting.Possible.Parties.Where(party => setting.Possible.IsPartyOf(rested, party)))
        {
            var who = words.Named(party);
            var without = Setting.Of(machine, FewParties, (other, index) => index == rested && other == party);
            if (Fails(without, promise, atOnce) is { } away)
            {
                TellPoint(
                    promise,
                    $"{who} alone keeps the promise unarmed, by not consenting to the {name}",
                    away.Play
                );
            }
            var courses = new PartyCourses(setting, rested, party);
            if (Disarmed(setting, promise, atOnce, courses.Leaving()) is var (_, left))
            {
                TellPoint(promise, $"{who} alone disarms the promise, by leaving the {name}", left);
            }
            if (Disarmed(setting, promise, atOnce, courses.Deeds()) is var (done, deed))
            {
                TellPoint(promise, $"{who} alone disarms the promise: {Deed(setting, done, party)}", deed);
            }
            else if (Disarmed(setting, promise, atOnce, courses.Powers()) is var (used, power))
            {
                TellPoint(promise, $"{who} alone disarms the promise, by using {Power(setting, used)}", power);
            }
        }
    }

    /// <summary>A shortest of these courses after which the agreement rested on is not in force for somebody and the promise is not kept; and how it then fails.</summary>
    private (Play Course, Play Failure)? Disarmed(
        Setting setting,
        Guarantee promise,
        bool atOnce,
        IEnumerable<Play> courses
    )
    {
        foreach (var course in courses.Where(course => HasEnded(setting, course)).Take(MostGames))
        {
            if (Fails(setting.From(course), promise, atOnce) is { } failure)
            {
                return (course, failure.Play);
            }
        }
        return null;
    }

    /// <summary>It would be in force for somebody for whom it is not, had nobody done anything.</summary>
    private bool HasEnded(Setting setting, Play course)
    {
        var idle = setting.Start.Wait(course.State.Now);
        return setting.Possible.Parties.Any(party => IsIn(idle, party) && !IsIn(course, party));

        bool IsIn(Play play, string party) =>
            play.State.StatusOf(rested, machine.ActorNamed(party))
                is ParticipationStatus.InForce
                    or ParticipationStatus.WithdrawalNotified;
    }

    /// <summary>What the party did, or left undone: a breach where it was one.</summary>
    private string Deed(Setting setting, Play course, string party)
    {
        var actor = machine.ActorNamed(party);
        var broken = course
            .History()
            .Skip(setting.Start.History().Count())
            .Where(made =>
                Breach.Is(made) && agreement.Clauses[made.Index].Agreement == rested && made.Bearer.Includes(actor)
            )
            .Select(made => FindingList.Place(agreement.Clauses[made.Index]))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return broken.Count > 0
            ? $"a breach of {Telling.Names(broken)} ends what the promise rests on"
            : "what it may report or do ends what the promise rests on";
    }

    private string Power(Setting setting, Play course) =>
        Telling.Names([
            .. course
                .History()
                .Skip(setting.Start.History().Count())
                .Where(made => made.Kind == TransitionKind.Power && made.PowerTo == PowerState.Exercised)
                .Select(made => FindingList.Place(agreement.Clauses[made.Index]))
                .Distinct(StringComparer.Ordinal),
        ]);

    private void TellUnarmed(Setting nobody, Guarantee promise, bool atOnce, Failure failure)
    {
        var least = new PromiseGame(nobody, promise) { AtOnceOnly = atOnce }.LeastAgainst([]);
        findings.Add(
            Level.Warning,
            Codes.Unarmed,
            Norms.Replay.ProvisionReference.Of(promise.Id),
            $"Gap: as long as the {name} is not in force, {(least > 0 ? "less than what is promised is owed" : "nothing of what is promised is owed")}.",
            $"What is promised is needed above all where the {name} does not come about; the text has no answer to that.",
            $"Say what is owed until the {name} is in force, or apply the duties provisionally.",
            promise.Span,
            failure.Play
        );
    }

    private void TellPoint(Guarantee promise, string what, Play play) =>
        findings.Add(
            Level.Warning,
            Codes.ArmedByOne,
            Norms.Replay.ProvisionReference.Of(promise.Id),
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

    private static Failure? Fails(Setting setting, Guarantee promise, bool atOnce) =>
        new PromiseGame(setting, promise) { AtOnceOnly = atOnce }.Against([]);
}
