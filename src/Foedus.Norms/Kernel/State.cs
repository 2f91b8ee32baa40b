using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// All that can change a future verdict, at one moment: open instances, decisions, participation, quantities, the state of
/// conditions. An immutable value; what later steps do not touch they share with it.
/// </summary>
public sealed class State
{
    internal State(Machine machine, long now, Tables tables)
    {
        Machine = machine;
        Now = now;
        Tables = tables;
    }

    public Machine Machine { get; }

    /// <summary>The moment up to which time has passed; UTC milliseconds, <see cref="long.MinValue"/> before anything.</summary>
    public long Now { get; }

    /// <summary>When something will happen by itself if no event comes first; UTC milliseconds, or null.</summary>
    public long? NextDeadline => Tables.Timers.TryFirst(out var first, out _) ? first.At : null;

    internal Tables Tables { get; }

    /// <summary>Whether a reservation or an objection keeps the clause from holding between the two.</summary>
    internal bool IsApart(int clause, int bearer, int creditor) =>
        Run.From(this).IsNotBetween(Machine.Plan.Clauses[clause], bearer, creditor);

    /// <summary>In the order of the text, then of bearers and instances.</summary>
    public IEnumerable<OpenInstance> OpenInstances()
    {
        foreach (var (key, instance) in Tables.Instances.Entries())
        {
            var isPower = Machine.Plan.Clauses[key.Clause].IsPower;
            yield return new OpenInstance(
                key.Clause,
                key.Root,
                instance.Bearer,
                key.CounterParty,
                key.Violator,
                isPower ? NormState.Dormant : instance.Shown,
                isPower ? PowerState.Enabled : PowerState.Dormant,
                instance.Since,
                instance.Deadline == long.MaxValue ? null : instance.Deadline,
                instance.Cause
            );
        }
    }

    public IEnumerable<OpenDecision> OpenDecisions()
    {
        foreach (var (_, decision) in Tables.Decisions.Entries())
        {
            yield return new OpenDecision(
                decision.Decision,
                decision.Bound.Root,
                decision.Stage + 1,
                decision.StageOpened,
                decision.Deadline == long.MaxValue ? null : decision.Deadline,
                decision.Cause
            );
        }
    }

    /// <param name="agreement">Index into Agreement.Agreements.</param>
    /// <param name="actor">Index into <see cref="Machine.Actors"/>.</param>
    public ParticipationStatus StatusOf(int agreement, int actor) => Run.From(this).StatusOf(agreement, actor);

    /// <summary>Whether the agreement is in force for anyone.</summary>
    public bool IsInForce(int agreement) => Run.From(this).IsInForce(agreement);

    /// <summary>Whether a state of the text holds.</summary>
    public bool IsHolding(int stateTerm) => Tables.States[stateTerm] != 0;

    /// <summary>Sum of a quantity that has reached the stage (party −1: of all).</summary>
    public decimal QuantityOf(int quantityTerm, QuantityStage stage, int party) =>
        Run.From(this).Quantity(quantityTerm, stage, party);

    /// <summary>A hash of the state with all its times taken relative to <see cref="Now"/>; the same on every machine.</summary>
    public ulong CanonicalHash() => CanonicalForm.Hash(this);

    /// <summary>Whether the two states, each with its times relative to its own now, have the same futures as far as the machine can tell.</summary>
    public bool CanonicalEquals(State other) => CanonicalForm.AreEqual(this, other);
}
