namespace Foedus.Norms;

/// <summary>A clause that was triggered and also binds who joins its bearers while it is open.</summary>
internal sealed record LaterOpening(Bound Bound, long At, long Deadline, int DeadlineIndex, long? Anchor);
