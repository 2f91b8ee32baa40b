using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Conditions;
using Foedus.Norms.Time;

namespace Foedus.Norms;

/// <summary>
/// The compiled agreement: for each thing an event can be about, the nodes that listen; for each clause, decision and rule,
/// what does not change. Made by <see cref="PlanBuilder"/>, never changed afterwards.
/// </summary>
internal sealed class Plan
{
    public required Agreement Core { get; init; }
    public required TreatyCalendar Calendar { get; init; }
    public required ActorNames Actors { get; init; }
    public int Words => Nobody.Length;

    /// <summary>The empty set of actors, shared.</summary>
    public required ulong[] Nobody { get; init; }

    /// <summary>Bodies and offices: they are no parties, and bound as soon as the agreement is in force for anyone.</summary>
    public required ulong[] Bodies { get; init; }

    /// <summary>By agreement: the parties the text declares.</summary>
    public required ulong[][] Declared { get; init; }

    /// <summary>By agreement.</summary>
    public required int[] Depositaries { get; init; }

    /// <summary>By agreement: what the instance of a clause that hangs on no occurrence is called.</summary>
    public required string[] Roots { get; init; }

    /// <summary>By term; null for other kinds of term.</summary>
    public required ActorSetPlan?[] Roles { get; init; }
    public required ActorSetPlan?[] Reporters { get; init; }

    /// <summary>By term: those against whom the event may be, or null where its definition does not say.</summary>
    public required ulong[]?[] Targets { get; init; }
    public required ActorSetPlan?[] ActActors { get; init; }
    public required ActorSetPlan?[] ActToward { get; init; }
    public required ActorSetPlan?[] MenuDeclarers { get; init; }

    public required TermNames Events { get; init; }
    public required TermNames Acts { get; init; }
    public required TermNames Menus { get; init; }
    public required TermNames AgreementNames { get; init; }
    public required Dictionary<string, VoteTarget> VoteTargets { get; init; }

    /// <summary>References and ids of provisions, for reservations: the clauses in each.</summary>
    public required Dictionary<string, ImmutableArray<int>> References { get; init; }

    /// <summary>Standards a bearer judges itself, by folded words.</summary>
    public required Dictionary<string, int[]> SelfJudged { get; init; }

    public required ClausePlan[] Clauses { get; init; }
    public required DecisionPlan[] Decisions { get; init; }
    public required TriggerNode[] Nodes { get; init; }
    public required HistoryCondition[] Histories { get; init; }

    /// <summary>Those that ask since when the agreement has been in force.</summary>
    public required int[] HistoriesOfLife { get; init; }

    /// <summary>Those that ask what the bearer itself did: the history with that number is the first actor's, the others' follow.</summary>
    public required HashSet<int> HistoriesOfBearers { get; init; }
    public required Watch[] Watches { get; init; }

    /// <summary>The watches that decide for whom an agreement is in force or suspended.</summary>
    public required Watch[] StandingWatches { get; init; }
    public required ulong StandingDependencies { get; init; }

    /// <summary>By history condition of the kind "since": what is sampled when its anchor happens.</summary>
    public required Dictionary<int, ConditionPlan> Samples { get; init; }

    /// <summary>Condition plans by the condition of the core they were made from.</summary>
    public required Dictionary<Condition, ConditionPlan> Conditions { get; init; }

    public required TriggerNode[][] OnEvent { get; init; }
    public required TriggerNode[][] OnAct { get; init; }
    public required TriggerNode[][] OnDecision { get; init; }
    public required TriggerNode[][] OnNorm { get; init; }
    public required TriggerNode[][] OnPower { get; init; }
    public required TriggerNode[][] OnState { get; init; }
    public required TriggerNode[][] OnClock { get; init; }
    public required TriggerNode[][] OnSelfJudgment { get; init; }

    /// <summary>By agreement.</summary>
    public required TriggerNode[][] OnInstrument { get; init; }
    public required TriggerNode[][] OnForce { get; init; }
    public required TriggerNode[][] OnEnd { get; init; }

    /// <summary>By agreement: clauses that bind from entry into force.</summary>
    public required int[][] Standing { get; init; }

    /// <summary>By act: duties, prohibitions and permissions that its performance concerns.</summary>
    public required int[][] ActClauses { get; init; }

    /// <summary>By act: disabilities.</summary>
    public required int[][] ActDisabilities { get; init; }

    /// <summary>Disabilities to exercise powers.</summary>
    public required int[] PowerDisabilities { get; init; }

    public required RulePlans Rules { get; init; }

    public required AgesAsked Ages { get; init; }

    /// <summary>What of the calendar a time can change a verdict by, beyond what is pending; 0 where nothing ends with a unit of it.</summary>
    public long CalendarPhase(long now) => Ages.OfCalendar ? Calendar.PhaseOf(now, Ages.OfWeeks) : 0;

    /// <summary>Roots of triggers that mark survivors.</summary>
    public required bool HasSurvivalMarks { get; init; }
}
