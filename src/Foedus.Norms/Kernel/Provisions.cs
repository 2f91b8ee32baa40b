using System.Collections.Immutable;

namespace Foedus.Norms;

/// <summary>The provisions a transition rests on: made once when the machine is created, shared by all its transitions.</summary>
/// <param name="Ids">Ids of clauses, decisions and participation rules, the one that opened the door first.</param>
/// <param name="Defaults">Provisions of general treaty law that decided where the text is silent: <c>VCLT art. 70(1)(b)</c>.</param>
public sealed record Provisions(ImmutableArray<string> Ids, ImmutableArray<string> Defaults)
{
    public static Provisions None { get; } = new([], []);
}
