using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Analysis.Comparing;

public sealed partial class CoreWords
{
    /// <summary>What a definition says of its term; empty for a term that its name says all about.</summary>
    public string Term(Term term) =>
        term switch
        {
            RoleTerm role => Actors(role.Members),
            BodyTerm body => body.ComposedOf is { } composed ? $"a body, one member for each {Actors(composed)}"
            : body.Members > 0 ? $"a body of {body.Members} members"
            : "a body",
            EventTerm happening =>
                $"reported by {Actors(happening.Reporters)}{(happening.Against is { } against ? $", against {Actors(against)}" : "")}{Attributes(happening.Attributes)}",
            ActTerm act =>
                $"an act of {Actors(act.Actors)}{Toward(act.Toward)}{(act.Kind is null ? "" : $", of a {act.Kind} kind")}"
                    + $"{(act.Item is { } item ? $", with a {agreement.Terms[item].Name}" : "")}{(act.Unit is null ? "" : $", in {act.Unit}")}{(act.Stage is { } stage ? $", counted as {Spaced(stage)}" : "")}{Attributes(act.Attributes)}",
            StateTerm state =>
                $"{(state.Begins is { } begins ? $"begins upon {Trigger(begins)}" : "")}{(state.Ends is { } ends ? $", ends upon {Trigger(ends)}" : "")}{(state.HoldsAtStart ? ", holds at the start" : "")}",
            KindTerm kind => Join(kind.Kinds, "or"),
            MenuTerm menu => string.Create(
                CultureInfo.InvariantCulture,
                $"a list of {agreement.Terms[menu.Of].Name}, declared by {Actors(menu.DeclaredBy)}, at least {menu.MinimumTotal} in all and {menu.MinimumOfEachKind} of each kind"
            ),
            QuantityTerm quantity => string.Create(CultureInfo.InvariantCulture, $"{quantity.Total} {quantity.Unit} ")
                + string.Join(
                    ", ",
                    (quantity.Shares.IsDefault ? [] : quantity.Shares).Select(share =>
                        string.Create(CultureInfo.InvariantCulture, $"{share.Party} {share.Share * 100:0.##} %")
                    )
                ),
            AreaTerm area => string.Create(CultureInfo.InvariantCulture, $"within {area.DistanceKm} km of ")
                + string.Join(
                    " ",
                    area.Points.Select(point =>
                        string.Create(CultureInfo.InvariantCulture, $"({point.Latitude}, {point.Longitude})")
                    )
                ),
            ClockTerm clock => Trigger(clock.Moment),
            _ => "",
        };

    private static string Attributes(System.Collections.Immutable.ImmutableArray<EventAttribute> attributes) =>
        attributes.IsDefaultOrEmpty ? "" : $", with {Join(attributes.Select(attribute => attribute.Name), "and")}";
}
