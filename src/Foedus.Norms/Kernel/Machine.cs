using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// An agreement made ready to run: an immutable plan with, for each kind of event and each name, the parts that listen to
/// it. Safe to share between threads.
/// </summary>
public sealed class Machine
{
    private Machine(Agreement agreement)
    {
        Agreement = agreement;
        Plan = PlanBuilder.Build(agreement);
        Actors = Plan.Actors.All;
        Initial = new State(this, long.MinValue, InitialTables.Of(Plan));
    }

    public Agreement Agreement { get; }

    /// <summary>Names of all who can act: parties and bodies of the text, the depositary, and (where the list of parties is open) the states that may yet become parties.</summary>
    public ImmutableArray<string> Actors { get; }

    /// <summary>The state before anything has happened.</summary>
    public State Initial { get; }

    internal Plan Plan { get; }

    /// <summary>Compiles the plan. Readings are cores of their own: create a machine for each.</summary>
    public static Machine Create(Agreement agreement) => new(agreement);

    /// <summary>What follows from the event. Time first passes to the millisecond before it; the event must not be earlier than the state.</summary>
    public StepResult Step(State state, Event @event)
    {
        var run = Run.From(state);
        var list = new TransitionList();
        run.Apply(@event, list, list);
        return new StepResult(run.Freeze(), [.. list.Transitions], [.. list.Notices]);
    }

    /// <summary>Lets time pass to and including <paramref name="t"/> (UTC milliseconds).</summary>
    public StepResult Advance(State state, long t)
    {
        var run = Run.From(state);
        var list = new TransitionList();
        run.Advance(t, list);
        return new StepResult(run.Freeze(), [.. list.Transitions], []);
    }

    /// <summary>Whether a condition of this agreement (of a clause, or of a scenario's assertion) is true in the state.</summary>
    /// <exception cref="ArgumentException">The condition is not one of this agreement: what it asks about the past was not kept.</exception>
    public bool Holds(State state, Condition condition)
    {
        if (!Plan.Conditions.TryGetValue(condition, out var plan))
        {
            throw new ArgumentException("The condition is not one of this agreement.", nameof(condition));
        }
        return plan.Holds(Run.From(state), Scope.None);
    }

    /// <summary>Whether a condition about the bearer ("it has consulted") is true of this one; null where it asks nothing about the bearer.</summary>
    internal bool? HoldsOf(State state, Condition condition, int bearer) =>
        Plan.Conditions.TryGetValue(condition, out var plan) && plan.DependsOnBearer
            ? plan.Holds(Run.From(state), Scope.None.WithBearer(bearer))
            : null;

    /// <summary>Index of the actor of that name (as events may write it), or −1.</summary>
    public int ActorNamed(string name) => Plan.Actors.TryFind(name, out var actor) ? actor : -1;

    /// <summary>The event of that name (as events may write it), the main agreement's before those of others; null where none is called so.</summary>
    public EventTerm? EventNamed(string name) =>
        Plan.Events.TryFind(name, out var term) ? Agreement.Terms[term] as EventTerm : null;

    /// <summary>The id of the provision that changed: <c>art_3__para_2__duty</c>.</summary>
    public string NormIdOf(in Transition transition) =>
        transition.Kind switch
        {
            TransitionKind.Norm or TransitionKind.Power => Agreement.Clauses[transition.Index].Id,
            TransitionKind.Decision => Agreement.Decisions[transition.Index].Id,
            TransitionKind.Participation when transition.Index >= 0 => Agreement.Participation[transition.Index].Id,
            TransitionKind.Participation => Plan.Roots[transition.Agreement],
            _ => Agreement.Terms[transition.Index].Name,
        };

    /// <summary>The actor's name; for a group the names in ordinal order, joined by commas; null for nobody.</summary>
    public string? NameOf(Bearers bearers)
    {
        if (bearers.Group is not { } group)
        {
            return NameOf(bearers.Single);
        }
        var names = new List<string>();
        for (var actor = ActorBits.Next(group, 0); actor >= 0; actor = ActorBits.Next(group, actor + 1))
        {
            names.Add(Actors[actor]);
        }
        names.Sort(StringComparer.Ordinal);
        return string.Join(", ", names);
    }

    public string? NameOf(int actor) => actor < 0 ? null : Actors[actor];

    /// <summary>The clause's own reasons, and a provision of general treaty law that decided besides.</summary>
    internal static Provisions Because(ClausePlan clause, string cited) =>
        clause.Because with
        {
            Defaults = clause.Because.Defaults.Add(cited),
        };

    /// <summary>The clause's own reasons, and a rule of the agreement that decided besides.</summary>
    internal Provisions Because(ClausePlan clause, int rule) =>
        new(
            clause.Because.Ids.AddRange(Plan.Rules.Because[rule].Ids),
            clause.Because.Defaults.AddRange(Plan.Rules.Because[rule].Defaults)
        );
}
