using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>How much of what was promised an act brings to whom it was promised.</summary>
internal sealed class Delivery(Agreement agreement, Receive promise, ImmutableArray<string> beneficiaries)
{
    public ImmutableArray<string> Kinds { get; } = promise.Kinds.IsDefault ? [] : promise.Kinds;

    public decimal Needed => promise.Amount?.Value ?? Math.Max(1, promise.Minimum);

    public decimal Of(Event act)
    {
        if (
            act.Type != EventType.ActPerformed
            || act.Data.Toward is not { } toward
            // Nobody receives anything from itself.
            || toward == act.Source
            || !beneficiaries.Contains(toward, StringComparer.Ordinal)
            || agreement.Terms.FirstOrDefault(term => term is ActTerm && term.Name == act.Data.Name) is not ActTerm done
            || !MayCount(done)
        )
        {
            return 0;
        }
        if (promise.Amount is { } amount)
        {
            return act.Data.Unit == amount.Unit ? act.Data.Quantity ?? 0 : 0;
        }
        return promise.Kind is null
            ? 1
            : act.Data.Items.Count(item => Kinds.IsEmpty || Kinds.Contains(item, StringComparer.Ordinal));
    }

    /// <summary>Whether an act of that sort can bring any of it.</summary>
    public bool MayCount(ActTerm act)
    {
        if (promise.Act is { } asked && agreement.Terms[asked].Name != act.Name)
        {
            return false;
        }
        return promise.Amount is { } amount
            ? act.Unit == amount.Unit
            : promise.Kind is not { } kind || act.Item == kind;
    }
}
