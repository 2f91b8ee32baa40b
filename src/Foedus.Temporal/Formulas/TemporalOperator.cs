namespace Foedus.Temporal.Formulas;

/// <summary>A temporal operator of one formula.</summary>
public enum TemporalOperator
{
    Previous,
    Next,
    Once,
    Eventually,

    /// <summary>At every time point of the past within the interval, the current one included where the interval has 0.</summary>
    Historically,
    Always,
}
