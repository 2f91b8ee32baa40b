using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Where a decision stands: dormant (0), at a stage (1 … 250), or decided (251 and up).</summary>
public readonly record struct DecisionStatus(byte Code)
{
    private const byte FirstOutcome = 251;

    public static DecisionStatus Dormant => default;

    /// <param name="stage">From 1.</param>
    public static DecisionStatus AtStage(int stage) => new(checked((byte)stage));

    public static DecisionStatus Decided(DecisionOutcome outcome) => new((byte)(FirstOutcome + (int)outcome));

    /// <summary>From 1; 0 when dormant or decided.</summary>
    public int Stage => Code < FirstOutcome ? Code : 0;

    public DecisionOutcome? Outcome => Code < FirstOutcome ? null : (DecisionOutcome)(Code - FirstOutcome);
}
