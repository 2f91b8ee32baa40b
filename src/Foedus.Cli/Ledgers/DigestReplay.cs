using Foedus.Language.Core;
using Foedus.Ledger.Sequencing;
using Foedus.Norms.Replay;

namespace Foedus.Cli.Ledgers;

/// <summary>Replays a ledger and holds what it says of the verdicts against what they are.</summary>
internal static class DigestReplay
{
    /// <param name="said">Digests of that agreement in the ledger.</param>
    /// <param name="due">Told of each digest that is due, and of the last, with the count of lines before it.</param>
    /// <returns>The first digest that is wrong, in words; null: none is.</returns>
    public static string? Run(
        Agreement core,
        EventFile file,
        IReadOnlyList<(long Index, DigestMessage Message)> said,
        Action<long, string>? due = null
    )
    {
        var at = said.ToDictionary(digest => digest.Message.Events);
        string? fault = null;
        var isTold = true;
        using var digest = new VerdictDigest(core, file.Read);
        void Tell(bool isDue)
        {
            isTold = isDue;
            if (!isDue)
            {
                return;
            }
            due?.Invoke(digest.Events, digest.Current());
            if (
                fault is null
                && at.TryGetValue(digest.Events, out var known)
                && known.Message.Digest != digest.Current()
            )
            {
                fault = FaultOf(known.Index, known.Message, digest.Current());
            }
        }
        foreach (var arrived in file.Read(_ => Tell(digest.Pass())))
        {
            Tell(digest.Add(arrived));
        }
        if (!isTold || digest.Events == 0)
        {
            due?.Invoke(digest.Events, digest.Current());
        }
        return fault;
    }

    public static string FaultOf(long index, DigestMessage said, string own) =>
        $"entry {index}: the log says that the verdicts of the first {said.Events} events have the digest {said.Digest}, and a replay gives {own}";
}
