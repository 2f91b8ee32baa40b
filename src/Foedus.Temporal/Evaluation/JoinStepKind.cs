namespace Foedus.Temporal.Evaluation;

internal enum JoinStepKind
{
    /// <summary>Goes on if a comparison is true.</summary>
    Filter,

    /// <summary>Gives a register a value.</summary>
    Assign,

    /// <summary>Goes on if a relation has the tuple.</summary>
    Look,

    /// <summary>Goes on if a relation does not have the tuple.</summary>
    LookNot,

    /// <summary>Goes on once for each matching tuple of a relation.</summary>
    Match,

    /// <summary>Gives a register the current time point.</summary>
    TimePoint,

    /// <summary>Gives a register the current stamp.</summary>
    Stamp,
}
