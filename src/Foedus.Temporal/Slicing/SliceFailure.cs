using System.Runtime.ExceptionServices;

namespace Foedus.Temporal.Slicing;

/// <summary>What ended the run of a slice.</summary>
/// <param name="Cause">Thrown again where the run was started.</param>
/// <param name="Place">No verdict from here on would have been told by one run.</param>
/// <param name="TimePoints">How many time points were complete.</param>
internal sealed record SliceFailure(ExceptionDispatchInfo Cause, VerdictPlace Place, long TimePoints);
