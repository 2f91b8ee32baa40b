using Foedus.Language.Core;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms;

/// <summary>The tables of the state before anything has happened: what the text itself fixes.</summary>
internal static class InitialTables
{
    public static Tables Of(Plan plan)
    {
        var owner = new object();
        var terms = plan.Core.Terms;
        var tables = new Tables
        {
            Agreements = new AgreementState[plan.Core.Agreements.Length],
            Watches = new WatchCell[plan.Watches.Length],
            Histories = new PastConditionState[plan.Histories.Length],
            States = new byte[terms.Length],
            LastOccasions = new long[plan.Nodes.Length],
            LastOutcomes = new byte[plan.Decisions.Length],
        };
        for (var i = 0; i < tables.Agreements.Length; i++)
        {
            tables.Agreements[i] = AgreementState.Nothing(plan.Words);
        }
        Array.Fill(tables.Watches, WatchCell.Unknown);
        Array.Fill(tables.LastOccasions, long.MinValue);
        for (var i = 0; i < tables.Histories.Length; i++)
        {
            tables.Histories[i] = plan.Histories[i].Initial;
        }
        for (var i = 0; i < terms.Length; i++)
        {
            tables.States[i] = terms[i] is StateTerm { HoldsAtStart: true } ? (byte)1 : (byte)0;
        }
        foreach (var node in plan.Nodes)
        {
            if (node.Kind == NodeKind.Instant)
            {
                tables.Timers.Set(new TimerKey(node.At, node.Phase, node.Id, "", -1, -1, -1), null, owner);
            }
        }
        for (var i = 0; i < plan.Core.Participation.Length; i++)
        {
            if (plan.Core.Participation[i] is EntryIntoForceRule { NotBefore: { } notBefore } rule)
            {
                tables.Timers.Set(
                    new TimerKey(notBefore, TimerPhase.Force, rule.Agreement, "", -1, -1, -1),
                    null,
                    owner
                );
            }
        }
        return tables;
    }
}
