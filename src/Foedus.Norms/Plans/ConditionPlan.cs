namespace Foedus.Norms;

/// <summary>A condition, ready to be evaluated in a state.</summary>
internal abstract class ConditionPlan
{
    /// <summary>What changes can change its truth: see <see cref="Dirt"/>.</summary>
    public abstract ulong Dependencies { get; }

    /// <summary>Whether it must be evaluated for each bearer.</summary>
    public virtual bool DependsOnBearer => false;

    public abstract bool Holds(Run run, in Scope scope);

    /// <summary>When time alone may change its truth; <see cref="long.MaxValue"/> if it cannot.</summary>
    public virtual long NextChange(Run run, in Scope scope) => long.MaxValue;
}
