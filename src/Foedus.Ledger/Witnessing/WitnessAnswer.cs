namespace Foedus.Ledger.Witnessing;

/// <summary>What a witness answers to add-checkpoint, as HTTP carries it.</summary>
/// <param name="Status">The HTTP status that C2SP tlog-witness demands for the case.</param>
public sealed record WitnessAnswer(int Status, string Body, string ContentType)
{
    public const string SizeType = "text/x.tlog.size";

    public static WitnessAnswer Text(int status, string body) => new(status, body, "text/plain; charset=utf-8");
}
