using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms.Replay;

/// <summary>How everything stands at one moment.</summary>
/// <param name="At">UTC milliseconds; null before any event.</param>
/// <param name="Counts">How many instances ended how, by the word of outputs, in a fixed order; only what occurred.</param>
/// <param name="FirstBreach">The earliest breach, where readings are compared.</param>
public sealed record Standing(
    long? At,
    ImmutableArray<StandingEntry> Open,
    ImmutableArray<StandingEntry> Violated,
    ImmutableArray<StandingEntry> Unrepaired,
    ImmutableArray<KeyValuePair<string, long>> Counts,
    StandingEntry? FirstBreach
)
{
    /// <summary>Every breach there has been, also what was repaired since, where readings are compared; else empty.</summary>
    public ImmutableArray<StandingEntry> Breaches { get; init; } = [];

    /// <summary>Whether what is owed is owed in law, in words: readers may differ on it though nothing else differs.</summary>
    public string ForceInLaw { get; init; } = "";

    private static readonly ImmutableArray<NormState> ClosedNorms =
    [
        NormState.Fulfilled,
        NormState.Repaired,
        NormState.Discharged,
        NormState.Excused,
        NormState.Terminated,
    ];

    /// <param name="at">UTC milliseconds; null before any event.</param>
    public static Standing Of(State state, StandingBook book, long? at)
    {
        var machine = state.Machine;
        var open = new List<(int Order, StandingEntry Entry)>();
        var violated = new List<(int Order, StandingEntry Entry)>();
        foreach (var instance in state.OpenInstances())
        {
            var clause = machine.Agreement.Clauses[instance.Clause];
            var isPower = instance.PowerState != PowerState.Dormant;
            var isViolated = !isPower && instance.NormState == NormState.Violated;
            var entry = new StandingEntry(
                clause.Id,
                machine.NameOf(instance.Bearer),
                machine.NameOf(instance.CounterParty),
                instance.Instance,
                isPower ? StatusNames.Of(instance.PowerState) : StatusNames.Of(instance.NormState),
                isViolated ? null : instance.Until,
                isViolated ? instance.Until : null
            )
            {
                Taking = OpenTerms.TakenBy(machine.Agreement, clause),
            };
            (isViolated ? violated : open).Add((instance.Clause, entry));
        }
        foreach (var decision in state.OpenDecisions())
        {
            var entry = new StandingEntry(
                machine.Agreement.Decisions[decision.Decision].Id,
                null,
                null,
                decision.Instance,
                StatusNames.Of(DecisionStatus.AtStage(decision.Stage)),
                decision.Until,
                null
            );
            // Decisions come before the norms that rest on them.
            open.Add((decision.Decision - machine.Agreement.Decisions.Length, entry));
        }
        violated.AddRange(book.StandingViolations().Select(violation => Entry(machine, violation)));
        var unrepaired = book.Unrepaired().Select(breach => Entry(machine, breach));

        return new Standing(
            at,
            InOrder(open),
            InOrder(violated),
            InOrder(unrepaired),
            CountsOf(book),
            book.FirstBreach() is { } first ? Entry(machine, first).Entry : null
        )
        {
            ForceInLaw = ForceOf(machine.Agreement),
            Breaches = InOrder(book.Breaches().Select(breach => Entry(machine, breach))),
        };
    }

    private static (int Order, StandingEntry Entry) Entry(Machine machine, Transition transition) =>
        (
            transition.Index,
            new StandingEntry(
                machine.NormIdOf(transition),
                machine.NameOf(transition.Bearer),
                machine.NameOf(transition.CounterParty),
                transition.Instance,
                transition.ToName,
                null,
                transition.At
            )
            {
                Taking = OpenTerms.TakenBy(machine.Agreement, machine.Agreement.Clauses[transition.Index]),
            }
        );

    private static ImmutableArray<StandingEntry> InOrder(IEnumerable<(int Order, StandingEntry Entry)> entries) =>
        [
            .. entries
                .OrderBy(entry => entry.Order)
                .ThenBy(entry => entry.Entry.Instance, StringComparer.Ordinal)
                .ThenBy(entry => entry.Entry.Bearer, StringComparer.Ordinal)
                .ThenBy(entry => entry.Entry.CounterParty, StringComparer.Ordinal)
                .ThenBy(entry => entry.Entry.Since)
                .Select(entry => entry.Entry),
        ];

    private static string ForceOf(Agreement agreement)
    {
        var owed = agreement.Clauses.Where(clause => clause.Modality != Modality.Hortatory).ToList();
        var political = owed.Where(clause => !clause.IsBinding).Select(clause => clause.Id).ToList();
        return political.Count == 0 ? "legally binding"
            : political.Count == owed.Count ? "not legally binding"
            : $"legally binding but for {string.Join(", ", political)}";
    }

    private static ImmutableArray<KeyValuePair<string, long>> CountsOf(StandingBook book)
    {
        var counts = ImmutableArray.CreateBuilder<KeyValuePair<string, long>>();
        foreach (var state in ClosedNorms)
        {
            Add(counts, StatusNames.Of(state), book.CountOf(state));
        }
        Add(counts, StatusNames.Of(PowerState.Exercised), book.CountOf(PowerState.Exercised));
        Add(counts, StatusNames.Of(PowerState.Expired), book.CountOf(PowerState.Expired));
        return counts.ToImmutable();
    }

    private static void Add(ImmutableArray<KeyValuePair<string, long>>.Builder counts, string word, long count)
    {
        if (count != 0)
        {
            counts.Add(new KeyValuePair<string, long>(word, count));
        }
    }
}
