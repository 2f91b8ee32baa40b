using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>A clause with everything about it that does not change looked up once.</summary>
internal sealed class ClausePlan
{
    public required Clause Core { get; init; }
    public required ActorSetPlan Who { get; init; }

    /// <summary>One instance for all bearers together.</summary>
    public required bool IsJoint { get; init; }
    public ActorSetPlan? Toward { get; init; }

    /// <summary>Owed to each of Toward: one instance a counter-party, who is never the bearer.</summary>
    public bool IsTowardEach { get; init; }

    /// <summary>The text names one to whom it is owed, whoever is a party: that one is the counter-party of the instance. False: whoever is in Toward when the act is done.</summary>
    public bool IsTowardOne { get; init; }

    /// <summary>It binds from entry into force toward each of those in force: who enters later is owed it too.</summary>
    public bool FollowsCreditors { get; init; }
    public FilterPlan[] Filters { get; init; } = [];
    public ConditionPlan? If { get; init; }
    public ConditionPlan? While { get; init; }
    public ConditionPlan? Unless { get; init; }
    public ConditionPlan? Keep { get; init; }

    /// <summary>For each deadline its anchor or occasion, where it has one of its own.</summary>
    public TriggerNode?[] Anchors { get; init; } = [];

    /// <summary>"for 10 days": how long what lasts holds from its own occasion on.</summary>
    public Period? HoldsFor { get; init; }

    /// <summary>"until 1 March 2027": its last millisecond; <see cref="long.MaxValue"/> where the text names no instant.</summary>
    public long HoldsUntil { get; init; } = long.MaxValue;

    /// <summary>"until D+30", "until 3 days after a warning": the occasions its end is counted from.</summary>
    public ClauseEnd[] Ends { get; init; } = [];

    /// <summary>"until a warning": the occasions with which it ends.</summary>
    public TriggerNode[] EndsUpon { get; init; } = [];

    /// <summary>One of these ends is there.</summary>
    public bool HasEnd { get; init; }
    public ActTerm? Act { get; init; }
    public int ActIndex { get; init; } = -1;
    public PerformAct? Perform { get; init; }

    /// <summary>It matters which items have been given, not only how many: of different kinds, of each kind, or several from a declared menu.</summary>
    public bool KeepsItems { get; init; }
    public ExercisePower? Power { get; init; }
    public ActorSetPlan? Target { get; init; }

    /// <summary>It hangs on no occurrence: it binds from entry into force, or once a condition has become true.</summary>
    public required bool IsStanding { get; init; }

    /// <summary>What would perform it, where it yields to other norms: one act for every way in which these tell acts apart.</summary>
    public Event[] Deeds { get; set; } = [];

    /// <summary>A condition asks about closed instances.</summary>
    public bool IsRemembered { get; set; }

    /// <summary>A condition asks about closed instances of some bearers only.</summary>
    public bool IsRememberedByBearer { get; set; }

    /// <summary>Rules by which an amendment replaces this clause or brings it in.</summary>
    public int[] AmendedBy { get; init; } = [];

    /// <summary>Decisions whose outcome its trigger names, and those that stand in their place.</summary>
    public int[] Decisions { get; init; } = [];

    /// <summary>It waits for the decision that settles its delegated standard.</summary>
    public bool IsDelegated { get; init; }

    public required Provisions Because { get; init; }

    /// <summary>
    /// Its open instances stand in the queue of service. Where none has a deadline or outlasts a violation, the order of
    /// service is that of the instances themselves, and a queue would only repeat it; prohibitions are not served.
    /// </summary>
    public required bool IsQueued { get; init; }

    /// <summary>"While the Truce holds, every week …" without an occasion: each time the condition begins, a rhythm begins with it.</summary>
    public bool HasRhythmOfCondition => Core is { While: not null, Recurrence: not null, Trigger: FromEntryIntoForce };

    public int Agreement => Core.Agreement;

    public bool IsPower => Power is not null;

    /// <summary>Open-ended by nature: a violation does not close it.</summary>
    public bool IsLasting =>
        Core.Modality is Modality.Prohibition or Modality.Maintenance or Modality.Permission or Modality.Disability;

    /// <summary>Something that is to be done by a deadline.</summary>
    public bool IsToBeDone => Core.Modality is Modality.Duty or Modality.Hortatory;
}
