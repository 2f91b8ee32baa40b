namespace Foedus.Analysis.Rehearsing;

/// <summary>What an actor has made up its mind to do, and when.</summary>
internal sealed record PendingAct(long At, Ask Ask, Outcome Outcome)
{
    public string Signature { get; } =
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{At}/{Ask.Key}/{Ask.Variable.Id}/{(int)Outcome.Vote}"
        );
}
