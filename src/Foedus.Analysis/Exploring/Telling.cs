using System.Collections.Immutable;
using Foedus.Analysis.Comparing;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Exploring;

/// <summary>A course of events in plain words, a sentence a moment.</summary>
internal static class Telling
{
    /// <summary>More actors than this in one sentence are counted instead of named.</summary>
    private const int MostNames = 6;

    public static ImmutableArray<string> Of(Play play)
    {
        var lines = Happenings(play).ToBuilder();
        var last = play.Events().LastOrDefault()?.Time ?? long.MinValue;
        var machine = play.State.Machine;
        var words = new CoreWords(machine.Agreement);
        var after = play.History()
            .Where(transition =>
                transition.At > last
                && transition.Kind is TransitionKind.Norm or TransitionKind.Power or TransitionKind.Decision
            );
        // That a norm begins to bind is told by what is open at the end; what falls due together stands in one sentence.
        foreach (
            var moment in after
                .Where(transition => transition.Kind != TransitionKind.Norm || transition.NormTo != NormState.Active)
                .GroupBy(transition =>
                    (
                        transition.At,
                        transition.Kind,
                        To: Became(transition, machine.Agreement),
                        Why: transition.Kind == TransitionKind.Decision ? transition.Rule : Rule.Triggered
                    )
                )
        )
        {
            var (at, kind, to, why) = moment.Key;
            var ofEach = moment
                .GroupBy(transition => ProvisionReference.Of(machine.NormIdOf(transition)))
                .Select(norm => (Place: norm.Key, Names: Names(norm, machine, words)));
            foreach (var same in ofEach.GroupBy(norm => norm.Names, norm => norm.Place))
            {
                var places = same.ToList();
                var who = same.Key.Length == 0 ? "" : $" {(to is Breached or NotFollowed ? "by" : "for")} {same.Key}";
                lines.Add(
                    kind == TransitionKind.Decision
                        ? $"{EventTime.Format(at)} {Names(places)}: {Outcome(to, why)}"
                        : $"{EventTime.Format(at)} {Names(places)} {(places.Count > 1 ? "are" : "is")} {to}{who}"
                );
            }
        }
        lines.Add($"{EventTime.Format(play.State.Now)} {Standing(play)}");
        return lines.ToImmutable();
    }

    private static string Names(IEnumerable<Transition> norm, Machine machine, CoreWords words)
    {
        var names = norm.SelectMany(transition => machine.NameOf(transition.Bearer)?.Split(", ") ?? [])
            .Select(words.Named)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names.Count == 0 ? "" : Names(names);
    }

    private const string Breached = "breached";
    private const string NotFollowed = "not followed";

    /// <summary>What only should be done is not breached by who does not do it.</summary>
    private static string Became(in Transition transition, Agreement agreement) =>
        transition.Kind != TransitionKind.Norm || transition.NormTo != NormState.Violated ? transition.ToName
        : agreement.Clauses[transition.Index].Modality == Modality.Hortatory ? NotFollowed
        : Breached;

    /// <summary>What actors did and reported, without what followed from it by itself.</summary>
    public static ImmutableArray<string> Happenings(Play play)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var words = new CoreWords(play.State.Machine.Agreement);
        foreach (
            var moment in play.Events().Where(told => told.Type != EventType.MenuDeclared).GroupBy(told => told.Time)
        )
        {
            // Those who do the same at the same moment stand in one sentence.
            foreach (var same in moment.GroupBy(told => What(told, words)))
            {
                var who = same.Where(told => told.Data.Member is null)
                    .Select(told => words.Named(told.Source))
                    .Distinct(StringComparer.Ordinal)
                    .ToList();
                who.AddRange(
                    same.Where(told => told.Data.Member is not null).GroupBy(told => told.Source).Select(Members)
                );
                lines.Add($"{EventTime.Format(moment.Key)} {Names(who)}: {same.Key}");
            }
        }
        return lines.ToImmutable();
    }

    private static string Members(IGrouping<string, Event> votes)
    {
        var members = votes.Select(told => told.Data.Member).ToList();
        return members.Count == 1
            ? $"member {members[0]} of the {votes.Key}"
            : $"members {members[0]} to {members[^1]} of the {votes.Key}";
    }

    private static string Outcome(string to, Rule why) =>
        to switch
        {
            "yes" => "it is decided",
            "no" => "it is refused",
            "silence" => "the time is up, and nothing is decided",
            "failed" => why switch
            {
                Rule.EmptyElectorate => "there is nobody to decide, and it fails",
                Rule.Silence => "the time is up, and it fails",
                _ => "it fails",
            },
            _ => $"{to} begins",
        };

    private static string Standing(Play play)
    {
        var open = play
            .State.OpenInstances()
            .Where(instance => instance.NormState == NormState.Active)
            .Select(instance => play.State.Machine.Agreement.Clauses[instance.Clause]);
        var owed = open.Where(clause => clause.Modality == Modality.Duty)
            .Select(clause => ProvisionReference.Of(clause.Id))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return owed.Count == 0 ? "no duty to act is open" : $"still open: {Names(owed)}";
    }

    public static string Names(IReadOnlyList<string> names) =>
        names.Count switch
        {
            0 => "nobody",
            1 => names[0],
            > MostNames => $"{names[0]}, {names[1]} and {names.Count - 2} more",
            _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
        };

    private static string What(Event told, CoreWords words) =>
        told.Type switch
        {
            EventType.OccurrenceReported => $"report of {told.Data.Name}"
                + Behind(" against ", Named(told.Data.Against, words))
                + Attributes(told),
            EventType.ActPerformed => $"{told.Data.Name}"
                + Behind(" toward ", Named(told.Data.Toward, words))
                + Behind(" ", Items(told))
                + Attributes(told),
            EventType.VoteCast => $"{told.Data.Vote.ToString().ToLowerInvariant()} on {told.Data.Name}",
            EventType.DecisionAnnounced => $"{told.Data.Outcome} on {told.Data.Name}",
            EventType.InstrumentDeposited => told.Data.Name
                + Behind(" of the ", told.Data.Agreement)
                + (told.Data.Reservations.IsEmpty ? "" : $" with a reservation to {Names(told.Data.Reservations)}"),
            _ => told.Data.Name ?? "",
        };

    private static string? Items(Event told) =>
        told.Data.Quantity is { } quantity
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quantity} {told.Data.Unit}")
        : told.Data.Items.IsDefaultOrEmpty ? null
        : $"({string.Join(", ", told.Data.Items)})";

    private static string Attributes(Event told) =>
        string.Concat(
            told.Data.Attributes.Where(attribute => attribute.Text is not null)
                .Select(attribute => $", {attribute.Name} {attribute.Text}")
        );

    private static string? Named(string? name, CoreWords words) =>
        string.IsNullOrEmpty(name) ? null : words.Named(name);

    private static string Behind(string before, string? name) => string.IsNullOrEmpty(name) ? "" : before + name;
}
