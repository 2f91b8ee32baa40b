using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// Courses in which two parties are in each other's place. The searches let one party report, act and be struck for all
/// that may; whom a norm binds may hang on who that is.
/// </summary>
internal static class StandIns
{
    /// <summary>So many of those to whom nothing happens are tried in the place of one to whom something does.</summary>
    private const int MostOthers = 6;

    /// <summary>Its happenings after <paramref name="since"/> with the party in the place of another, and the other in its place.</summary>
    public static IEnumerable<Play> Of(Setting setting, Play course, Play since, string party)
    {
        var involved = Involved(setting, course.Events().Skip(since.Count));
        var others = involved.Contains(party, StringComparer.Ordinal)
            ? involved.Concat(setting.Possible.Parties.Except(involved, StringComparer.Ordinal).Take(MostOthers))
            : involved;
        return others
            .Where(other => other != party)
            // In every place, and only where they do something: who may report of a thing may be none to whom it can happen.
            .SelectMany(other =>
                (Func<Event, Event>[])
                    [told => Exchanged(told, party, other), told => ExchangedAuthor(told, party, other)]
            )
            .Select(change => course.Shifted(since, since, 0, change))
            .OfType<Play>();
    }

    /// <summary>The same for each party to whom something happens.</summary>
    public static IEnumerable<Play> Of(Setting setting, Play course, Play since) =>
        Involved(setting, course.Events().Skip(since.Count)).SelectMany(party => Of(setting, course, since, party));

    /// <summary>One happening with each of the parties in the place of each of those whom it concerns.</summary>
    public static IEnumerable<Event> Of(Setting setting, Event move, IEnumerable<string> parties) =>
        parties.SelectMany(party =>
            Involved(setting, [move]).Where(other => other != party).Select(other => Exchanged(move, party, other))
        );

    /// <summary>The parties who do something, or to whom something is done.</summary>
    private static List<string> Involved(Setting setting, IEnumerable<Event> events) =>
        [
            .. events
                .SelectMany(told => (string?[])[told.Source, told.Data.Party, told.Data.Against, told.Data.Toward])
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Where(actor => setting.Possible.Parties.Contains(actor, StringComparer.Ordinal)),
        ];

    private static Event ExchangedAuthor(Event told, string one, string other) =>
        told with
        {
            Source = Exchanged(told, one, other).Source,
        };

    private static Event Exchanged(Event told, string one, string other)
    {
        return told with
        {
            Source = In(told.Source) ?? told.Source,
            Data = told.Data with
            {
                Party = In(told.Data.Party),
                Against = In(told.Data.Against),
                Toward = In(told.Data.Toward),
            },
        };

        string? In(string? actor) =>
            actor == one ? other
            : actor == other ? one
            : actor;
    }
}
