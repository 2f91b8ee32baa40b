using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>The slots of one norm while it is read.</summary>
internal sealed class NormContext
{
    public required int Index { get; init; }
    public required int? ConsequenceOf { get; init; }
    public Trigger? Trigger { get; set; }
    public Condition? If { get; set; }
    public Condition? While { get; set; }
    public Condition? Unless { get; set; }
    public Recurrence? Recurrence { get; set; }
    public Trigger? Until { get; set; }
    public ImmutableArray<Deadline>.Builder Deadlines { get; } = ImmutableArray.CreateBuilder<Deadline>();
    public ImmutableArray<int>.Builder Standards { get; } = ImmutableArray.CreateBuilder<int>();
    public List<SlotGrade> Grades { get; } = [];

    /// <summary>The decision that settles a delegated standard of this norm; −1: there is none.</summary>
    public int Delegated { get; set; } = -1;

    /// <summary>A word for a time nobody can check ("immediately"), with its place.</summary>
    public (string Words, SourceSpan Span)? OpenDeadline { get; set; }

    public bool HasOccasion { get; set; }

    /// <summary>"From 1 March 2026": what lasts holds from then on, for whoever is bound later, too.</summary>
    public bool HoldsFrom { get; set; }
}
