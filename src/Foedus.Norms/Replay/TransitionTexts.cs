using Foedus.Language.Core;

namespace Foedus.Norms.Replay;

/// <summary>
/// The parts of a transition's JSON object that come again: a run writes the few provisions, actors and states of its
/// agreement a million times, and each is put into JSON once.
/// </summary>
internal sealed class TransitionTexts(Machine machine)
{
    private readonly byte[]?[] actors = new byte[machine.Actors.Length][];
    private readonly byte[]?[] rules = new byte[Enum.GetValues<Rule>().Length][];
    private readonly Dictionary<(TransitionKind Kind, byte From, byte To), byte[]> changes = [];
    private readonly Provision[] norms = new Provision[machine.Agreement.Clauses.Length];
    private readonly Provision[] decisions = new Provision[machine.Agreement.Decisions.Length];

    // Most transitions of one moment are the same change.
    private (TransitionKind Kind, byte From, byte To) lastChange;
    private byte[] lastChangeJson = [];

    /// <summary>Id of the provision that changed.</summary>
    public ReadOnlySpan<byte> Norm(in Transition transition)
    {
        if (!TryProvisions(transition.Kind, out var all))
        {
            return JsonTextBuffer.Json(machine.NormIdOf(transition));
        }
        ref var provision = ref all[transition.Index];
        return provision.Id ??= JsonTextBuffer.Json(machine.NormIdOf(transition));
    }

    /// <param name="actor">−1: nobody.</param>
    public ReadOnlySpan<byte> Actor(int actor) =>
        actor < 0 ? "null"u8 : actors[actor] ??= JsonTextBuffer.Json(machine.Actors[actor]);

    /// <summary>The members <c>from</c> and <c>to</c>, with the commas before them.</summary>
    public ReadOnlySpan<byte> Change(in Transition transition)
    {
        var change = (transition.Kind, transition.From, transition.To);
        if (change != lastChange || lastChangeJson.Length == 0)
        {
            if (!changes.TryGetValue(change, out var json))
            {
                json =
                [
                    .. ",\"from\":"u8,
                    .. JsonTextBuffer.Json(transition.FromName),
                    .. ",\"to\":"u8,
                    .. JsonTextBuffer.Json(transition.ToName),
                ];
                changes.Add(change, json);
            }
            (lastChange, lastChangeJson) = (change, json);
        }
        return lastChangeJson;
    }

    /// <summary>The members <c>clauses</c>, <c>rule</c> and, if any, <c>defaults</c>, with the commas before them.</summary>
    public Reasons Because(in Transition transition)
    {
        var provisions = transition.Provisions ?? Provisions.None;
        var rule = rules[(int)transition.Rule] ??= [
            .. ",\"rule\":"u8,
            .. JsonTextBuffer.Json(RuleNames.Of(transition.Rule)),
        ];
        if (!TryProvisions(transition.Kind, out var all))
        {
            return new Reasons(ClausesOf(provisions), rule, DefaultsOf(provisions));
        }
        ref var provision = ref all[transition.Index];
        if (!ReferenceEquals(provision.Of, provisions))
        {
            provision.Of = provisions;
            provision.Clauses = ClausesOf(provisions);
            provision.Defaults = DefaultsOf(provisions);
        }
        return new Reasons(provision.Clauses, rule, provision.Defaults);
    }

    private bool TryProvisions(TransitionKind kind, out Provision[] all)
    {
        all = kind == TransitionKind.Decision ? decisions : norms;
        return kind is TransitionKind.Norm or TransitionKind.Power or TransitionKind.Decision;
    }

    private static byte[] ClausesOf(Provisions provisions) =>
        [.. ",\"clauses\":"u8, .. JsonTextBuffer.Json(provisions.Ids)];

    private static byte[] DefaultsOf(Provisions provisions) =>
        provisions.Defaults.IsEmpty ? [] : [.. ",\"defaults\":"u8, .. JsonTextBuffer.Json(provisions.Defaults)];

    /// <summary>What the transitions of a clause, power or decision give as reasons, as long as it is the same: <see cref="Clauses"/> and <see cref="Defaults"/> are those of <see cref="Of"/>.</summary>
    private record struct Provision(byte[]? Id, Provisions? Of, byte[] Clauses, byte[] Defaults);

    public readonly ref struct Reasons(ReadOnlySpan<byte> clauses, ReadOnlySpan<byte> rule, ReadOnlySpan<byte> defaults)
    {
        public ReadOnlySpan<byte> Clauses { get; } = clauses;

        public ReadOnlySpan<byte> Rule { get; } = rule;

        public ReadOnlySpan<byte> Defaults { get; } = defaults;
    }
}
