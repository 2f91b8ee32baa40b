using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Language.Parsing;

namespace Foedus.Language.Binding;

/// <summary>
/// What the compiler adds where the text is silent, each with the provision it comes from: the Vienna Convention on the Law of Treaties (VCLT) for the life of the agreement,
/// the rules of this language for time and votes. A rule that is inserted acts like a written one and is cited by every output that rests on it.
/// </summary>
internal static class Defaults
{
    private static readonly ImmutableArray<InstrumentKind> Consents =
    [
        InstrumentKind.Signature,
        InstrumentKind.Ratification,
        InstrumentKind.Acceptance,
        InstrumentKind.Approval,
        InstrumentKind.Accession,
    ];

    public static void Insert(Draft draft, Closure closure)
    {
        foreach (var unit in closure.Units)
        {
            var top = unit.Source.Span(0, 0);
            InsertSettings(draft, unit, top);
            InsertEntry(draft, unit, top);
            InsertExit(draft, unit, top);
            InsertChange(draft, unit, top);
        }
        InsertVotes(draft);
        InsertFirstUnits(draft);
    }

    /// <summary>A unit of the calendar that is running when a clause begins to bind is whole for nobody.</summary>
    private static void InsertFirstUnits(Draft draft)
    {
        foreach (var clause in draft.Clauses)
        {
            if (
                clause
                    is {
                        Recurrence: { IsWholeUnit: true, Every.Edge.Unit: var unit },
                        Deadlines.IsEmpty: true,
                        Modality: Modality.Duty or Modality.Hortatory
                    }
                && unit >= CalendarUnit.Week
            )
            {
                var name = unit.ToString().ToLowerInvariant();
                Note(
                    draft,
                    "first-unit",
                    "VCLT art. 28",
                    $"What is due in each {name} is first due in the one that begins with the clause, or next after it: a {name} that is running is whole for nobody.",
                    clause.Span,
                    clause.Index
                );
            }
        }
    }

    private static bool Has<T>(Draft draft, int agreement)
        where T : ParticipationRule => draft.Participation.Exists(rule => rule is T && rule.Agreement == agreement);

    private static void Note(
        Draft draft,
        string code,
        string provision,
        string says,
        SourceSpan span,
        int? clause = null
    ) => draft.Defaults.Add(new InsertedDefault(code, provision, says, clause, span));

    private static void Add(Draft draft, ParticipationRule rule, string code)
    {
        draft.Participation.Add(rule);
        Note(draft, code, rule.Default ?? "", rule.Words, rule.Span);
    }

    private static void InsertSettings(Draft draft, Unit unit, SourceSpan top)
    {
        if (!unit.FrontMatter.Exists(entry => entry.Key == "timezone"))
        {
            Note(
                draft,
                "time-zone",
                "language rule 4",
                "Days, months and years are counted in UTC, by the Gregorian calendar.",
                top
            );
        }
        if (!unit.FrontMatter.Exists(entry => entry.Key == "timestamps"))
        {
            Note(draft, "timestamps", "language rule 4", "An event happened when its author says it did.", top);
        }
    }

    private static void InsertEntry(Draft draft, Unit unit, SourceSpan top)
    {
        var all = new EveryParty(unit.Agreement);
        if (
            !draft
                .Participation.OfType<EntryIntoForceRule>()
                .Any(rule => rule.Agreement == unit.Agreement && !rule.IsForLater)
        )
        {
            var rule = new EntryIntoForceRule(
                unit.Prefix + "vclt_24_2",
                unit.Agreement,
                PerParty: false,
                all,
                Consents,
                0,
                new Threshold(ThresholdKind.Unanimity, 1, 1),
                [],
                null,
                null,
                null,
                top,
                "The agreement enters into force once all its parties have consented to be bound.",
                "VCLT art. 24(2)"
            );
            Add(draft, rule, "entry-into-force");
            Note(
                draft,
                "consent",
                "VCLT arts 11, 12, 14",
                "Consent is given by signature, ratification, acceptance, approval or accession.",
                top
            );
        }
        foreach (
            var rule in draft
                .Participation.OfType<EntryIntoForceRule>()
                .Where(rule => rule.Agreement == unit.Agreement && !rule.PerParty)
                .Where(_ => !draft.Participation.Exists(rule => rule is EntryIntoForceRule { IsForLater: true }))
                .ToList()
        )
        {
            Note(
                draft,
                "later-party",
                "VCLT art. 24(3)",
                "For a party that consents after the entry into force, the agreement is in force from its consent.",
                rule.Span
            );
            break;
        }
        if (!Has<DepositaryRule>(draft, unit.Agreement))
        {
            Add(
                draft,
                new DepositaryRule(
                    unit.Prefix + "vclt_76",
                    unit.Agreement,
                    "Depositary",
                    top,
                    "Instruments are deposited with a depositary.",
                    "VCLT art. 76"
                ),
                "depositary"
            );
        }
        Note(draft, "deposit", "VCLT art. 16", "An instrument takes effect when it is deposited or notified.", top);
        Note(
            draft,
            "no-retroactivity",
            "VCLT art. 28",
            "The agreement does not bind a party for what took place before it entered into force for that party.",
            top
        );
    }

    private static void InsertExit(Draft draft, Unit unit, SourceSpan top)
    {
        if (!Has<WithdrawalRule>(draft, unit.Agreement))
        {
            var rule = new WithdrawalRule(
                unit.Prefix + "vclt_56",
                unit.Agreement,
                new EveryParty(unit.Agreement),
                default,
                null,
                Forbidden: true,
                top,
                "The agreement is not open to withdrawal; it can end by consent of all parties.",
                "VCLT arts 54(b), 56(1)"
            );
            Add(draft, rule, "withdrawal");
        }
        if (!Has<SurvivalRule>(draft, unit.Agreement))
        {
            var rule = new SurvivalRule(
                unit.Prefix + "vclt_70_1_b",
                unit.Agreement,
                null,
                [],
                Survives: true,
                top,
                "Withdrawal or termination does not affect a right, duty or situation created before it.",
                "VCLT art. 70(1)(b)"
            );
            Add(draft, rule, "survival");
        }
        foreach (var clause in draft.Clauses)
        {
            if (
                clause
                    is {
                        Modality: Modality.Power,
                        Content: ExercisePower { Kind: PowerKind.Suspend or PowerKind.Terminate, Target: OfAgreement }
                    }
                && clause.Agreement == unit.Agreement
            )
            {
                Note(
                    draft,
                    "operation",
                    "VCLT arts 57, 60, 65",
                    "Suspension or termination takes effect as the agreement provides, when the power is exercised.",
                    clause.Span,
                    clause.Index
                );
            }
        }
    }

    private static void InsertChange(Draft draft, Unit unit, SourceSpan top)
    {
        if (!Has<ReservationRule>(draft, unit.Agreement))
        {
            var rule = new ReservationRule(
                unit.Prefix + "vclt_19",
                unit.Agreement,
                Permitted: true,
                [],
                new Period(0, 12, 0, 0),
                top,
                "A party may make a reservation when it consents; another accepts it by not objecting within twelve months.",
                "VCLT arts 19, 20(4), 20(5)"
            );
            Add(draft, rule, "reservations");
        }
        if (!Has<AmendmentRule>(draft, unit.Agreement))
        {
            var rule = new AmendmentRule(
                unit.Prefix + "vclt_39",
                unit.Agreement,
                new Threshold(ThresholdKind.Unanimity, 1, 1),
                new EveryParty(unit.Agreement),
                BindsAll: false,
                top,
                "The agreement may be amended by agreement of the parties; an amendment binds those that accept it.",
                "VCLT arts 39, 40(4)"
            );
            Add(draft, rule, "amendment");
        }
        if (!Has<ForceRule>(draft, unit.Agreement))
        {
            Note(draft, "binding", "VCLT art. 26", "The agreement, once in force, binds its parties.", top);
        }
    }

    private static void InsertVotes(Draft draft)
    {
        foreach (var decision in draft.Decisions.OfType<Decision>())
        {
            if (decision.Stages.Any(stage => stage.Quorum == 0 && stage.Threshold.Kind != ThresholdKind.Single))
            {
                Note(
                    draft,
                    "quorum",
                    "language rule 5",
                    $"{decision.Name} needs no quorum; a tie is a refusal.",
                    decision.Span
                );
            }
            Note(
                draft,
                "last-stage",
                "language rule 5",
                $"Silence at the last stage of {decision.Name} decides nothing.",
                decision.Span
            );
        }
    }
}
