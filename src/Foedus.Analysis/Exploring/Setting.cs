using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Time;

namespace Foedus.Analysis.Exploring;

/// <summary>
/// The ordinary situation from which courses of events are explored: who the parties are, and what brought the agreement
/// into force for them.
/// </summary>
internal sealed class Setting
{
    private const long Day = 86_400_000;
    private const int MostOpenings = 12;

    /// <summary>States that stand for the parties an open list leaves unnamed, as long as there are enough; then others in the order of their names.</summary>
    private static readonly ImmutableArray<string> Usual =
    [
        "France",
        "Poland",
        "Canada",
        "Germany",
        "Italy",
        "Spain",
        "Norway",
        "Sweden",
        "Finland",
        "Denmark",
    ];

    private Setting(
        Machine machine,
        ImmutableArray<string> declared,
        ImmutableArray<string> representatives,
        Play start
    )
    {
        Machine = machine;
        Declared = declared;
        Representatives = representatives;
        Possible = new PossibleActors(machine.Agreement, [.. declared, .. representatives]);
        Moves = new Moves(machine.Agreement, Possible);
        Start = start;
    }

    public Machine Machine { get; }

    public Agreement Agreement => Machine.Agreement;

    /// <summary>Parties the text names.</summary>
    public ImmutableArray<string> Declared { get; }

    /// <summary>Parties that stand for those an open list leaves unnamed: the text cannot tell them apart.</summary>
    public ImmutableArray<string> Representatives { get; }

    public PossibleActors Possible { get; }

    public Moves Moves { get; }

    public Play Start { get; private set; }

    /// <summary>The same without the agreements it rests on that have no text: they may still enter into force. Null where they must have.</summary>
    public Play? WithoutRests { get; private set; }

    /// <summary>The same parties, from another beginning.</summary>
    public Setting From(Play start) => new(Machine, Declared, Representatives, start) { WithoutRests = WithoutRests };

    public bool IsInForce => Start.State.IsInForce(0);

    /// <summary>Whether the text leaves room for parties it does not name.</summary>
    public static bool IsOpen(Agreement agreement)
    {
        if (agreement.Settings.IsClosed)
        {
            return false;
        }
        var declared = DeclaredIn(agreement, 0);
        var possible = new PossibleActors(agreement, declared);
        return declared.Length < 2
            || agreement.Terms.OfType<RoleTerm>().Any(role => role.Agreement == 0 && !possible.Of(role.Members).Any());
    }

    /// <param name="representatives">How many unnamed parties; none where the text leaves no room for any.</param>
    /// <param name="absent">Parties that do not consent to be bound.</param>
    public static Setting Of(Machine machine, int representatives, Func<string, bool>? absent = null) =>
        Of(machine, representatives, (party, _) => absent is not null && absent(party));

    /// <param name="absentFrom">Parties that do not consent to be bound by the agreement of that index.</param>
    public static Setting Of(Machine machine, int representatives, Func<string, int, bool> absentFrom)
    {
        var agreement = machine.Agreement;
        var declared = DeclaredIn(agreement, null);
        var named = agreement.Terms.Select(term => term.Name).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> chosen = IsOpen(agreement)
            ?
            [
                .. Usual
                    .Concat(States.All.Except(Usual, StringComparer.Ordinal))
                    .Where(state =>
                        !named.Contains(state)
                        && !declared.Contains(state, StringComparer.Ordinal)
                        && machine.ActorNamed(state) >= 0
                    )
                    .Where(state => !IsWrittenIn(agreement, state))
                    // Two names of one state are one party.
                    .DistinctBy(machine.ActorNamed)
                    .Take(representatives),
            ]
            : [];
        var setting = new Setting(machine, declared, chosen, Play.Begin(machine));
        setting.Start = setting.BringIntoForce(absentFrom);
        return setting;
    }

    /// <summary>With just these parties beside those the text declares.</summary>
    public static Setting With(Machine machine, IEnumerable<string> parties)
    {
        var declared = DeclaredIn(machine.Agreement, null);
        var setting = new Setting(
            machine,
            declared,
            [.. parties.Except(declared, StringComparer.Ordinal)],
            Play.Begin(machine)
        );
        setting.Start = setting.BringIntoForce((_, _) => false);
        return setting;
    }

    /// <summary>Whether the text speaks of the party only as one of several.</summary>
    public bool IsUnnamed(string party) =>
        !Declared.Contains(party, StringComparer.Ordinal) && !IsWrittenIn(Agreement, party);

    public bool Includes(Bearers bearers, string actor) => bearers.Includes(Machine.ActorNamed(actor));

    /// <summary>Those who bear a norm or hold a power, bodies among them.</summary>
    public IEnumerable<string> ActorsAmong(Bearers bearers) => Possible.Actors.Where(actor => Includes(bearers, actor));

    /// <summary>What each of those who bear the norm would do to perform it, the least of it.</summary>
    public IEnumerable<Event> Performances(OpenInstance open) =>
        ActorsAmong(open.Bearer).Select(actor => Moves.Performance(Machine, open, actor, [])).OfType<Event>();

    /// <summary>Everybody performs the duties that bind now.</summary>
    public IEnumerable<Event> Compliance(Play play, Func<OpenInstance, bool> duties) =>
        play
            .State.OpenInstances()
            .Where(open =>
                open.NormState == NormState.Active
                && Agreement.Clauses[open.Clause].Modality == Modality.Duty
                && duties(open)
            )
            .SelectMany(Performances);

    /// <summary>The instruments by which the party consents to be bound, with what it declares beside them.</summary>
    public IEnumerable<Event> Consent(string party) => Consent(party, _ => true);

    private IEnumerable<Event> Consent(string party, Func<int, bool> to)
    {
        foreach (var rule in Agreement.Participation.OfType<EntryIntoForceRule>().Where(rule => to(rule.Agreement)))
        {
            if (
                rule.IsForLater
                || rule.Consent.IsDefaultOrEmpty
                || !Possible.Contains(rule.For, party)
                || !Possible.IsPartyOf(rule.Agreement, party)
            )
            {
                continue;
            }
            var kind = rule.Consent[0];
            yield return Moves.Make(
                EventType.InstrumentDeposited,
                party,
                new EventData
                {
                    Name = NameOf(kind),
                    Agreement = rule.Agreement == 0 ? null : Agreement.Agreements[rule.Agreement].Name,
                }
            );
            foreach (
                var menu in Agreement
                    .Terms.OfType<MenuTerm>()
                    .Where(menu => menu.Agreement == rule.Agreement && Possible.Contains(menu.DeclaredBy, party))
            )
            {
                var items = Moves.PackageOf(menu);
                if (items.IsEmpty)
                {
                    continue;
                }
                yield return Moves.Make(
                    EventType.MenuDeclared,
                    party,
                    new EventData
                    {
                        Menu = menu.Name,
                        Name = menu.Name,
                        Items = items,
                    }
                );
            }
        }
    }

    private Play BringIntoForce(Func<string, int, bool> absent)
    {
        var play = Start;
        var notBefore = Agreement
            .Participation.OfType<EntryIntoForceRule>()
            .Select(rule => rule.NotBefore ?? 0)
            .DefaultIfEmpty(0)
            .Max();
        var first =
            notBefore > 0 ? notBefore
            : Machine.Initial.NextDeadline is { } timer ? timer - (60 * Day)
            : DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        first = Math.Max(first, EventTime.Earliest);
        var rests = Enumerable
            .Range(1, Agreement.Agreements.Length - 1)
            .Where(i => !Agreement.Agreements[i].HasText)
            .Select(i => Instrument(i, "entry into force"))
            .ToList();
        var consents = Possible
            .Parties.SelectMany(party => Consent(party, agreement => !absent(party, agreement)))
            .ToList();
        if (rests.Count > 0)
        {
            var without = Begun(play, consents, first);
            WithoutRests = without.State.IsInForce(0) ? without : null;
        }
        play = Begun(play.Do(first, rests), consents, first);
        for (
            var waited = 0;
            waited < MostOpenings && play.State.NextDeadline is { } next && IsToCome(play, next, consents);
            waited++
        )
        {
            play = play.Wait(next);
        }
        return play.State.IsInForce(0) || Possible.Parties.All(party => absent(party, 0)) ? play : Prepared(play);
    }

    /// <summary>All that an agreement with a text, which this one rests on, still waits for is time: the ordinary situation is that it is in force.</summary>
    private bool IsToCome(Play play, long next, List<Event> consents) =>
        Agreement
            .Participation.OfType<EntryIntoForceRule>()
            .Any(rule =>
                rule is { Agreement: > 0, Delay: { } delay }
                && Agreement.Agreements[rule.Agreement].HasText
                && !play.State.IsInForce(rule.Agreement)
                && consents.Exists(consent => consent.Data.Agreement == Agreement.Agreements[rule.Agreement].Name)
                && next <= new TreatyCalendar(Agreement.Settings.TimeZone).Add(play.State.Now, delay)
            );

    private static Play Begun(Play play, List<Event> consents, long first)
    {
        play = play.Do(first + Day, consents);
        if (play.State.Now == long.MinValue)
        {
            play = play.Wait(first + Day);
        }
        var open = 0;
        while (
            !play.State.IsInForce(0)
            && play.State.NextDeadline is { } deadline
            && open++ < MostOpenings
            && deadline < first + (3700 * Day)
        )
        {
            play = play.Wait(deadline);
        }
        return play;
    }

    /// <summary>An agreement without a text enters into force, or ends, as the Depositary reports.</summary>
    public Event Instrument(int index, string what) =>
        Moves.Make(
            EventType.InstrumentDeposited,
            Depositary,
            new EventData { Name = what, Agreement = Agreement.Agreements[index].Name }
        );

    /// <summary>Where consent alone does not do, an occurrence the rule waits for may.</summary>
    private Play Prepared(Play play)
    {
        foreach (
            var move in Agreement
                .Participation.OfType<EntryIntoForceRule>()
                .SelectMany(rule => Leaves(rule.Condition))
                .OfType<OnEvent>()
                .SelectMany(on => Moves.Occurrences(on))
        )
        {
            var tried = play.Do(play.State.Now + Day, [move]);
            if (tried.State.IsInForce(0))
            {
                return tried;
            }
        }
        return play;
    }

    private IEnumerable<Trigger> Leaves(Condition? condition) =>
        condition switch
        {
            StateHolds holds when Agreement.Terms[holds.Term] is StateTerm state => TriggerLeaves.Of(state.Begins),
            And and => and.Of.SelectMany(Leaves),
            Or or => or.Of.SelectMany(Leaves),
            _ => TriggerLeaves.Of(condition),
        };

    private string Depositary =>
        Agreement.Participation.OfType<DepositaryRule>().FirstOrDefault(rule => rule.Agreement == 0)?.Name
        ?? "Depositary";

    private static ImmutableArray<string> DeclaredIn(Agreement agreement, int? index) =>
        [
            .. agreement
                .Terms.OfType<PartyTerm>()
                .Where(term => index is null || term.Agreement == index)
                .Select(term => term.Name)
                .Concat(agreement.Settings.ClosedParties.IsDefault ? [] : agreement.Settings.ClosedParties)
                .Distinct(StringComparer.Ordinal),
        ];

    // A name that stands in the text anywhere might be treated apart from the others.
    private static bool IsWrittenIn(Agreement agreement, string state) =>
        agreement.Clauses.Any(clause => clause.Words.Contains(state, StringComparison.Ordinal))
        || agreement.Decisions.Any(decision => decision.Words.Contains(state, StringComparison.Ordinal))
        || agreement.Participation.Any(rule => rule.Words.Contains(state, StringComparison.Ordinal))
        || agreement.Terms.OfType<RoleTerm>().Any(role => IsNamed(role.Members, state));

    private static bool IsNamed(ActorSet set, string state) =>
        set switch
        {
            NamedActor named => named.Name == state,
            UnionOf union => union.Sets.Any(part => IsNamed(part, state)),
            Except except => IsNamed(except.From, state) || IsNamed(except.Excluded, state),
            InForceOnly inForce => IsNamed(inForce.Set, state),
            WithConsent consent => IsNamed(consent.Set, state),
            _ => false,
        };

    private static string NameOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.ProvisionalApplication => "provisional application",
            _ => kind.ToString().ToLowerInvariant(),
        };
}
