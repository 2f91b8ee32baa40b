using Foedus.Ledger.Sequencing;

namespace Foedus.Cli.Ledgers;

/// <summary>Turns the answer of a ledger into what a command prints.</summary>
internal static class Answers
{
    /// <summary>The index, or the one line that says why there is none.</summary>
    public static long Demand(AppendOutcome outcome, string what) =>
        outcome.Fate switch
        {
            AppendFate.Accepted or AppendFate.Known => outcome.Index,
            AppendFate.Contradicts => throw new UnusableInputException(
                $"{what} is refused: {outcome.Why}. The contradiction was kept as evidence. Report a change with event.corrected."
            ),
            AppendFate.Busy or AppendFate.Unavailable => throw new UnusableInputException(
                $"{what} was not written: {outcome.Why}. Send it again."
            ),
            _ => throw new UnusableInputException($"{what} is refused: {outcome.Why}."),
        };
}
