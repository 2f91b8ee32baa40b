using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// All that can change a future verdict, at one moment: open instances, decisions, participation, quantities, the state of
/// conditions. An immutable value; what later steps do not touch they share with it.
/// </summary>
public sealed class State
{
    internal State(Machine machine)
    {
        Machine = machine;
    }

    public Machine Machine { get; }

    /// <summary>The moment up to which time has passed; UTC milliseconds, <see cref="long.MinValue"/> before anything.</summary>
    public long Now { get; }

    /// <summary>When something will happen by itself if no event comes first; UTC milliseconds, or null.</summary>
    public long? NextDeadline => throw new NotImplementedException();

    public IEnumerable<OpenInstance> OpenInstances() => throw new NotImplementedException();

    public IEnumerable<OpenDecision> OpenDecisions() => throw new NotImplementedException();

    /// <param name="agreement">Index into Agreement.Agreements.</param>
    /// <param name="actor">Index into <see cref="Machine.Actors"/>.</param>
    public ParticipationStatus StatusOf(int agreement, int actor) => throw new NotImplementedException();

    /// <summary>Whether a state of the text holds.</summary>
    public bool IsHolding(int stateTerm) => throw new NotImplementedException();

    /// <summary>Sum of a quantity that has reached the stage (party −1: of all).</summary>
    public decimal QuantityOf(int quantityTerm, QuantityStage stage, int party) => throw new NotImplementedException();

    /// <summary>A hash of the state with all its times taken relative to <see cref="Now"/>; the same on every machine.</summary>
    public ulong CanonicalHash() => throw new NotImplementedException();

    /// <summary>Whether the two states, each with its times relative to its own now, have the same futures as far as the machine can tell.</summary>
    public bool CanonicalEquals(State other) => throw new NotImplementedException();
}
