using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>
/// Keeps of the transitions what the state no longer holds and the standing must still say: violations of standing norms,
/// unrepaired breaches, and how many instances ended how. Withdrawals and additions may come in any order.
/// </summary>
/// <param name="keepsBreaches">Whether every breach is kept, for <see cref="FirstBreach"/>; costs memory for each.</param>
public sealed class StandingBook(Machine machine, bool keepsBreaches)
{
    private readonly Dictionary<InstanceKey, StandingViolations> violations = [];
    private readonly Dictionary<InstanceKey, Transition> unrepaired = [];
    private readonly Dictionary<Transition, int> breaches = new(TransitionComparer.Instance);
    private readonly long[] norms = new long[Enum.GetValues<NormState>().Length];
    private readonly long[] powers = new long[Enum.GetValues<PowerState>().Length];

    public void Enter(in Transition transition) => Count(transition, 1);

    public void TakeBack(in Transition transition) => Count(transition, -1);

    public void Revise(in Transition transition, RevisionKind kind) =>
        Count(transition, kind == RevisionKind.Added ? 1 : -1);

    /// <summary>How many instances came to be in that state.</summary>
    public long CountOf(NormState state) => norms[(int)state];

    /// <inheritdoc cref="CountOf(NormState)"/>
    public long CountOf(PowerState state) => powers[(int)state];

    /// <summary>Violations of prohibitions and maintenance duties that nothing has ended, each one, in no particular order.</summary>
    public IEnumerable<Transition> StandingViolations() => violations.Values.SelectMany(of => of.Open());

    /// <summary>Breaches whose last consequence lapsed, in no particular order.</summary>
    public IEnumerable<Transition> Unrepaired() => unrepaired.Values;

    /// <summary>The earliest violation of all, also when it was repaired since; of several at one time the first by text order, instance and bearer.</summary>
    public Transition? FirstBreach()
    {
        Transition? first = null;
        foreach (var breach in breaches.Keys)
        {
            if (first is not { } other || IsBefore(breach, other))
            {
                first = breach;
            }
        }
        return first;
    }

    /// <summary>Every violation, also when it was repaired since, in no particular order; empty unless they are kept.</summary>
    public IEnumerable<Transition> Breaches() => breaches.Keys;

    private bool IsBefore(in Transition one, in Transition other)
    {
        var order = one.At.CompareTo(other.At);
        order = order == 0 ? one.Index.CompareTo(other.Index) : order;
        order = order == 0 ? string.CompareOrdinal(one.Instance, other.Instance) : order;
        order = order == 0 ? string.CompareOrdinal(machine.NameOf(one.Bearer), machine.NameOf(other.Bearer)) : order;
        return order < 0;
    }

    private void Count(in Transition transition, int change)
    {
        if (transition.Kind == TransitionKind.Power)
        {
            powers[transition.To] += change;
            return;
        }
        if (transition.Kind != TransitionKind.Norm)
        {
            return;
        }

        norms[transition.To] += change;
        if (transition.NormTo == NormState.Violated && keepsBreaches)
        {
            CountBreach(transition with { Cause = null }, change);
        }
        if (transition.NormTo == NormState.Unrepaired)
        {
            if (change > 0)
            {
                unrepaired[new InstanceKey(transition)] = transition with { Cause = null };
            }
            else
            {
                unrepaired.Remove(new InstanceKey(transition));
            }
        }
        if (machine.Agreement.Clauses[transition.Index].Modality is Modality.Prohibition or Modality.Maintenance)
        {
            CountStandingViolation(transition, change);
        }
    }

    private void CountBreach(in Transition breach, int change)
    {
        var count = breaches.GetValueOrDefault(breach) + change;
        if (count > 0)
        {
            breaches[breach] = count;
        }
        else
        {
            breaches.Remove(breach);
        }
    }

    private void CountStandingViolation(in Transition transition, int change)
    {
        var begins = transition.NormTo == NormState.Violated;
        var ends =
            transition.NormFrom == NormState.Violated
            && (transition.NormTo is NormState.Repaired or NormState.Unrepaired);
        if (!begins && !ends)
        {
            return;
        }
        var key = new InstanceKey(transition);
        if (!violations.TryGetValue(key, out var of))
        {
            violations[key] = of = new StandingViolations();
        }
        if (begins)
        {
            of.CountBegin(transition with { Cause = null }, change);
        }
        else
        {
            of.CountEnd(change);
        }
        if (of.IsEmpty)
        {
            violations.Remove(key);
        }
    }
}
