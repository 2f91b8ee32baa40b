using System.Collections.Immutable;

namespace Foedus.Language.Core;

/// <summary>Names that mean one and the same state: short English names beside the official ones of ISO 3166-1.</summary>
public static class StateSynonyms
{
    /// <summary>All names of the state with that name; none where it has only the one.</summary>
    public static ImmutableArray<string> Of(string name)
    {
        foreach (var group in Groups)
        {
            if (group.Contains(name, StringComparer.Ordinal))
            {
                return group;
            }
        }
        return [];
    }

    /// <summary>Each group's names mean one state.</summary>
    public static ImmutableArray<ImmutableArray<string>> Groups { get; } =
    [
        ["Bolivia", "Bolivia, Plurinational State of"],
        ["Brunei", "Brunei Darussalam"],
        ["Cabo Verde", "Cape Verde"],
        ["Czechia", "Czech Republic"],
        ["Côte d'Ivoire", "Ivory Coast"],
        ["Democratic Republic of the Congo", "Congo, Democratic Republic of the"],
        ["Iran", "Iran, Islamic Republic of"],
        ["Laos", "Lao People's Democratic Republic"],
        ["Micronesia", "Micronesia, Federated States of"],
        ["Moldova", "Republic of Moldova", "Moldova, Republic of"],
        ["Netherlands", "Netherlands, Kingdom of the"],
        ["North Korea", "Democratic People's Republic of Korea", "Korea, Democratic People's Republic of"],
        ["Palestine", "State of Palestine", "Palestine, State of"],
        ["Russia", "Russian Federation"],
        ["South Korea", "Republic of Korea", "Korea, Republic of"],
        ["Syria", "Syrian Arab Republic"],
        ["Taiwan", "Taiwan, Province of China"],
        ["Tanzania", "United Republic of Tanzania", "Tanzania, United Republic of"],
        ["Türkiye", "Turkey"],
        ["United Kingdom", "United Kingdom of Great Britain and Northern Ireland"],
        ["United States", "United States of America"],
        ["Venezuela", "Venezuela, Bolivarian Republic of"],
        ["Vietnam", "Viet Nam"],
    ];
}
