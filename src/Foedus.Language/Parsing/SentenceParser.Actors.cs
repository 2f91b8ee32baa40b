using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Parties, roles and bodies, alone and in lists.</content>
internal sealed partial class SentenceParser
{
    private static readonly ActorSet Nobody = new NamedActor("");

    /// <summary>True while the consequence of a norm is read: then "it" is the party in breach.</summary>
    private bool inConsequence;

    /// <summary>True while the counter-party of a norm's act is read: then "other" leaves out the bearer.</summary>
    private bool inCounterParty;

    /// <summary>What set the clause off, as far as it is read: decides whom "other" leaves out.</summary>
    private Trigger? occasion;

    private static readonly (string Words, Core.Binding Binding)[] BoundPhrases =
    [
        ("Party in breach", Core.Binding.Violator),
        ("Party attacked", Core.Binding.Against),
        ("reporting Party", Core.Binding.Author),
        ("requesting Party", Core.Binding.Performer),
        ("performing Party", Core.Binding.Performer),
        ("depositing Party", Core.Binding.Depositor),
    ];

    /// <summary>The words before a noun, the longer first.</summary>
    private static readonly string[] Determiners =
    [
        "each",
        "both of the",
        "both the",
        "both",
        "neither of the",
        "neither",
        "any of the",
        "any",
        "every",
        "no",
        "all the",
        "all",
        "the",
        "an",
        "a",
    ];

    /// <summary>What is said of the status of several, and of one.</summary>
    private static readonly (string Plural, string Singular)[] StatusWords =
    [
        ("that are or become in force", "that is or becomes in force"),
        ("that have signed", "that has signed"),
        ("that have consented", "that has consented"),
    ];

    private bool SeesActor() => SeesActorAt(at);

    private bool SeesActorAt(int index)
    {
        var start = index;
        foreach (var word in Determiners)
        {
            if (Matches(start, word) is > 0 and var length)
            {
                index += length;
                break;
            }
        }
        if (Text(index) == "other")
        {
            index++;
        }
        if (MatchAt(index, SymbolKind.Any) is { Symbol: not null } match)
        {
            return (match.Symbol.Kind & SymbolKind.Actor) != 0;
        }
        if (StateLengthAt(index) > 0 || (start == index && Text(index) is "it" or "It"))
        {
            return true;
        }
        foreach (var (words, _) in BoundPhrases)
        {
            if (SeesAt(index, words))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>How many tokens the name of a state takes, if one that needs no definition begins here.</summary>
    private int StateLengthAt(int index)
    {
        if (index >= last || tokens[index].Kind != TokenKind.Word || !char.IsUpper(tokens[index].Text[0]))
        {
            return 0;
        }
        for (var length = Math.Min(States.LongestName, last - index); length > 0; length--)
        {
            if (States.IsState(length == 1 ? tokens[index].Text : WordsOf(index, index + length)))
            {
                return length;
            }
        }
        return 0;
    }

    /// <summary>Actors, one or a list: "France, Poland and Canada", "any Party or the Mission".</summary>
    private ActorSet ExpectActors() => ExpectActorPhrase().Set;

    private ActorPhrase ExpectActorPhrase()
    {
        var mark = at;
        var phrase = ExpectOneActor();
        var members = new List<ActorPhrase> { phrase };
        var conjunction = "";
        while (!failed && (ContinuesList() || ((Sees("and") || Sees("or")) && SeesActorAt(at + 1))))
        {
            conjunction = Text(at);
            at++;
            members.Add(ExpectOneActor());
        }
        Close(mark, SyntaxKind.Actors);
        if (members.Count == 1)
        {
            return phrase;
        }
        var union = new UnionOf([.. members.Select(member => member.Set)]);
        return phrase with
        {
            Set = union,
            Core = union,
            IsPlural = true,
            Determiner = phrase.Determiner == "" ? "the" : phrase.Determiner,
            Last = at,
            Members = [.. members],
            Conjunction = conjunction,
        };
    }

    /// <summary>A comma goes on with a list only where one more bare name follows it, and "," "and" or "or" follows that.</summary>
    private bool ContinuesList()
    {
        if (Text(at) != ",")
        {
            return false;
        }
        var next = at + 1;
        if (Text(next) is "the")
        {
            next++;
        }
        var match = MatchAt(next, SymbolKind.Any);
        var length =
            match.Symbol is null ? StateLengthAt(next)
            : (match.Symbol.Kind & SymbolKind.Actor) != 0 ? match.Length
            : 0;
        return length > 0
            && Text(next + length) is "," or "and" or "or"
            && (Text(next + length) != "," || ListGoesOn(next + length));
    }

    private bool ListGoesOn(int comma)
    {
        // Bounded by the end of the run of names: each step moves on by at least two tokens.
        var next = comma;
        while (Text(next) == ",")
        {
            next++;
            if (Text(next) is "the")
            {
                next++;
            }
            var match = MatchAt(next, SymbolKind.Actor);
            var length = match.Symbol is null ? StateLengthAt(next) : match.Length;
            if (length == 0)
            {
                return false;
            }
            next += length;
        }
        return Text(next) is "and" or "or";
    }

    private ActorPhrase ExpectOneActor()
    {
        var mark = at;
        var determiner = AcceptAny(Determiners) ?? "";
        if (determiner is "each" or "every" && Sees("of the"))
        {
            Fail(
                Rules.Expected,
                at,
                at + 2,
                new Fix("Leave it out.", SpanOf(at, at + 2), ""),
                "the name right behind “each” (“each Guarantor in force”)",
                "“of the”"
            );
        }
        var saysOther = Accept("other");
        var (core, plural) = ExpectActorCore(mark, determiner);
        if (failed)
        {
            return new ActorPhrase(
                Nobody,
                Nobody,
                IsPlural: false,
                "",
                SaysStatus: true,
                IncludesLater: false,
                mark,
                at
            );
        }
        var set = core;
        if (saysOther)
        {
            set = new Except(set, OtherThan(mark));
        }
        var saysStatus = true;
        var later = false;
        var agreement = core is EveryParty party ? party.Agreement : Agreement;
        if (Accept("that is or becomes in force") || Accept("that are or become in force"))
        {
            set = new InForceOnly(set, agreement);
            later = true;
        }
        else if (Accept("in force"))
        {
            set = new InForceOnly(set, agreement);
        }
        else if (Accept("that has signed") || Accept("that have signed"))
        {
            set = new WithConsent(set, agreement, ParticipationStatus.Signed);
        }
        else if (Accept("that has consented") || Accept("that have consented"))
        {
            set = new WithConsent(set, agreement, ParticipationStatus.Consented);
        }
        else
        {
            saysStatus = Accept("whether or not in force");
        }
        if (Accept("other than") || Accept("excluding"))
        {
            set = new Except(set, ExpectActors());
        }
        if (determiner is "no" or "neither" or "neither of the")
        {
            Fail(Rules.NegatedActor, mark, at, WordsOf(mark, at));
        }
        return new ActorPhrase(set, core, plural, determiner, saysStatus, later, mark, at);
    }

    /// <summary>The phrase with another determiner, and its noun in the singular: "the Guarantors in force" → "each Guarantor in force".</summary>
    private string Singular(ActorPhrase phrase, string determiner)
    {
        if (!phrase.Members.IsEmpty)
        {
            return determiner == "each" ? "… and …" : "… or …";
        }
        var bare = WordsWithoutDeterminer(phrase);
        bare = phrase.Core switch
        {
            RoleMembers role when draft.TermAt(role.Term) is { } term => bare.Replace(
                Inflection.Plural(term.Name),
                term.Name,
                StringComparison.Ordinal
            ),
            NamedActor named => bare.Replace(Inflection.Plural(named.Name), named.Name, StringComparison.Ordinal),
            EveryParty => bare.Replace("parties", "Party", StringComparison.OrdinalIgnoreCase),
            _ => bare,
        };
        foreach (var (plural, singular) in StatusWords)
        {
            bare = bare.Replace(plural, singular, StringComparison.Ordinal);
        }
        return $"{determiner} {bare}";
    }

    private string WordsWithoutDeterminer(ActorPhrase phrase)
    {
        var words = WordsOf(phrase.First, phrase.Last);
        return words.StartsWith(phrase.Determiner + " ", StringComparison.OrdinalIgnoreCase)
            ? words[(phrase.Determiner.Length + 1)..]
            : words;
    }

    private (ActorSet Set, bool Plural) ExpectActorCore(int mark, string determiner)
    {
        foreach (var (words, binding) in BoundPhrases)
        {
            if (Accept(words))
            {
                if (!IsMeant(binding))
                {
                    Fail(Rules.NobodyMeant, mark, at, words);
                }
                return (new BoundActor(binding), false);
            }
        }
        var match = Match(SymbolKind.Any);
        if (match.Symbol is { } symbol && (symbol.Kind & SymbolKind.Actor) != 0)
        {
            at += match.Length;
            return (SetOf(symbol), match.IsPlural);
        }
        if (determiner.Length == 0 && Accept("it"))
        {
            if (isStep)
            {
                Fail(Rules.WhoIsIt, at - 1, at, "it");
            }
            return (It(), false);
        }
        if (match.Symbol is null && Text(at) is "they" or "They" or "them")
        {
            Fail(Rules.WhoIsIt, at, at + 1, Text(at));
            return (Nobody, false);
        }
        var state = match.Symbol is null ? StateLengthAt(at) : 0;
        if (state > 0)
        {
            var name = WordsOf(at, at + state);
            if (scope.Settings.IsClosed && !StateNames.Lists(scope.Settings.ClosedParties, name))
            {
                Fail(Rules.Stranger, at, at + state, name);
                return (Nobody, false);
            }
            at += state;
            return (new NamedActor(scope.StateNames.Of(name)), false);
        }
        if (match.Symbol is not null)
        {
            Fail(
                Rules.WrongKind,
                mark,
                at + match.Length,
                match.Symbol.Name,
                KindName(match.Symbol.Kind),
                "an actor (a party, a role or a body)"
            );
        }
        else
        {
            FailUndefined(SymbolKind.Actor, "an actor (a party, a role or a body)");
        }
        return (Nobody, false);
    }

    /// <summary>An occasion is being read: what it names is known only with it.</summary>
    private bool inTrigger;

    /// <summary>Who may report an event against somebody is being read.</summary>
    private bool inReporters;

    /// <summary>Whether the occasion has somebody in that part: an attack somebody attacked, a breach somebody in breach. What lies further back in a chain is not asked.</summary>
    private bool IsMeant(Core.Binding binding)
    {
        if (inConsequence || inTrigger || draft.Outline is null)
        {
            return true;
        }
        if (occasion is null)
        {
            return inOpening || (inReporters && binding == Core.Binding.Against);
        }
        return Inner(occasion) is AnyOfTriggers any
            ? any.Triggers.Any(part => Names(Inner(part), binding))
            : Names(Inner(occasion), binding);
    }

    private static Trigger Inner(Trigger trigger)
    {
        while (trigger is Nth or After)
        {
            trigger = trigger is Nth nth ? nth.Of : ((After)trigger).Of;
        }
        return trigger;
    }

    private bool Names(Trigger trigger, Core.Binding binding) =>
        trigger switch
        {
            OnEvent on => binding == Core.Binding.Author
                || (binding == Core.Binding.Against && draft.TermAt(on.Term) is EventTerm { Against: not null }),
            OnAct => binding is Core.Binding.Performer or Core.Binding.Author,
            OnInstrument => binding is Core.Binding.Depositor or Core.Binding.Author,
            OnDecision decided
                when (draft.Decisions.ElementAtOrDefault(decided.Decision) ?? OutlineDecision(decided.Decision))?.Upon
                    is { } upon => Names(Inner(upon), binding),
            AtInstant or OnCondition or FromEntryIntoForce or OnEntryIntoForce or OnEnd => false,
            AnyOfTriggers any => any.Triggers.Any(part => Names(Inner(part), binding)),
            _ => true,
        };

    /// <summary>A condition in front of who is bound is being read: there "it" is who did what sets the clause off, if the occasion names one.</summary>
    private bool inOpening;

    private BoundActor It() =>
        new(
            inConsequence ? Core.Binding.Violator
            : !inOpening || occasion is null ? Core.Binding.Bearer
            : Occasion() switch
            {
                OnAct => Core.Binding.Performer,
                OnInstrument => Core.Binding.Depositor,
                OnNorm { State: NormState.Violated or NormState.Unrepaired or NormState.Repaired } =>
                    Core.Binding.Violator,
                _ => Core.Binding.Bearer,
            }
        );

    private Condition ExpectOpeningCondition(bool mayDelegate)
    {
        inOpening = true;
        var condition = mayDelegate ? ExpectCondition() : ExpectUndelegated();
        inOpening = false;
        return condition;
    }

    /// <summary>"It" as the one who is bound, or toward whom: who did the act, deposited the instrument or committed the breach that sets the clause off.</summary>
    private ActorPhrase Resolved(ActorPhrase phrase)
    {
        if (failed || phrase.Core is not BoundActor { Binding: Core.Binding.Bearer } || draft.Outline is null)
        {
            return phrase;
        }
        BoundActor? who = Occasion() switch
        {
            OnAct => new(Core.Binding.Performer),
            OnInstrument => new(Core.Binding.Depositor),
            OnNorm => new(Core.Binding.Violator),
            _ => null,
        };
        if (who is null)
        {
            // "It shall remain in force" is said of the agreement, not of a party.
            var fix =
                phrase.First == first && (SeesAt(at, "shall remain in force") || SeesAt(at, "shall enter into force"))
                    ? new Fix("Name the agreement.", SpanOf(phrase.First, phrase.Last), "This Agreement")
                    : null;
            Fail(Rules.WhoIsIt, phrase.First, phrase.Last, fix, WordsOf(phrase.First, phrase.Last));
            return phrase;
        }
        return phrase with { Set = who, Core = who };
    }

    private ActorSet SetOf(Symbol symbol) =>
        symbol.Kind switch
        {
            SymbolKind.EveryParty => new EveryParty(Agreement),
            SymbolKind.Role => new RoleMembers(symbol.Index),
            _ => new NamedActor(symbol.Name),
        };

    /// <summary>Whom "other" leaves out: see docs/grammar.md, Bearer.</summary>
    private ActorSet OtherThan(int mark)
    {
        if (inCounterParty)
        {
            return new BoundActor(Core.Binding.Bearer);
        }
        if (inConsequence)
        {
            return new BoundActor(Core.Binding.Violator);
        }
        switch (Occasion())
        {
            case OnEvent onEvent when draft.TermAt(onEvent.Term) is EventTerm { Against: not null }:
                return new BoundActor(Core.Binding.Against);
            case OnAct:
                return new BoundActor(Core.Binding.Performer);
            case OnInstrument:
                return new BoundActor(Core.Binding.Depositor);
            case OnNorm:
                return new BoundActor(Core.Binding.Violator);
            default:
                if (draft.Outline is not null)
                {
                    Fail(Rules.OtherThanWhom, mark, at);
                }
                return Nobody;
        }
    }

    /// <summary>What happened, behind the ordinals, periods and decisions that lie between it and the clause.</summary>
    private Trigger? Occasion()
    {
        var trigger = occasion;
        while (trigger is Nth or After)
        {
            trigger = trigger is Nth nth ? nth.Of : ((After)trigger).Of;
        }
        if (trigger is OnDecision decided && decided.Decision < draft.Decisions.Count)
        {
            trigger = (draft.Decisions[decided.Decision] ?? OutlineDecision(decided.Decision))?.Upon;
        }
        return trigger is AnyOfTriggers any ? any.Triggers[0] : trigger;
    }

    private Decision? OutlineDecision(int index) =>
        draft.Outline is { } outline && index < outline.Decisions.Count ? outline.Decisions[index] : null;
}
