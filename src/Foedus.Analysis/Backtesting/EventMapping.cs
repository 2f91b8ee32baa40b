using System.Collections.Immutable;
using NodaTime;

namespace Foedus.Analysis.Backtesting;

/// <summary>Which incidents are reported to the agreement as which of its events.</summary>
/// <param name="Event">The event by its name in the text.</param>
/// <param name="By">The author of the reports by its name in the text: somebody the text lets report.</param>
/// <param name="At">The local time of day given to a report, as the history knows only days.</param>
/// <param name="When">Rows it applies to: all must hold.</param>
public sealed record EventMapping(
    string Event,
    string By,
    LocalTime At,
    ImmutableArray<CellCondition> When,
    ImmutableArray<AttributeMapping> Attributes
);

/// <summary>An attribute of the event: the text of a column, the deaths, the place (from latitude and longitude), or a fixed text.</summary>
public sealed record AttributeMapping(string Attribute, AttributeSource Source, string Value);

public enum AttributeSource
{
    /// <summary>The text of a column.</summary>
    Column,

    /// <summary>The number in a column.</summary>
    Number,

    /// <summary>The number of deaths.</summary>
    Deaths,

    /// <summary>Latitude and longitude.</summary>
    Place,

    /// <summary>A fixed text.</summary>
    Text,
}
