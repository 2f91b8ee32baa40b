using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Syntax;

namespace Foedus.Language.Parsing;

/// <content>Given and When steps of scenarios, lowered to events.</content>
internal sealed partial class SentenceParser
{
    private ScenarioState scenario = new(EmptyCore, []);

    private static readonly Agreement EmptyCore = new()
    {
        Id = "",
        Title = "",
        Settings = new Settings("UTC", TimestampsByRecorder: false, []),
        Agreements = [],
        Terms = [],
        Clauses = [],
        Decisions = [],
        Participation = [],
        Guarantees = [],
        Assumptions = [],
        Standards = [],
        Defaults = [],
        Scenarios = [],
        Readings = [],
    };

    /// <summary>A step of a scenario is being read: no occasion stands before it that “it” could be taken from.</summary>
    private bool isStep;

    private readonly List<PendingEvent> pending = [];
    private long? stepTime;
    private long? recordedTime;
    private string? stepId;
    private string? stepSubject;

    public static void ReadStep(
        Scope scope,
        Draft draft,
        Statement statement,
        ActorUniverse universe,
        ScenarioState state,
        ImmutableArray<ScenarioStep>.Builder steps
    )
    {
        // The word after the keyword is written as in the middle of a sentence.
        var parser = new SentenceParser(scope, draft, statement)
        {
            universe = universe,
            scenario = state,
            isStep = true,
        };
        parser.at = statement.First + 1;
        if (state.IsAssertion)
        {
            parser.ReadAssertion(steps);
        }
        else
        {
            parser.ReadOccurrence(steps);
        }
        draft.Nodes[statement] = parser.nodes;
    }

    private void ReadOccurrence(ImmutableArray<ScenarioStep>.Builder steps)
    {
        AcceptStepTime();
        Accept(",");
        if (Accept("the clock reaches"))
        {
            var time = ExpectTime(isEnd: false);
            FinishStep();
            scenario.Now = time;
            if (!failed && stepTime is not null)
            {
                Fail(Rules.SecondStepTime, statement.First + 1, statement.Last);
            }
            if (!failed && (recordedTime is not null || stepId is not null || stepSubject is not null))
            {
                Fail(Rules.RiderOnClock, statement.First + 1, statement.Last);
            }
            if (!failed)
            {
                steps.Add(new ScenarioClock(time, statement.Span, statement.Words));
            }
            return;
        }
        if (!failed)
        {
            ReadStepBody();
        }
        FinishStep();
        if (failed)
        {
            return;
        }
        if ((stepTime ?? scenario.Now) is not { } when)
        {
            Fail(Rules.StepWithoutTime, statement.First, statement.Last);
            return;
        }
        scenario.Now = when;
        if (stepId is not null && pending.Count != 1)
        {
            Fail(Rules.IdOfSeveral, statement.First + 1, statement.Last, stepId);
            return;
        }
        foreach (var one in pending)
        {
            steps.Add(
                new ScenarioEvent(
                    one.Type,
                    one.Author,
                    when,
                    recordedTime,
                    stepSubject,
                    stepId,
                    one.Data.ToImmutable(),
                    statement.Span,
                    statement.Words
                )
            );
        }
    }

    private void AcceptStepTime()
    {
        if (AtEnd || failed || !(Text(at) is "on" or "at" or "since" && SeesTimeAt(at + 1)))
        {
            return;
        }
        var mark = at;
        at++;
        if (stepTime is not null)
        {
            Fail(Rules.SecondStepTime, mark, at + 1);
            return;
        }
        stepTime = ExpectTime(isEnd: false);
    }

    /// <summary>Riders: when it was reported, its id, its subject, and a time that stands last.</summary>
    private void FinishStep()
    {
        while (!failed && !AtEnd)
        {
            var mark = at;
            Accept(",");
            if (Accept("reported on") || Accept("reported at"))
            {
                recordedTime = ExpectTime(isEnd: false);
            }
            else if (Accept("as"))
            {
                stepId = ExpectQuoted();
            }
            else if (Accept("in case"))
            {
                stepSubject = ExpectQuoted();
            }
            else if (Text(at) is "on" or "at" or "since" && SeesTimeAt(at + 1))
            {
                AcceptStepTime();
            }
            else
            {
                at = mark;
                FailLeftOver();
            }
        }
        if (!failed && recordedTime < (stepTime ?? scenario.Now ?? 0))
        {
            Fail(Rules.RecordedBefore, statement.First + 1, statement.Last);
        }
    }

    private PendingEvent AddPending(string type, string author)
    {
        var made = new PendingEvent(type, author);
        pending.Add(made);
        return made;
    }

    private void ReadStepBody()
    {
        if (AgreementAt(at) is { } target && Text(target.Next) is "is" or "enters" or "ends" or "entered" or "ended")
        {
            at = target.Next;
            ReadAgreementStep(target.Agreement);
            return;
        }
        if (Text(at) is "member" or "members" && SeesNumber(at + 1))
        {
            ReadMemberVotes();
            return;
        }
        var start = Text(at) is "a" or "an" or "the" or "another" or "any" ? at + 1 : at;
        if (MatchAt(start, SymbolKind.Any).Symbol?.Kind == SymbolKind.Event)
        {
            ReadHappening(author: null);
            return;
        }
        var mark = at;
        var phrase = ExpectActorPhrase();
        var names = NamesOf(phrase);
        if (!names.IsEmpty)
        {
            ReadActorStep(names, mark);
        }
    }

    /// <summary>Those whom the words name one by one; an error, and empty, where they name nobody in particular.</summary>
    /// <param name="mayBeAny">Behind a denial “France or Poland” is neither.</param>
    private ImmutableArray<string> NamesOf(ActorPhrase phrase, bool mayBeAny = false)
    {
        ImmutableArray<string> names = phrase.Set switch
        {
            NamedActor named => [named.Name],
            UnionOf union when union.Sets.All(set => set is NamedActor) =>
            [
                .. union.Sets.Select(set => ((NamedActor)set).Name),
            ],
            _ => [],
        };
        if (failed)
        {
            return names;
        }
        if (names.IsEmpty)
        {
            Fail(Rules.StepNeedsNames, phrase.First, phrase.Last, WordsOf(phrase.First, phrase.Last));
        }
        else if (names.Length > 1 && !mayBeAny && SaysOr(phrase))
        {
            Fail(Rules.OneOfSeveral, phrase.First, phrase.Last, WordsOf(phrase.First, phrase.Last));
            return [];
        }
        return names;
    }

    private bool SaysOr(ActorPhrase phrase)
    {
        for (var i = phrase.First; i < phrase.Last; i++)
        {
            if (Text(i) == "or")
            {
                return true;
            }
        }
        return false;
    }

    private void ReadAgreementStep(int agreement)
    {
        var info = scope.Agreements[agreement];
        var starts = AcceptAny("is in force", "enters into force", "entered into force") is not null;
        if (!starts && AcceptAny("ends", "ended") is null)
        {
            FailExpected("“is in force since”, “enters into force” or “ends”");
            return;
        }
        if (agreement == 0)
        {
            Fail(Rules.ForceByInstruments, statement.First + 1, at, info.Name);
            return;
        }
        if (info.HasText)
        {
            AddPending("instrument.deposited", Depositary())
                .With("kind", starts ? "entry into force" : "end")
                .With("agreement", info.Name);
        }
        else
        {
            AddPending("occurrence.reported", Depositary())
                .With("event", $"{(starts ? "entry into force" : "end")} of the {info.Name}");
        }
    }

    private string Depositary() =>
        scenario.Core.Participation.OfType<DepositaryRule>().FirstOrDefault(rule => rule.Agreement == Agreement)?.Name
        ?? "Depositary";

    private void ReadMemberVotes()
    {
        at++;
        var mark = at;
        var members = ImmutableArray.CreateBuilder<string>();
        var highest = 0;
        do
        {
            var number = ExpectCount();
            highest = Math.Max(highest, number);
            members.Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        } while (!failed && (Accept(",") || Accept("and")));
        Expect("of");
        var body = ExpectSymbol(SymbolKind.Body, "a body");
        if (
            !failed
            && body is not null
            && draft.TermAt(body.Index) is BodyTerm { Members: var seats }
            && highest > seats
        )
        {
            Fail(
                Rules.NoSuchMember,
                mark,
                at,
                body.Name,
                highest.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        }
        var (vote, decision) = ReadVote();
        foreach (var member in members)
        {
            AddPending("vote.cast", body?.Name ?? "")
                .With("decision", decision)
                .With("vote", vote)
                .With("member", member);
        }
    }

    /// <summary>"vote for Determination", "votes against Article 3(2)", "abstains on Determination".</summary>
    private (string Vote, string Decision) ReadVote()
    {
        AcceptStepTime();
        var vote = AcceptAny(
            "vote for",
            "votes for",
            "voted for",
            "vote against",
            "votes against",
            "voted against",
            "abstain on",
            "abstains on",
            "abstained on"
        );
        if (vote is null)
        {
            FailExpected("“votes for”, “votes against” or “abstains on”");
        }
        var word =
            vote?.EndsWith("for", StringComparison.Ordinal) == true ? "yes"
            : vote?.EndsWith("on", StringComparison.Ordinal) == true ? "abstain"
            : "no";
        return (word, ReadDecided());
    }

    /// <summary>The decision's name, or the reference of a power that is exercised by vote.</summary>
    private string ReadDecided()
    {
        Accept("the power under");
        if (SeesReference())
        {
            var mark = at;
            var clauses = ExpectReference(ReferenceTo.Powers);
            if (!failed && clauses.Length != 1)
            {
                Fail(Rules.AmbiguousReference, mark, at, WordsOf(mark, at), "powers");
            }
            return clauses.Length == 1 ? ClauseId(clauses[0]) : "";
        }
        if (SeesQuoted())
        {
            var words = ExpectQuoted();
            Expect("under");
            var label = at;
            return ReadProvision(out _, out _) ? $"{words} under {WordsOf(label, at)}" : "";
        }
        return ExpectSymbol(SymbolKind.Decision, "a decision")?.Name ?? "";
    }

    private string ClauseId(int clause) =>
        clause < scenario.Core.Clauses.Length ? scenario.Core.Clauses[clause].Id : "";

    /// <summary>"an armed attack on Ukraine occurs with 12 deaths", or "[reports] an armed attack …" when the author is known.</summary>
    private void ReadHappening(string? author)
    {
        var mark = at;
        AcceptArticle();
        Accept("another");
        Accept("any");
        var match = Match(SymbolKind.Event);
        if (match.Symbol is null || draft.TermAt(match.Symbol.Index) is not EventTerm happening)
        {
            ExpectSymbol(SymbolKind.Event, "an event");
            return;
        }
        at += match.Length;
        Close(mark, SyntaxKind.Trigger);
        var data = new PendingEvent("occurrence.reported", "").With("event", happening.Name);
        ReadParticulars(happening.Attributes, happening.Name, data);
        if (author is null && AcceptAny("occurs", "occurred", "takes place", "occur") is null)
        {
            FailExpected("“occurs”");
        }
        ReadParticulars(happening.Attributes, happening.Name, data);
        if (failed)
        {
            return;
        }
        author ??= DefaultReporter(happening, mark);
        var made = AddPending("occurrence.reported", author);
        made.Data.AddRange(data.Data);
    }

    /// <summary>Who reports when a step does not say: the first named actor among the authorised, else the first party that may be among them.</summary>
    private string DefaultReporter(EventTerm happening, int mark)
    {
        if (FirstNamed(happening.Reporters) is { } named)
        {
            return named;
        }
        foreach (var term in scenario.Core.Terms)
        {
            if (term is PartyTerm && universe.MayOverlap(new NamedActor(term.Name), happening.Reporters))
            {
                return term.Name;
            }
        }
        if (happening.Reporters is EveryParty)
        {
            return Depositary();
        }
        Fail(Rules.StepNeedsReporter, mark, at, happening.Name);
        return "";
    }

    private static string? FirstNamed(ActorSet set) =>
        set switch
        {
            NamedActor named => named.Name,
            UnionOf union => union.Sets.Select(FirstNamed).FirstOrDefault(name => name is not null),
            _ => null,
        };

    /// <summary>"against Poland", "with 12 deaths", "with sector "north"", "at (48.0, 37.9)", in any order.</summary>
    private void ReadParticulars(ImmutableArray<EventAttribute> attributes, string term, PendingEvent data)
    {
        while (!failed && !AtEnd)
        {
            var mark = at;
            var comma = Accept(",");
            if ((Sees("against") || Sees("on")) && SeesActorAt(at + 1) && !SeesTimeAt(at + 1))
            {
                at++;
                data.With("against", ExpectPartyName());
            }
            else if (Sees("at ("))
            {
                at++;
                var point = ExpectPoint();
                var place = attributes.FirstOrDefault(attribute => attribute.Type == AttributeType.Place);
                if (place is null)
                {
                    Fail(Rules.NoPlace, mark, at, term);
                    return;
                }
                data.With(place.Name, FormattableString.Invariant($"{point.Latitude}, {point.Longitude}"));
            }
            else if (
                Accept("with")
                || (comma && attributes.Length > 0 && SeesNumber(at))
                || (Text(mark) == "and" && Accept("and"))
            )
            {
                ReadParticular(attributes, term, data);
            }
            else
            {
                at = mark;
                return;
            }
            if (Text(at) == "and" && SeesParticular(attributes, at + 1))
            {
                at++;
                ReadParticular(attributes, term, data);
            }
        }
    }

    private bool SeesParticular(ImmutableArray<EventAttribute> attributes, int index) =>
        SeesNumber(index) || attributes.Any(attribute => Matches(index, attribute.Name) > 0);

    private void ReadParticular(ImmutableArray<EventAttribute> attributes, string term, PendingEvent data)
    {
        if (TryNumber(at, out var number))
        {
            at++;
            if (ExpectAttribute(attributes, term, AttributeType.Number) is { } counted)
            {
                data.With(counted.Name, number);
            }
            return;
        }
        Accept("the");
        if (ExpectAttribute(attributes, term, null) is not { } attribute)
        {
            return;
        }
        if (attribute.Type == AttributeType.Number)
        {
            Accept("of");
            data.With(attribute.Name, ExpectNumber());
        }
        else
        {
            data.With(
                attribute.Name,
                attribute.Type == AttributeType.Party && !SeesQuoted() ? ExpectPartyName() : ExpectQuoted()
            );
        }
    }
}
