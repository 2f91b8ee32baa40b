using System.Reflection;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Snapshots;

/// <summary>
/// What a snapshot does not carry is lost at the next restart, and no other test need notice. Whoever gives the state
/// something more to remember writes it in Snapshots too, and then its name here.
/// </summary>
public sealed class CompletenessTests
{
    [Theory]
    [InlineData(
        typeof(Tables),
        "Agreements Awaiting Counters DecisionQueue Decisions Histories Instances LastOccasions LastOutcomes Memory Menus Openings Quantities Queue Reports States Suspensions Timers Watches"
    )]
    [InlineData(
        typeof(AgreementState),
        "Accepted AgainstRenewal Amending Amendments Applying Consented DurationEnd Ever HasEnded InForce IsInForceAsReported MetAt NotBetween Notified Objections ObjectionsUntil Provisional Renewing Reservations Signed Since Suspended Times Withdrawn"
    )]
    [InlineData(typeof(AmendmentState), "Accepted Parties")]
    [InlineData(typeof(PartyTimes), "Consented InForce Leaves Reserved")]
    [InlineData(
        typeof(NormInstance),
        "Above Anchor Ballot Bound ConsequenceExercised ConsequenceLapsed ConsequencePerformed Deadline DeadlineIndex Group IsExcused IsSuspended Key LiveConsequences Progress Provisions Since State"
    )]
    [InlineData(
        typeof(Bound),
        "Above Against Author Cause Concerned Depositor IsOccurrence Origin Party Performer Root RootAt RootTerm Round Survivors Toward Violator ViolatorGroup"
    )]
    [InlineData(typeof(SurvivorSet), "Agreement Bits Rule")]
    [InlineData(typeof(AmendedRound), "Bound Decision")]
    [InlineData(typeof(DecisionInstance), "Ballot Bound Cause Deadline Decision Opened Stage StageOpened")]
    [InlineData(typeof(Ballot), "Abstained Electorate Members No Seats Yes")]
    [InlineData(typeof(MemberVote), "Member Vote")]
    [InlineData(typeof(Progress), "Acts Amount Given Items Members")]
    [InlineData(typeof(MemberProgress), "Actor Amount Items")]
    [InlineData(typeof(GivenItem), "Actor Name")]
    [InlineData(typeof(LaterOpening), "Anchor At Bound Deadline DeadlineIndex")]
    [InlineData(typeof(WatchCell), "IsLatched LatchedFor Timer Value")]
    [InlineData(typeof(Provisions), "Defaults Ids")]
    [InlineData(typeof(NormKey), "Bearer Clause CounterParty Root Violator")]
    [InlineData(typeof(TextKey), "Index Sub Text")]
    [InlineData(typeof(QueueKey), "Deadline Instance IsViolated")]
    [InlineData(typeof(DecisionQueueKey), "Key Opened")]
    [InlineData(typeof(TimerKey), "At Bearer CounterParty Index Phase Root Violator")]
    [InlineData(typeof(Event), "Data Id Line RecordedTime Source Subject Time Type")]
    [InlineData(
        typeof(EventData),
        "Against Agreement Attributes CorrectedTime Correction Funders Items Member Menu Name Outcome Party Quantity Reservations TargetId TargetSource Toward Unit Vote"
    )]
    [InlineData(typeof(AttributeValue), "Name Number Place Text")]
    [InlineData(typeof(FunderShare), "Party Quantity")]
    public void Everything_that_is_remembered_is_in_a_snapshot(Type type, string members)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        // What is computed has no field of its own.
        var stored = type.GetFields(All)
            .Select(field =>
                field.Name.StartsWith('<')
                    ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)]
                    : field.Name
            );
        Assert.Equal(members.Split(' '), stored.Order(StringComparer.Ordinal));
    }
}
