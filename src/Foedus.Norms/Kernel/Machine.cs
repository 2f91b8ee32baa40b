using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>
/// An agreement made ready to run: an immutable plan with, for each kind of event and each name, the parts that listen to
/// it. Safe to share between threads.
/// </summary>
public sealed partial class Machine
{
    /// <summary>Compiles the plan. Readings are cores of their own: create a machine for each.</summary>
    public static Machine Create(Agreement agreement) => new(agreement);

    public Agreement Agreement { get; }

    /// <summary>Names of all who can act: parties and bodies of the text, the depositary, and (where the list of parties is open) the states that may yet become parties.</summary>
    public ImmutableArray<string> Actors { get; }

    /// <summary>The state before anything has happened.</summary>
    public State Initial { get; }

    /// <summary>What follows from the event. Time first passes to the millisecond before it; the event must not be earlier than the state.</summary>
    public StepResult Step(State state, Event @event) => throw new NotImplementedException();

    /// <summary>Lets time pass to and including <paramref name="t"/> (UTC milliseconds).</summary>
    public StepResult Advance(State state, long t) => throw new NotImplementedException();

    /// <summary>Whether a condition of this agreement (of a clause, or of a scenario's assertion) is true in the state.</summary>
    public bool Holds(State state, Condition condition) => throw new NotImplementedException();

    /// <summary>The id of the provision that changed: <c>art_3__para_2__duty</c>.</summary>
    public string NormIdOf(in Transition transition) => throw new NotImplementedException();

    /// <summary>The actor's name; for a group the names in ordinal order, joined by commas; null for nobody.</summary>
    public string? NameOf(Bearers bearers) => throw new NotImplementedException();

    public string? NameOf(int actor) => actor < 0 ? null : Actors[actor];

    private Machine(Agreement agreement)
    {
        Agreement = agreement;
        Actors = [];
        Initial = new State(this);
    }
}
