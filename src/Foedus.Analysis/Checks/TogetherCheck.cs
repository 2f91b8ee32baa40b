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
        new TreatyClash(first, second, findings).Check();
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
}
