using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>What each type of event is taken to mean.</summary>
public sealed partial class Run
{
    private void Dispatch(Event @event)
    {
        if (!_plan.Actors.TryFind(@event.Source, out var author))
        {
            Tell(NoticeKind.UnknownName, @event.Source);
            return;
        }
        switch (@event.Type)
        {
            case EventType.OccurrenceReported:
                Report(@event, author);
                break;
            case EventType.ActPerformed:
                PerformAct(@event, author);
                break;
            case EventType.VoteCast:
                CastVote(@event, author);
                break;
            case EventType.DecisionAnnounced:
                Announce(@event, author);
                break;
            case EventType.InstrumentDeposited:
                Deposit(@event, author);
                break;
            case EventType.MenuDeclared:
                DeclareMenu(@event, author);
                break;
            case EventType.PowerExercised:
                ExercisePower(@event, author);
                break;
            default:
                throw new ArgumentException("Corrections and retractions are replayed, not applied.", nameof(@event));
        }
    }

    private void Report(Event @event, int author)
    {
        var name = @event.Data.Name;
        var terms = _plan.Events.Find(name);
        if (terms.IsEmpty)
        {
            if (name is null || !ReportAgreement(@event, author, name))
            {
                Tell(NoticeKind.UnknownName, name ?? "event");
            }
            return;
        }
        var against = ActorOrNone(@event.Data.Against);
        var isTaken = false;
        foreach (var term in terms)
        {
            // Of several agreements that define it, it counts under those that let its author report it.
            if (terms.Length == 1 || (MayReport(term, author, against) && IsAgainstTarget(@event, term, against)))
            {
                Report(@event, term, author, against);
                isTaken = true;
            }
        }
        if (!isTaken)
        {
            Report(@event, terms[0], author, against);
        }
    }

    private bool MayReport(int term, int author, int against) =>
        _plan.Reporters[term] is not { } reporters
        || reporters.Contains(this, Scope.None, author)
        || IsReportedByTheAttacked(reporters, author, against);

    private bool IsAgainstTarget(Event @event, int term, int against) =>
        @event.Data.Against is null
        || _plan.Targets[term] is not { } targets
        || (against >= 0 && ActorBits.Has(targets, against));

    private void Report(Event @event, int term, int author, int against)
    {
        if (!MayReport(term, author, against))
        {
            Tell(NoticeKind.UnauthorisedAuthor, @event.Source);
            return;
        }
        if (!IsAgainstTarget(@event, term, against))
        {
            // Defined as against somebody, it is not that event when against who is none of them. That somebody is unknown has been told.
            if (against >= 0)
            {
                Tell(NoticeKind.NotATarget, @event.Data.Against ?? "");
            }
            return;
        }
        if (@event.Subject is { } subject)
        {
            var key = new TextKey(term, 0, subject);
            if (_tables.Reports.Contains(key))
            {
                Tell(NoticeKind.RepeatedReport, subject);
                return;
            }
            _tables.Reports.Set(key, true, _owner);
        }
        var listeners = _plan.OnEvent[term];
        if (listeners.Length == 0)
        {
            return;
        }
        Raise(
            listeners,
            new Bound
            {
                Root = @event.Subject ?? @event.Id,
                IsOccurrence = true,
                Author = author,
                Against = against,
                RootTerm = _plan.Ages.OfRoots ? term : -1,
                RootAt = _plan.Ages.OfRoots ? Now : long.MinValue,
                Cause = new Cause(@event, null),
            },
            against,
            -1,
            @event
        );
    }

    /// <summary>"Entry into force of the Ceasefire": of an agreement that is known only from outside, by the Depositary.</summary>
    private bool ReportAgreement(Event @event, int author, string name)
    {
        var folded = FoldedName.Of(name);
        var isEntry = folded.StartsWith("entry into force of ", StringComparison.Ordinal);
        if (!isEntry && !folded.StartsWith("end of ", StringComparison.Ordinal))
        {
            return false;
        }
        var agreementName = folded[(isEntry ? "entry into force of ".Length : "end of ".Length)..];
        if (!_plan.AgreementNames.TryFind(agreementName, out var agreement))
        {
            return false;
        }
        ReportAgreement(@event, author, agreement, isEntry);
        return true;
    }

    /// <summary>"reported by the Party attacked": only the report says who that is.</summary>
    private bool IsReportedByTheAttacked(ActorSetPlan reporters, int author, int against) =>
        against >= 0
        && author == against
        && reporters.Contains(this, Scope.Of(new Bound { Root = "", Against = against }), author);

    private void ReportAgreement(Event @event, int author, int agreement, bool isEntry)
    {
        if (!IsDepositary(agreement, author))
        {
            Tell(NoticeKind.UnauthorisedAuthor, @event.Source);
        }
        else if (_plan.Core.Agreements[agreement].HasText)
        {
            Tell(
                NoticeKind.NotPermitted,
                "an agreement with a text of its own enters into force and ends by that text"
            );
        }
        else
        {
            SetReported(agreement, isEntry, @event);
        }
    }

    private bool IsDepositary(int agreement, int author) =>
        _plan.Depositaries[agreement] == author
        || _plan.Depositaries[0] == author
        || string.Equals(_plan.Actors[author], "Depositary", StringComparison.Ordinal);

    /// <summary>Who is named in a report and known to nobody: it is none of the actors, which is not the same as nobody being named.</summary>
    private const int UnknownActor = -2;

    private int ActorOrNone(string? name)
    {
        if (name is null)
        {
            return -1;
        }
        if (_plan.Actors.TryFind(name, out var actor))
        {
            return actor;
        }
        Tell(NoticeKind.UnknownName, name);
        return -1;
    }

    private void Announce(Event @event, int author)
    {
        var name = @event.Data.Name ?? "";
        if (_plan.SelfJudged.Count > 0 && _plan.SelfJudged.TryGetValue(FoldedName.Of(name), out var standards))
        {
            if (!IsNo(@event.Data.Outcome))
            {
                foreach (var standard in standards)
                {
                    Find(_plan.OnSelfJudgment[standard], @event, author);
                }
            }
            return;
        }
        if (!TryTarget(name, out var target) || target.Decision < 0)
        {
            Tell(NoticeKind.UnknownName, name);
            return;
        }
        AnnounceDecision(@event, author, target.Decision, !IsNo(@event.Data.Outcome));
    }

    private static bool IsNo(string? outcome) => outcome is "no" or "No" or "refused" or "false";

    private bool TryTarget(string name, out VoteTarget target)
    {
        if (
            _plan.VoteTargets.TryGetValue(name, out var found)
            || _plan.VoteTargets.TryGetValue(FoldedName.Of(name), out found)
        )
        {
            target = found;
            return true;
        }
        target = new VoteTarget(-1, []);
        return false;
    }

    private void DeclareMenu(Event @event, int author)
    {
        var menus = _plan.Menus.Find(@event.Data.Menu);
        if (menus.IsEmpty)
        {
            Tell(NoticeKind.UnknownName, @event.Data.Menu ?? "menu");
        }
        foreach (var menu in menus)
        {
            DeclareMenu(@event, menu, author);
        }
    }

    private void DeclareMenu(Event @event, int menu, int party)
    {
        // A state may declare before it becomes a Party: with its instrument, or at the same instant. Nothing rests on it until the state is bound.
        if (
            _plan.MenuDeclarers[menu] is { } declarers
            && !declarers.Contains(this, Scope.None, party)
            && (ActorBits.Has(_plan.Bodies, party) || StatusOf(0, party) != ParticipationStatus.None)
        )
        {
            Tell(NoticeKind.UnauthorisedAuthor, _plan.Actors[party]);
            return;
        }
        if (_plan.Core.Terms[menu] is not MenuTerm term || _plan.Core.Terms[term.Of] is not KindTerm kinds)
        {
            return;
        }
        var items = @event.Data.Items;
        if (items.Length < term.MinimumTotal)
        {
            Tell(NoticeKind.InvalidDeclaration, $"{term.Name}: fewer than {term.MinimumTotal} items");
            return;
        }
        foreach (var kind in kinds.Kinds)
        {
            var count = 0;
            foreach (var item in items)
            {
                count += ItemName.IsOfKind(item, kind) ? 1 : 0;
            }
            if (count < term.MinimumOfEachKind)
            {
                Tell(
                    NoticeKind.InvalidDeclaration,
                    $"{term.Name}: fewer than {term.MinimumOfEachKind} of the kind {kind}"
                );
                return;
            }
        }
        _tables.Menus.Set(new TextKey(menu, party, ""), [.. items.Order(StringComparer.Ordinal)], _owner);
    }

    private void DeclareWithInstrument(Event @event, InstrumentKind kind, int party)
    {
        if (@event.Data.Items.IsDefaultOrEmpty)
        {
            return;
        }
        if (@event.Data.Menu is not null)
        {
            DeclareMenu(@event, party);
            return;
        }
        for (var i = 0; i < _plan.Core.Terms.Length; i++)
        {
            if (
                _plan.Core.Terms[i] is MenuTerm { Upon: { } upon }
                && (upon == kind || (IsConsent(upon) && IsConsent(kind)))
            )
            {
                DeclareMenu(@event, i, party);
            }
        }
    }
}
