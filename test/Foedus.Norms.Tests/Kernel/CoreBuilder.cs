using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>Builds cores by hand, as the compiler would lower a text.</summary>
internal sealed class CoreBuilder
{
    public static readonly SourceSpan Span = new("test", 0, 0, 1, 1);

    private readonly List<Term> _terms = [];
    private readonly List<Clause> _clauses = [];
    private readonly List<Decision> _decisions = [];
    private readonly List<ParticipationRule> _rules = [];
    private readonly List<AgreementInfo> _agreements = [new("Sketch", "", "sketch.foedus.md", true, Span)];
    private readonly List<Standard> _standards = [];
    private readonly List<ScenarioStep> _assertions = [];

    public string TimeZone { get; init; } = "UTC";

    public ImmutableArray<string> Closed { get; init; } = [];

    public int Add(Term term)
    {
        _terms.Add(term);
        return _terms.Count - 1;
    }

    public int Party(string name) => Add(new PartyTerm(name, 0, Span));

    public int Body(string name, int members = 0, ActorSet? of = null) => Add(new BodyTerm(name, 0, members, of, Span));

    public int Role(string name, ActorSet members) => Add(new RoleTerm(name, 0, members, Span));

    public int Event(string name, ActorSet reporters, ActorSet? against = null, params EventAttribute[] attributes) =>
        Add(new EventTerm(name, 0, reporters, against, [.. attributes], Span));

    public int Act(
        string name,
        ActorSet actors,
        ActorSet? toward = null,
        int? item = null,
        string? unit = null,
        QuantityStage? stage = null,
        int? quantity = null
    ) => Add(new ActTerm(name, 0, actors, toward, null, item, unit, stage, quantity, [], Span));

    public int External(string name)
    {
        _agreements.Add(new AgreementInfo(name, "", null, false, Span));
        Add(new AgreementTerm(name, 0, _agreements.Count - 1, Span));
        return _agreements.Count - 1;
    }

    public int Standard(string words)
    {
        _standards.Add(new Standard(StandardKind.SelfJudging, words, null, null, Span));
        return _standards.Count - 1;
    }

    public int Clause(
        string id,
        Modality modality,
        Trigger trigger,
        ActorSet who,
        NormContent content,
        Quantifier quantifier = Quantifier.Each,
        int atLeast = 0,
        bool includesLater = false,
        ImmutableArray<Deadline> deadlines = default,
        Condition? @if = null,
        Condition? @while = null,
        Condition? unless = null,
        Trigger? until = null,
        Recurrence? recurrence = null,
        int? consequenceOf = null,
        ImmutableArray<int> subjectTo = default
    )
    {
        var index = _clauses.Count;
        if (consequenceOf is { } above)
        {
            _clauses[above] = _clauses[above] with { Consequence = index };
        }
        _clauses.Add(
            new Clause
            {
                Id = id,
                Index = index,
                Agreement = 0,
                Modality = modality,
                IsBinding = true,
                Trigger = trigger,
                If = @if,
                While = @while,
                Unless = unless,
                Until = until,
                Recurrence = recurrence,
                Bearer = new Bearer(who, quantifier, atLeast, includesLater, Span),
                Content = content,
                Deadlines = deadlines.IsDefault ? [] : deadlines,
                ConsequenceOf = consequenceOf,
                SubjectTo = subjectTo.IsDefault ? [] : subjectTo,
                Span = Span,
                Words = id,
            }
        );
        return index;
    }

    public int Decision(string name, string id, Trigger upon, params Stage[] stages)
    {
        _decisions.Add(
            new Decision
            {
                Name = name,
                Id = id,
                Index = _decisions.Count,
                Agreement = 0,
                Upon = upon,
                Stages = [.. stages],
                Span = Span,
                Words = name,
            }
        );
        return _decisions.Count - 1;
    }

    public void Rule(ParticipationRule rule) => _rules.Add(rule);

    /// <summary>Makes the condition one that may be asked of a state.</summary>
    public T Asked<T>(T condition)
        where T : Condition
    {
        _assertions.Add(new AssertCondition(condition, false, null, Span, ""));
        return condition;
    }

    public Agreement Build() =>
        new()
        {
            Id = "sketch",
            Title = "Sketch",
            Settings = new Settings(TimeZone, false, Closed),
            Agreements = [.. _agreements],
            Terms = [.. _terms],
            Clauses = [.. _clauses],
            Decisions = [.. _decisions],
            Participation = [.. _rules],
            Guarantees = [],
            Assumptions = [],
            Standards = [.. _standards],
            Defaults = [],
            Scenarios = [new Scenario("asked", [.. _assertions], Span)],
            Readings = [],
        };

    public static Stage Stage(
        ActorSet who,
        Threshold threshold,
        Period? within,
        StageEffect silence = StageEffect.Nothing,
        StageEffect refusal = StageEffect.Nothing,
        StageEffect empty = StageEffect.Nothing,
        int? body = null,
        bool presentAndVoting = false,
        int quorum = 0
    ) =>
        new()
        {
            Electorate = new Electorate(who, body, presentAndVoting),
            Threshold = threshold,
            Quorum = quorum,
            Within = within,
            OnSilence = silence,
            OnRefusal = refusal,
            OnEmpty = empty,
            Span = Span,
        };

    public static ImmutableArray<Deadline> WithinHours(long hours) => [new Within(Period.OfHours(hours), null, Span)];

    /// <summary>In force for each party upon its ratification.</summary>
    public void InForceUponRatification(Condition? once = null, Period? delay = null) =>
        Rule(
            new EntryIntoForceRule(
                "art_9__para_1",
                0,
                true,
                new EveryParty(0),
                [InstrumentKind.Ratification],
                0,
                null,
                [],
                once,
                null,
                delay,
                Span,
                "",
                null
            )
        );

    /// <summary>In force for all declared parties from a moment.</summary>
    public void InForceFrom(long at) =>
        Rule(
            new EntryIntoForceRule(
                "art_9__para_1",
                0,
                false,
                new EveryParty(0),
                [],
                0,
                null,
                [],
                null,
                at,
                null,
                Span,
                "",
                null
            )
        );

    public void WithdrawalAfter(Period notice) =>
        Rule(new WithdrawalRule("art_9__para_2", 0, new EveryParty(0), notice, null, false, Span, "", null));
}
