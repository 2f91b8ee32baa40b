using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Which ages an agreement asks for anywhere. What it does not ask for cannot change a verdict, and two states that differ only in it are the same.</summary>
/// <param name="OfAgreement">How long the agreement has been in force.</param>
/// <param name="OfParticipation">When a party consented or entered.</param>
/// <param name="OfRoots">When the occurrence at the root of a chain happened.</param>
/// <param name="OfMoments">When a named moment was.</param>
/// <param name="OfCalendar">Where in the year now is: something ends with a unit of the calendar.</param>
/// <param name="OfWeeks">Which day of the week now is.</param>
internal sealed record AgesAsked(
    bool OfAgreement,
    bool OfParticipation,
    bool OfRoots,
    bool OfMoments,
    bool OfCalendar,
    bool OfWeeks
)
{
    public static AgesAsked All { get; } = new(true, true, true, true, true, true);

    public static AgesAsked By(Agreement core, IReadOnlyCollection<TriggerNode> nodes)
    {
        var ofAgreement = false;
        var ofParticipation = false;
        foreach (var rule in core.Participation)
        {
            ofAgreement |= rule is WithdrawalRule { NotBefore: not null };
            ofParticipation |= rule is EntryIntoForceRule { Delay: not null };
        }
        var ofRoots = false;
        var ofMoments = false;
        foreach (var node in nodes)
        {
            if (node.Consumer.Kind == ConsumerKind.DeadlineAnchor)
            {
                ofParticipation |= node.Kind is NodeKind.Force or NodeKind.Instrument;
                ofRoots |= node.Kind == NodeKind.Event;
                ofMoments |= node.Kind == NodeKind.Clock;
            }
        }
        var edges = Edges(core, nodes).Where(edge => edge.Unit != CalendarUnit.None).ToArray();
        return new AgesAsked(
            ofAgreement,
            ofParticipation,
            ofRoots,
            ofMoments,
            edges.Length > 0,
            Array.Exists(edges, edge => edge.Unit == CalendarUnit.Week)
        );
    }

    private static IEnumerable<CalendarEdge> Edges(Agreement core, IReadOnlyCollection<TriggerNode> nodes)
    {
        foreach (var clause in core.Clauses)
        {
            foreach (var deadline in clause.Deadlines)
            {
                if (deadline is Within within)
                {
                    yield return within.Length.Edge;
                }
            }
            if (clause.Recurrence is { } recurrence)
            {
                yield return recurrence.Every.Edge;
            }
            foreach (var end in clause.Until is AnyOfTriggers any ? any.Triggers : [clause.Until ?? new AtInstant(0)])
            {
                if (end is After after)
                {
                    yield return after.Offset.Edge;
                }
            }
        }
        foreach (var rule in core.Participation)
        {
            if (rule is EntryIntoForceRule { Delay: { } delay })
            {
                yield return delay.Edge;
            }
        }
        foreach (var node in nodes)
        {
            yield return node.Offset.Edge;
        }
    }
}
