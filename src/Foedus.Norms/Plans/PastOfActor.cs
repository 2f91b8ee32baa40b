using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>
/// Conditions over what an actor did that the occasion names ("it has consulted", "the Party attacked has warned"): each
/// actor has a history of its own. While histories are written that actor is the bearer, whoever it is when they are read.
/// </summary>
internal static class PastOfActor
{
    /// <summary>The actor spoken of; null where all are named. One condition speaks of one such actor.</summary>
    public static Binding? In(Trigger trigger) =>
        trigger switch
        {
            OnEvent on => In(on.Against),
            OnAct on => In(on.Actors) ?? In(on.Toward),
            OnNorm on => In(on.By),
            OnInstrument on => In(on.By),
            OnEntryIntoForce on => In(on.For),
            OnEnd on => In(on.For),
            OnSelfJudgment => Binding.Bearer,
            After after => In(after.Of),
            Nth nth => In(nth.Of),
            AnyOfTriggers any => any.Triggers.Select(In).FirstOrDefault(static found => found is not null),
            _ => null,
        };

    /// <summary>The trigger with the bearer in that actor's place.</summary>
    public static Trigger AsBearer(Trigger trigger, Binding actor) =>
        trigger switch
        {
            OnEvent on => on with { Against = AsBearer(on.Against, actor) },
            OnAct on => on with { Actors = AsBearer(on.Actors, actor), Toward = AsBearer(on.Toward, actor) },
            OnNorm on => on with { By = AsBearer(on.By, actor) },
            OnInstrument on => on with { By = AsBearer(on.By, actor) },
            OnEntryIntoForce on => on with { For = AsBearer(on.For, actor) },
            OnEnd on => on with { For = AsBearer(on.For, actor) },
            After after => after with { Of = AsBearer(after.Of, actor) },
            Nth nth => nth with { Of = AsBearer(nth.Of, actor) },
            AnyOfTriggers any => any with { Triggers = [.. any.Triggers.Select(part => AsBearer(part, actor))] },
            _ => trigger,
        };

    private static Binding? In(ActorSet? set) =>
        set switch
        {
            BoundActor bound => bound.Binding,
            UnionOf union => union.Sets.Select(In).FirstOrDefault(static found => found is not null),
            Except except => In(except.From) ?? In(except.Excluded),
            InForceOnly only => In(only.Set),
            WithConsent consent => In(consent.Set),
            _ => null,
        };

    private static ActorSet? AsBearer(ActorSet? set, Binding actor) => set is null ? null : Replaced(set, actor);

    private static ActorSet Replaced(ActorSet set, Binding actor) =>
        set switch
        {
            BoundActor bound when bound.Binding == actor => new BoundActor(Binding.Bearer),
            UnionOf union => new UnionOf([.. union.Sets.Select(part => Replaced(part, actor))]),
            Except except => new Except(Replaced(except.From, actor), Replaced(except.Excluded, actor)),
            InForceOnly only => only with { Set = Replaced(only.Set, actor) },
            WithConsent consent => consent with { Set = Replaced(consent.Set, actor) },
            _ => set,
        };
}
