using Foedus.Language.Core;

namespace Foedus.Norms.Replay;

/// <summary>
/// The parts of a transition's JSON object that come again, each with what stands around it in every object: a run writes
/// the few provisions, actors and states of its agreement a million times, and each is put into JSON once.
/// </summary>
internal sealed class TransitionTexts(Machine machine)
{
    private static readonly int RuleCount = Enum.GetValues<Rule>().Length;

    private readonly byte[]?[] bearers = new byte[machine.Actors.Length + 1][];
    private readonly byte[]?[] counterParties = new byte[machine.Actors.Length + 1][];
    private readonly Dictionary<(TransitionKind Kind, byte From, byte To), byte[]> changes = [];
    private readonly Provision?[] norms = new Provision?[machine.Agreement.Clauses.Length];
    private readonly Provision?[] decisions = new Provision?[machine.Agreement.Decisions.Length];

    // Most transitions of one moment are the same change.
    private (TransitionKind Kind, byte From, byte To) lastChange;
    private byte[]? lastChangeText;

    /// <summary>From behind <c>at</c> to before the value of <c>bearer</c>.</summary>
    public ReadOnlySpan<byte> Norm(in Transition transition) =>
        ProvisionOf(transition) is { } provision
            ? provision.Norm ??= NormText(machine.NormIdOf(transition))
            : NormText(machine.NormIdOf(transition));

    /// <summary>A bearer, up to the value of <c>counterparty</c>.</summary>
    /// <param name="actor">−1: nobody.</param>
    public ReadOnlySpan<byte> Bearer(int actor) => bearers[actor + 1] ??= [.. ActorText(actor), .. AfterBearer];

    /// <inheritdoc cref="Bearer"/>
    public static ReadOnlySpan<byte> AfterBearer => ",\"counterparty\":"u8;

    /// <summary>A counter-party, up to the value of <c>instance</c>.</summary>
    /// <param name="actor">−1: nobody.</param>
    public ReadOnlySpan<byte> CounterParty(int actor) =>
        counterParties[actor + 1] ??= [.. ActorText(actor), .. ",\"instance\":"u8];

    /// <summary>From behind <c>instance</c> to the events of <c>because</c>.</summary>
    public ReadOnlySpan<byte> Change(in Transition transition)
    {
        var change = (transition.Kind, transition.From, transition.To);
        if (change != lastChange || lastChangeText is null)
        {
            if (!changes.TryGetValue(change, out var text))
            {
                text =
                [
                    .. ",\"from\":"u8,
                    .. JsonTextBuffer.Json(transition.FromName),
                    .. ",\"to\":"u8,
                    .. JsonTextBuffer.Json(transition.ToName),
                    .. ",\"because\":{\"events\":["u8,
                ];
                changes.Add(change, text);
            }
            (lastChange, lastChangeText) = (change, text);
        }
        return lastChangeText;
    }

    /// <summary>From behind the events of <c>because</c>: clauses, rule and the provisions that decided besides.</summary>
    public ReadOnlySpan<byte> Reasons(in Transition transition)
    {
        var reasons = transition.Provisions ?? Provisions.None;
        if (ProvisionOf(transition) is not { } provision)
        {
            return ReasonsText(reasons, transition.Rule);
        }
        if (!ReferenceEquals(provision.Because, reasons))
        {
            provision.Because = reasons;
            Array.Clear(provision.Reasons);
        }
        return provision.Reasons[(int)transition.Rule] ??= ReasonsText(reasons, transition.Rule);
    }

    private Provision? ProvisionOf(in Transition transition) =>
        transition.Kind switch
        {
            TransitionKind.Norm or TransitionKind.Power => norms[transition.Index] ??= new Provision(),
            TransitionKind.Decision => decisions[transition.Index] ??= new Provision(),
            _ => null,
        };

    private static byte[] NormText(string id) => [.. ",\"norm\":"u8, .. JsonTextBuffer.Json(id), .. ",\"bearer\":"u8];

    private byte[] ActorText(int actor) =>
        machine.NameOf(actor) is { } name ? JsonTextBuffer.Json(name) : [.. "null"u8];

    private static byte[] ReasonsText(Provisions provisions, Rule rule) =>
        [
            .. "],\"clauses\":"u8,
            .. JsonTextBuffer.Json(provisions.Ids),
            .. ",\"rule\":"u8,
            .. JsonTextBuffer.Json(RuleNames.Of(rule)),
            .. provisions.Defaults.IsEmpty ? [] : ",\"defaults\":"u8,
            .. provisions.Defaults.IsEmpty ? [] : JsonTextBuffer.Json(provisions.Defaults),
        ];

    /// <summary>What is kept for a clause, power or decision.</summary>
    private sealed class Provision
    {
        public byte[]? Norm { get; set; }

        /// <summary>For which <see cref="Reasons"/> were made: nearly always the provision's own.</summary>
        public Provisions? Because { get; set; }

        /// <summary>By rule.</summary>
        public byte[]?[] Reasons { get; } = new byte[RuleCount][];
    }
}
