using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>Whether two runs concluded the same: the same change at the same time, by the same rule, from the same reports.</summary>
internal sealed class TransitionComparer : IEqualityComparer<Transition>
{
    public static TransitionComparer Instance { get; } = new();

    public bool Equals(Transition x, Transition y) =>
        x.At == y.At
        && x.Kind == y.Kind
        && x.Index == y.Index
        && x.Agreement == y.Agreement
        && x.From == y.From
        && x.To == y.To
        && x.Rule == y.Rule
        && x.CounterParty == y.CounterParty
        && SameBearers(x.Bearer, y.Bearer)
        && string.Equals(x.Instance, y.Instance, StringComparison.Ordinal)
        && SameCause(x.Cause, y.Cause);

    public int GetHashCode(Transition transition) =>
        HashCode.Combine(
            transition.At,
            transition.Index,
            transition.Bearer.Single,
            transition.CounterParty,
            transition.To,
            transition.Rule,
            transition.Instance
        );

    private static bool SameBearers(Bearers x, Bearers y) =>
        x.Single == y.Single
        && (x.Group is null ? y.Group is null : y.Group is not null && x.Group.AsSpan().SequenceEqual(y.Group));

    private static bool SameCause(Cause? x, Cause? y)
    {
        while (!ReferenceEquals(x, y))
        {
            if (x is null || y is null || !SameEvent(x.Event, y.Event))
            {
                return false;
            }
            x = x.Before;
            y = y.Before;
        }
        return true;
    }

    private static bool SameEvent(Event x, Event y) =>
        ReferenceEquals(x, y)
        || (
            string.Equals(x.Id, y.Id, StringComparison.Ordinal)
            && string.Equals(x.Source, y.Source, StringComparison.Ordinal)
        );
}
