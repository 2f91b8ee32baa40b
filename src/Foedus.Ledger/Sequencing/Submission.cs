using Foedus.Ledger.Keys;

namespace Foedus.Ledger.Sequencing;

/// <summary>A message on its way to the sequencer, and the one who waits for the answer.</summary>
/// <param name="Message">Without its recorded time; null: the request to carry the time.</param>
/// <param name="Key">Whose signature an event carries, already checked; null for key messages.</param>
internal sealed record Submission(ParsedEntry? Message, RegisteredKey? Key)
{
    /// <summary>Continuations run elsewhere: the sequencer has other things to do.</summary>
    public TaskCompletionSource<AppendOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
