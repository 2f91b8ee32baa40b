using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>A condition over what one actor did ("it has consulted"): each actor has a history of its own, the first one's has the number <paramref name="index"/>.</summary>
/// <param name="about">Whose history is read.</param>
/// <param name="actors">How many actors there are.</param>
internal sealed class OwnHistoryPlan(int index, Conditions.HistoryCondition condition, Binding about, int actors)
    : ConditionPlan
{
    private readonly BoundActorPlan _who = new(about);

    public int Index => index;

    /// <summary>False where it is somebody else whom the occasion names.</summary>
    public bool IsAboutBearer => about == Binding.Bearer;

    public override ulong Dependencies => Dirt.History(index);

    public override bool DependsOnBearer => true;

    /// <summary>Of several it holds when it holds of each; of nobody it does not hold.</summary>
    public override bool Holds(Run run, in Scope scope)
    {
        Span<ulong> who = stackalloc ulong[run.Words];
        _who.Collect(run, scope, who);
        for (var actor = ActorBits.Next(who, 0); actor >= 0; actor = ActorBits.Next(who, actor + 1))
        {
            if (!condition.Holds(run.HistoryAt(index + actor), run.Now))
            {
                return false;
            }
        }
        return !ActorBits.IsEmpty(who);
    }

    /// <summary>Where it is not said of whom, the first change for anybody.</summary>
    public override long NextChange(Run run, in Scope scope)
    {
        Span<ulong> who = stackalloc ulong[run.Words];
        _who.Collect(run, scope, who);
        var isSaid = !ActorBits.IsEmpty(who);
        var next = long.MaxValue;
        for (var actor = 0; actor < actors; actor++)
        {
            if (!isSaid || ActorBits.Has(who, actor))
            {
                next = Math.Min(next, condition.NextChange(run.HistoryAt(index + actor), run.Now));
            }
        }
        return next;
    }
}
