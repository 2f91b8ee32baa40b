using Foedus.Ledger.Keys;

namespace Foedus.Ledger.Sequencing;

/// <summary>A message on its way to the sequencer, and the one who waits for the answer.</summary>
/// <param name="Message">Without its recorded time; null: the log is asked to say something itself.</param>
/// <param name="Key">Whose signature an event carries, already checked; null for key messages.</param>
/// <param name="Digest">What the log is asked to sign; null besides: that time passes.</param>
internal sealed record Submission(ParsedEntry? Message, RegisteredKey? Key, DigestMessage? Digest = null)
{
    /// <summary>Continuations run elsewhere: the sequencer has other things to do.</summary>
    public TaskCompletionSource<AppendOutcome> Answer { get; } =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
