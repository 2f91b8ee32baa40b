namespace Foedus.Norms.Replay;

/// <summary>How everything stands as one named reader reads the text.</summary>
public sealed record ReadingStanding(string Reader, Standing Standing);
