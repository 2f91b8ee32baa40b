using System.Collections.Immutable;
using Foedus.Analysis.Inputs;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Backtesting;

/// <summary>
/// Holds the reports of a mapping against the agreement they are made to: an event, an author or an attribute that it does not know would be recorded without effect, and the report would be empty for no visible reason.
/// </summary>
public static class MappingFit
{
    /// <summary>The mapping with each attribute read as what the agreement declares it to be; what does not fit is among the problems.</summary>
    public static HistoryMapping To(
        Agreement agreement,
        HistoryMapping mapping,
        string file,
        ICollection<InputProblem> problems
    )
    {
        if (mapping.Events.IsEmpty)
        {
            return mapping;
        }
        var machine = Machine.Create(agreement);
        return mapping with
        {
            Events =
            [
                .. mapping.Events.Select((map, index) => Fit(machine, map, $"reports[{index + 1}]", file, problems)),
            ],
        };
    }

    private static EventMapping Fit(
        Machine machine,
        EventMapping map,
        string place,
        string file,
        ICollection<InputProblem> problems
    )
    {
        if (machine.ActorNamed(map.By) < 0)
        {
            problems.Add(
                new InputProblem(
                    file,
                    $"'{place}.by' is '{map.By}', whom the agreement does not know.",
                    "Write somebody whom the text lets report the event, by the name it has there."
                )
            );
        }
        if (machine.EventNamed(map.Event) is not { } happening)
        {
            var known = machine.Agreement.Terms.OfType<EventTerm>().Select(term => $"'{term.Name}'").ToList();
            problems.Add(
                new InputProblem(
                    file,
                    $"'{place}.event' is '{map.Event}', which is no event of the agreement.",
                    known.Count == 0
                        ? "The agreement defines none: leave 'reports' out."
                        : $"It defines: {string.Join(", ", known)}."
                )
            );
            return map;
        }
        return map with
        {
            Attributes =
            [
                .. map.Attributes.Select(attribute => Fit(happening, attribute, $"{place}.attributes", file, problems)),
            ],
        };
    }

    private static AttributeMapping Fit(
        EventTerm happening,
        AttributeMapping attribute,
        string place,
        string file,
        ICollection<InputProblem> problems
    )
    {
        var declared = happening.Attributes.FirstOrDefault(one =>
            string.Equals(one.Name, attribute.Attribute, StringComparison.Ordinal)
        );
        if (declared is null)
        {
            problems.Add(
                new InputProblem(
                    file,
                    $"'{place}.{attribute.Attribute}' is no attribute of '{happening.Name}'.",
                    happening.Attributes.IsEmpty
                        ? "It has none."
                        : $"It has: {string.Join(", ", happening.Attributes.Select(one => one.Name))}."
                )
            );
        }
        return declared is { Type: AttributeType.Number } && attribute.Source == AttributeSource.Column
            ? attribute with
            {
                Source = AttributeSource.Number,
            }
            : attribute;
    }
}
