namespace Foedus.Norms.Events;

/// <summary>What one party pays of a joint lot, in the unit of the lot.</summary>
public readonly record struct FunderShare(string Party, decimal Quantity);
