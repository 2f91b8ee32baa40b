using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms.Explaining;

namespace Foedus.Analysis.Comparing;

/// <summary>
/// Says the parts of a core in words, by the names of the text and never by number: two parts mean the same exactly if
/// they read the same, in whichever draft and wherever in it they stand.
/// </summary>
public sealed partial class CoreWords(Agreement agreement)
{
    public string Actors(ActorSet set) =>
        set switch
        {
            NamedActor named => Named(named.Name),
            EveryParty => "Party",
            RoleMembers role => agreement.Terms[role.Term].Name,
            UnionOf union => Join(union.Sets.Select(Actors), "or"),
            Except except => $"{Actors(except.From)} other than {Actors(except.Excluded)}",
            InForceOnly inForce => $"{Actors(inForce.Set)} in force",
            WithConsent { AtLeast: ParticipationStatus.Signed } signed => $"{Actors(signed.Set)} that has signed",
            WithConsent consent => $"{Actors(consent.Set)} that has consented",
            BoundActor bound => Bound(bound.Binding),
            _ => throw new ArgumentOutOfRangeException(nameof(set), set, "Unknown set of actors."),
        };

    public string Bearer(Bearer bearer)
    {
        var who = Actors(bearer.Who);
        var later = bearer.IncludesLater ? " (whoever joins later included)" : "";
        return bearer.Quantifier switch
        {
            Quantifier.One => who,
            Quantifier.Each => $"each {who}{later}",
            Quantifier.Together => $"all together: {who}{later}",
            Quantifier.AnyOf => $"any one: {who}{later}",
            Quantifier.JointlyAndSeverally => $"jointly and severally: {who}{later}",
            _ => bearer.AtLeast > 0
                ? $"collectively at least {bearer.AtLeast}: {who}{later}"
                : $"collectively: {who}{later}",
        };
    }

    /// <summary>The name with the article it takes within a sentence.</summary>
    public string Named(string name) =>
        name == "Depositary"
        || agreement.Terms.Any(term => term is BodyTerm && term.Name == name)
        || ArticleOfState.TakesArticle(name)
            ? $"the {name}"
            : name;

    public static string Instant(long milliseconds)
    {
        var moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return moment.ToString(
            moment.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture
        );
    }

    public string Deadline(Deadline deadline) =>
        deadline switch
        {
            Within { Anchor: { } anchor } within => $"within {PeriodWords.Of(within.Length)} of {Trigger(anchor)}",
            Within within => $"within {PeriodWords.Of(within.Length)}",
            ByInstant by => $"by {Instant(by.At)}",
            Before before => $"before {Trigger(before.Occasion)}",
            _ => throw new ArgumentOutOfRangeException(nameof(deadline), deadline, "Unknown deadline."),
        };

    private string Agreed(int index) => index == 0 ? "this Agreement" : $"the {agreement.Agreements[index].Name}";

    private static string Bound(Binding binding) =>
        binding switch
        {
            Binding.Bearer => "itself",
            Binding.CounterParty => "the counter-party",
            Binding.Violator => "the Party in breach",
            Binding.Author => "the reporting Party",
            Binding.Against => "the Party attacked",
            Binding.Performer => "the performing Party",
            _ => "the depositing Party",
        };

    public static string Join(IEnumerable<string> parts, string conjunction)
    {
        string[] list = [.. parts];
        return list.Length < 2 ? string.Concat(list) : $"{string.Join(", ", list[..^1])} {conjunction} {list[^1]}";
    }

    private static string Spaced(Enum value) =>
        string.Concat(
            value
                .ToString()
                .Select(
                    (c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
                )
        );
}
