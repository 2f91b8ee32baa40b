using Foedus.Language.Binding;
using Foedus.Language.Core;

namespace Foedus.Language.Tests;

/// <summary>Names, ids, references, precedence, grades, readings, defaults.</summary>
public sealed class BindingTests
{
    [Theory]
    [InlineData("Party", "Parties")]
    [InlineData("armed attack on Ukraine", "armed attacks on Ukraine")]
    [InlineData("breach", "breaches")]
    [InlineData("crisis", "crises")]
    [InlineData("day", "days")]
    public void Plurals(string singular, string plural) => Assert.Equal(plural, Inflection.Plural(singular));

    [Theory]
    [InlineData("provide", "provides", "provided", "providing")]
    [InlineData("carry", "carries", "carried", "carrying")]
    [InlineData("submit", "submits", "submitted", "submitting")]
    [InlineData("hold", "holds", "held", "holding")]
    [InlineData("deploy", "deploys", "deployed", "deploying")]
    [InlineData("reach", "reaches", "reached", "reaching")]
    public void Verbs(string verb, string third, string past, string progressive)
    {
        Assert.Equal(third, Inflection.Third(verb));
        Assert.Equal(past, Inflection.Past(verb).Simple);
        Assert.Equal(progressive, Inflection.Progressive(verb));
    }

    [Theory]
    [InlineData("Guarantor", "Garantor", 1)]
    [InlineData("Guarantor", "guarantor", 0)]
    [InlineData("abc", "xyz", 3)]
    [InlineData("abcdefgh", "a", 4)]
    public void Distances(string left, string right, int distance) =>
        Assert.Equal(distance, Spelling.Distance(left, right, 3));

    [Theory]
    [InlineData("The United States", "the United States of America")]
    [InlineData("The United States of America", "the United States")]
    [InlineData("Turkey", "Türkiye")]
    public void Two_names_of_a_state_are_one_party(string declared, string used)
    {
        var core = Good(
            $"{declared} is a Party.\n1. {declared} may protest.\n2. Upon an armed attack on Ukraine, {used} shall protest within 24 hours."
        );
        var bearers = core.Clauses.Select(clause => Assert.IsType<NamedActor>(clause.Bearer.Who).Name).ToList();
        Assert.Equal([declared.Replace("The ", "", StringComparison.Ordinal), bearers[0]], bearers);
    }

    [Fact]
    public void A_state_that_needs_no_definition_goes_by_the_name_used_first()
    {
        var core = Good(
            "1. Upon an armed attack on Ukraine, South Korea shall protest within 24 hours.\n2. The Republic of Korea may protest."
        );
        Assert.Equal(
            ["South Korea", "South Korea"],
            core.Clauses.Select(clause => Assert.IsType<NamedActor>(clause.Bearer.Who).Name)
        );
    }

    [Fact]
    public void An_amendment_names_what_it_replaces_and_what_takes_its_place()
    {
        var core = Good(
            """
            1. Upon an armed attack on Ukraine, Poland shall protest within 24 hours; failing which it shall protest within 48 hours.
            2. Upon an armed attack on Ukraine, Poland shall protest within 12 hours.
            3. Poland shall not protest.
            The Change is an amendment of this Agreement.
            The Change replaces Article 2(1) by Article 2(2).
            The Change deletes Article 2(3).
            """
        );
        var rules = core.Participation.OfType<AmendingRule>().ToList();
        Assert.Equal(
            ["0>2", "3>"],
            rules.Select(rule => $"{string.Join(',', rule.Replaced)}>{string.Join(',', rule.Replacing)}")
        );
        Assert.All(rules, rule => Assert.Equal("Change", core.Terms[Assert.NotNull(rule.Term)].Name));
    }

    [Fact]
    public void Ids_tell_the_norms_of_one_paragraph_apart()
    {
        var core = Good(
            """
            1. Upon an armed attack on Ukraine, Poland shall protest within 24 hours. Poland shall not protest.
            2. Upon an armed attack on Ukraine, Poland shall protest within 24 hours; failing which it shall protest within 24 hours; failing which Ukraine may terminate this Agreement.
            3. Poland may protest.
            (a) Ukraine may protest.
            (b) Upon an armed attack on Ukraine, Ukraine shall protest within 24 hours. Upon an armed attack on Ukraine, Poland shall protest within 48 hours.
            """
        );
        Assert.Equal(
            [
                "art_2__para_1__duty",
                "art_2__para_1__prohibition",
                "art_2__para_2__duty",
                "art_2__para_2__conseq_1",
                "art_2__para_2__conseq_2",
                "art_2__para_3",
                "art_2__para_3__point_a",
                "art_2__para_3__point_b__duty",
                "art_2__para_3__point_b__duty_2",
            ],
            core.Clauses.Select(clause => clause.Id)
        );
        Assert.Equal([3, 4], core.Clauses[2..4].Select(clause => clause.Consequence ?? -1));
        Assert.Equal(new BoundActor(Core.Binding.Violator), core.Clauses[3].Bearer.Who);
    }

    [Fact]
    public void References_reach_heads_powers_and_links()
    {
        var core = Good(
            """
            1. Upon an armed attack on Ukraine, Poland shall protest within 24 hours; failing which Ukraine may terminate this Agreement.
            2. Upon a breach of Article 2(1), Ukraine shall protest within 24 hours.
            3. Upon exercise of paragraph 1, Ukraine shall protest within 24 hours.
            4. Upon a breach of this Article, Ukraine shall protest within 24 hours.
            5. Upon a breach of duty 1 of paragraph 1, Ukraine shall protest within 24 hours.
            """
        );
        Assert.Equal([0], Assert.IsType<OnNorm>(core.Clauses[2].Trigger).Clauses);
        Assert.Equal(1, Assert.IsType<OnPower>(core.Clauses[3].Trigger).Clause);
        Assert.Equal([0, 2, 3, 4, 5], Assert.IsType<OnNorm>(core.Clauses[4].Trigger).Clauses);
        Assert.Equal([0], Assert.IsType<OnNorm>(core.Clauses[5].Trigger).Clauses);
    }

    [Fact]
    public void Precedence_names_the_prevailing_clause()
    {
        var core = Good(
            "1. Notwithstanding Article 2(2), Poland may protest.\n2. Poland shall not protest.\n3. Subject to Article 2(2), Ukraine may protest."
        );
        Assert.Equal([0], core.Clauses[1].SubjectTo);
        Assert.Equal([1], core.Clauses[2].SubjectTo);
        Assert.Empty(core.Clauses[0].SubjectTo);
    }

    [Theory]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall provide at least one measure within 24 hours.",
        Slot.Object,
        3
    )]
    [InlineData("Upon an armed attack on Ukraine, Poland shall pay EUR 5 within 24 hours.", Slot.Object, 4)]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall provide appropriate measures within 24 hours.",
        Slot.Object,
        0
    )]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall provide appropriate measures (as decided by the Mission within 24 hours) within 24 hours.",
        Slot.Object,
        2
    )]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall provide such means as it deems fit within 24 hours.",
        Slot.Object,
        1
    )]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest.", Slot.Deadline, 0)]
    [InlineData("Poland shall protest every month.", Slot.Deadline, 4)]
    [InlineData("Every 2 weeks, Poland shall protest.", Slot.Deadline, 4)]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest forthwith.", Slot.Deadline, 0)]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest within 24 hours.", Slot.Trigger, 4)]
    [InlineData("Once \"things are calm\", Poland shall protest within 24 hours.", Slot.Trigger, 0)]
    [InlineData(
        "Upon an armed attack on Ukraine, any of the Guarantors in force shall protest within 24 hours.",
        Slot.Bearer,
        3
    )]
    public void Grades(string sentence, Slot slot, int grade) =>
        Assert.Equal(grade, Assert.Single(Good(sentence).Clauses[0].Grades, found => found.Slot == slot).Grade);

    [Fact]
    public void A_delegated_standard_is_a_decision_that_the_clause_hangs_on()
    {
        var core = Good(
            "Upon an armed attack on Ukraine, if the Truce holds, Poland shall provide appropriate measures (as decided by the Commission by majority within 48 hours) within 72 hours."
        );
        var decision = Assert.Single(core.Decisions);
        Assert.Equal("art_2__decision", decision.Id);
        Assert.IsType<OnEvent>(decision.Upon);
        Assert.IsType<StateHolds>(decision.If);
        Assert.Equal(new OnDecision(0, DecisionOutcome.Yes), core.Clauses[0].Trigger);
        Assert.Null(core.Clauses[0].If);
        Assert.Equal(StandardKind.Delegated, Assert.Single(core.Standards).Kind);
    }

    [Fact]
    public void Silent_texts_get_the_rules_of_the_convention_and_cite_them()
    {
        var rules = Good("Poland shall not protest.").Participation;
        Assert.All(rules, rule => Assert.StartsWith("VCLT art", rule.Default, StringComparison.Ordinal));
        Assert.Equal(
            new Threshold(ThresholdKind.Unanimity, 1, 1),
            Assert.Single(rules.OfType<EntryIntoForceRule>()).ConsentFraction
        );
        Assert.True(Assert.Single(rules.OfType<WithdrawalRule>()).Forbidden);
        Assert.True(Assert.Single(rules.OfType<SurvivalRule>()).Survives);
        Assert.Equal(12, Assert.Single(rules.OfType<ReservationRule>()).AcceptedAfter.Months);
    }

    [Fact]
    public void A_written_rule_keeps_the_default_out()
    {
        var core = Good("No Party may withdraw.");
        Assert.Null(Assert.Single(core.Participation.OfType<WithdrawalRule>()).Default);
        Assert.DoesNotContain(core.Defaults, inserted => inserted.Code == "withdrawal");
    }

    [Fact]
    public void Each_reader_has_a_core_of_its_own()
    {
        var core = Good(
            "The Truce ends on 6 February 2026.\nReading of Russia: the Truce ends on 1 February 2026.\nReading of Poland: the Truce begins on 30 January 2026."
        );
        Assert.Equal(["Russia", "Poland"], core.Readings.Select(reading => reading.Reader));
        Assert.Equal(EndOf(core) - (5 * 86_400_000L), EndOf(core.Readings[0].Agreement));
        Assert.Equal(EndOf(core), EndOf(core.Readings[1].Agreement));
        Assert.NotNull(Truce(core.Readings[1].Agreement).Begins);
        Assert.Null(Truce(core).Begins);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This Agreement is legally binding.\n")]
    public void A_reader_may_read_the_whole_as_not_binding_in_law(string text)
    {
        var core = Good($"{text}Poland shall not protest.\nReading of Russia: This Agreement is not legally binding.");

        Assert.True(Assert.Single(core.Clauses).IsBinding);
        Assert.False(Assert.Single(Assert.Single(core.Readings).Agreement.Clauses).IsBinding);
    }

    [Fact]
    public void A_reading_can_restate_a_provision()
    {
        var core = Good(
            "1. Poland shall not protest.\n2. Ukraine may protest.\nReading of Poland of Article 2(1): Poland may protest."
        );
        Assert.Equal(Modality.Prohibition, core.Clauses[0].Modality);
        Assert.Equal(Modality.Permission, core.Readings[0].Agreement.Clauses[0].Modality);
        Assert.Equal("art_2__para_1", core.Readings[0].Agreement.Clauses[0].Id);
    }

    [Fact]
    public void A_loaded_agreement_brings_its_terms_and_prefixes_its_ids()
    {
        const string Other =
            "## Article 1\n\n```foedus\nRussia is a Party.\nTo fire is an act of Russia.\n1. Russia shall not fire.\n```\n";
        var core = Compiled.Good(
            Compiled.From(
                "## Article 1\n\n```foedus\nPoland is a Party.\nTo protest is an act of any Party.\nThe Quiet is the agreement in quiet.foedus.md.\nUpon a breach of Article 1(1) of the Quiet, Poland shall protest within 24 hours.\nWhen Russia fires, Poland shall protest within 12 hours.\n```\n",
                "main.foedus.md",
                ("quiet.foedus.md", Other)
            )
        );
        Assert.Equal("quiet/art_1__para_1", core.Clauses[2].Id);
        Assert.Equal([2], Assert.IsType<OnNorm>(core.Clauses[0].Trigger).Clauses);
        Assert.Equal(
            ("Quiet", "quiet/", true),
            (core.Agreements[1].Name, core.Agreements[1].Prefix, core.Agreements[1].HasText)
        );
        Assert.Equal(1, core.Clauses[2].Agreement);
    }

    [Theory]
    [InlineData("Europe/Kyiv", "1 February 2026", "2026-02-01T21:59:59.999Z")]
    [InlineData("UTC", "2026-02-01", "2026-02-01T23:59:59.999Z")]
    [InlineData("Europe/Kyiv", "2026-03-29T12:00", "2026-03-29T09:00:00.000Z")]
    [InlineData("Europe/Kyiv", "28 March 2026 at 12:00", "2026-03-28T10:00:00.000Z")]
    [InlineData("UTC", "2026-03-01T06:00+02:00", "2026-03-01T04:00:00.000Z")]
    [InlineData("UTC", "29 February 2028", "2028-02-29T23:59:59.999Z")]
    public void Times_are_read_in_the_declared_zone(string zone, string time, string instant)
    {
        var core = Compiled.Good(
            Compiled.From(
                $"---\ntimezone: {zone}\n---\n\n## Article 1\n\n```foedus\nPoland is a Party.\nTo protest is an act of any Party.\nPoland shall protest by {time}.\n```\n"
            )
        );
        var deadline = Assert.IsType<ByInstant>(Assert.Single(core.Clauses[0].Deadlines));
        Assert.Equal(instant, DateTime.UnixEpoch.AddMilliseconds(deadline.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
    }

    [Theory]
    [InlineData("the end of 2026", "2026-12-31T21:59:59.999Z")]
    [InlineData("the end of February 2028", "2028-02-29T21:59:59.999Z")]
    [InlineData("the end of the second quarter of 2026", "2026-06-30T20:59:59.999Z")]
    public void A_named_unit_ends_at_its_last_millisecond_in_the_declared_zone(string end, string instant)
    {
        var core = Compiled.Good(
            Compiled.From(
                $"---\ntimezone: Europe/Kyiv\n---\n\n## Article 1\n\n```foedus\nPoland is a Party.\nTo protest is an act of any Party.\nPoland shall protest by {end}.\n```\n"
            )
        );
        var deadline = Assert.IsType<ByInstant>(Assert.Single(core.Clauses[0].Deadlines));
        Assert.Equal(instant, DateTime.UnixEpoch.AddMilliseconds(deadline.At).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
    }

    [Theory]
    [InlineData("In each calendar year, Poland shall protest.", "every 1y begin of year to end of year")]
    [InlineData("Poland shall protest in every quarter.", "every 3mo begin of quarter to end of quarter")]
    [InlineData("Every Friday, Poland shall protest.", "every 7d day +4d in week to end of day")]
    [InlineData("Every month on the 15th, Poland shall protest.", "every 1mo day +14d in month to end of day")]
    [InlineData("Poland shall protest on 1 July of each year.", "every 1y day +6mo in year to end of day")]
    [InlineData("Poland shall protest by 31 January of each year.", "to end of day +30d in year")]
    [InlineData("Poland shall protest by the end of each month.", "every 1mo begin of month to end of month")]
    [InlineData("Poland shall protest within 2 months after the end of each calendar year.", "to 2mo -1ms")]
    [InlineData(
        "Poland shall protest in each calendar year from 2027 to 2030.",
        "begin of year to end of year, until 2030-12-31T23:59:59.999Z"
    )]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall protest by the end of the second month following the first armed attack on Ukraine.",
        "within end of month+2 of nth(1, event(armed attack on Ukraine))"
    )]
    [InlineData(
        "On the tenth day after an armed attack on Ukraine, Poland shall protest within 2 days.",
        "upon (event(armed attack on Ukraine) + begin of day+10)"
    )]
    [InlineData("Upon its ratification, Poland shall protest within 2 days.", "this agreement by @bearer)")]
    [InlineData(
        "Poland shall protest within thirty (30) days of the date of an armed attack on Ukraine.",
        "within 30d end of day of event(armed attack on Ukraine)"
    )]
    [InlineData(
        "This Agreement enters into force on the first day of the third month following the month of the deposit of the last instrument of ratification.",
        "upon ratification by all after begin of month+3"
    )]
    [InlineData("Poland shall protest at least 3 times in each calendar year.", "content protest >= 3 times")]
    [InlineData("Poland shall not protest more than twice in any calendar month.", "content protest > 2 times")]
    [InlineData("This Agreement shall remain in force for 10 years.", "lasts 10y")]
    [InlineData(
        "Late reservations are accepted unless a Party objects within 12 months.",
        "late reservations made unless objected to within 12mo"
    )]
    [InlineData("This Agreement shall be applied provisionally from signature.", "applies provisionally for parties")]
    [InlineData(
        "After this Agreement has been in force for ten years, any Party may withdraw from this Agreement by written notice to the Depositary; withdrawal takes effect one year after receipt.",
        "withdrawal of parties 1y after notice, not before 10y in force"
    )]
    [InlineData(
        "This Agreement enters into force on the thirty-fifth day following the deposit of the twentieth instrument of ratification or accession.",
        "upon ratification or accession by 20 after begin of day+35"
    )]
    [InlineData(
        "This Agreement enters into force upon the deposit of all instruments of ratification.",
        "upon ratification by all"
    )]
    [InlineData(
        "This Agreement enters into force on the date of the last notification of the completion of their internal procedures.",
        "upon ratification or acceptance or approval by all"
    )]
    public void The_calendar_and_the_deposit_read_as_they_are_written(string sentence, string core) =>
        Assert.Contains(core, CorePrinter.Print(Good(sentence)), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall protest within 1 day; failing which Ukraine may suspend Article 2 for itself until the breach is repaired.",
        "until norm(art_2__duty, repaired)"
    )]
    [InlineData(
        "1. Upon an armed attack on Ukraine, Poland shall protest within 1 day.\n2. Upon a breach of Article 2(1), Ukraine may suspend Article 2(1) for as long as the breach lasts.",
        "until norm(art_2__para_1, repaired)"
    )]
    [InlineData(
        "Upon an armed attack on Ukraine, Ukraine may suspend this Agreement for Poland for 30 days.",
        "until (power(art_2, exercised) + 30d)"
    )]
    public void A_suspension_has_the_end_that_is_written(string sentences, string core) =>
        Assert.Contains(core, CorePrinter.Print(Good(sentences)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Poland shall protest in each year.", "FOE0415")]
    [InlineData("Poland shall protest annually.", "FOE0415")]
    [InlineData("In any period of 12 months, Poland shall not protest.", "FOE0416")]
    [InlineData("On 29 February of each year, Poland shall protest.", "FOE0417")]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall protest by the end of the month in which it began.",
        "FOE0301"
    )]
    [InlineData("This Agreement enters into force upon ratification by the majority of the signatories.", "FOE0301")]
    [InlineData(
        "This Agreement enters into force for each Party upon the deposit of the third instrument of ratification.",
        "FOE0801"
    )]
    [InlineData("Poland shall protest twice a year.", "FOE0415")]
    [InlineData("Poland shall not protest as long as the Truce holds.", "FOE0319")]
    [InlineData("Poland shall, within 24 hours of an armed attack on Ukraine, protest.", "FOE0336")]
    [InlineData("With effect from 1 May 2027, Poland shall not protest.", "FOE0338")]
    [InlineData("Poland shall protest within thirty (60) days of an armed attack on Ukraine.", "FOE0301")]
    [InlineData(
        "This Agreement remains in force until the end of the tenth year after its entry into force.",
        "FOE0301"
    )]
    [InlineData("Poland undertakes not to protest.", "FOE0346")]
    [InlineData("Poland may protest only with the prior consent of Ukraine.", "FOE0347")]
    [InlineData("Neither Party shall protest.", "FOE0333")]
    [InlineData("Both Parties shall protest by 1 May 2027.", "FOE0303")]
    [InlineData("Upon an invitation of Ukraine, Poland shall protest within 1 day.", "FOE0352")]
    [InlineData("This Agreement expires 5 years after its entry into force.", "FOE0816")]
    [InlineData("This Agreement may be extended by the Parties.", "FOE0816")]
    [InlineData("Any Party may withdraw from this Agreement on six months notice.", "FOE0817")]
    [InlineData(
        "Alarm is decided upon an armed attack on Ukraine by two thirds of the shares of the Fund, within 24 hours.",
        "FOE0516"
    )]
    public void What_has_no_clear_meaning_or_another_form_is_refused(string sentence, string code) =>
        Assert.Contains(code, Compiled.FromSentences(sentence).Diagnostics.Select(diagnostic => diagnostic.Code));

    private static Agreement Good(string sentences) => Compiled.Good(Compiled.FromSentences(sentences));

    private static StateTerm Truce(Agreement core) => core.Terms.OfType<StateTerm>().Single();

    private static long EndOf(Agreement core) => Assert.IsType<AtInstant>(Truce(core).Ends).At;

    [Theory]
    [InlineData("upon ratification by each Party")]
    [InlineData("on ratification by each Party")]
    [InlineData("on the date of ratification by each Party")]
    public void Entry_into_force_on_an_instrument_is_entry_upon_it(string when)
    {
        var rule = Assert.Single(
            Compiled
                .Good(Compiled.FromSentences($"This Agreement shall enter into force {when}."))
                .Participation.OfType<EntryIntoForceRule>(),
            rule => rule.Agreement == 0
        );

        Assert.Equal((null, null), (rule.NotBefore, rule.Delay));
        Assert.Equal(InstrumentKind.Ratification, Assert.Single(rule.Consent));
    }

    [Fact]
    public void It_at_the_head_of_a_final_clause_is_mended_to_the_agreement()
    {
        var diagnostic = Assert.Single(Compiled.FromSentences("It shall remain in force for 5 years.").Diagnostics);

        Assert.Equal(("FOE0334", "This Agreement"), (diagnostic.Code, diagnostic.Fix?.NewText));
    }

    [Fact]
    public void An_act_with_a_quantity_is_one_with_an_amount()
    {
        var core = Compiled.Good(
            Compiled.FromSentences(
                "To ship is an act of a Guarantor, with a quantity in tonnes. Poland shall ship at least 100 tonnes by 1 May 2026."
            )
        );

        var amount = Assert.IsType<PerformAct>(core.Clauses[0].Content).Amount;

        Assert.Equal((100m, "tonnes"), (amount?.Value, amount?.Unit));
    }

    [Theory]
    [InlineData("Upon an armed attack on Ukraine, Poland shall provide no fewer than two measures within 24 hours.")]
    [InlineData("Upon an armed attack on Ukraine, Poland shall provide not less than two measures within 24 hours.")]
    [InlineData("Upon an armed attack on Ukraine, Poland shall provide at least two measures within 24 hours.")]
    public void No_fewer_than_is_at_least(string sentence)
    {
        var core = Compiled.Good(Compiled.FromSentences(sentence));

        Assert.Equal(2, Assert.IsType<PerformAct>(core.Clauses[0].Content).Items?.Minimum);
    }

    [Theory]
    [InlineData("not less than", Comparison.AtLeast)]
    [InlineData("no less than", Comparison.AtLeast)]
    [InlineData("no more than", Comparison.AtMost)]
    [InlineData("not more than", Comparison.AtMost)]
    [InlineData("exactly", Comparison.Equal)]
    public void An_amount_is_compared_as_it_says(string words, Comparison comparison)
    {
        var core = Compiled.Good(
            Compiled.FromSentences(
                $"To ship is an act of a Guarantor, with an amount in tonnes. Poland shall ship {words} 100 tonnes by 1 May 2026."
            )
        );

        Assert.Equal(comparison, Assert.IsType<PerformAct>(core.Clauses[0].Content).Amount?.Comparison);
    }

    /// <summary>A treaty is one "whatever its particular designation" (VCLT art. 2(1)(a)); the words shown stay the author's.</summary>
    [Theory]
    [InlineData("This Treaty")]
    [InlineData("This Convention")]
    [InlineData("This Memorandum")]
    [InlineData("This Agreement")]
    public void What_the_agreement_calls_itself_is_the_agreement(string name)
    {
        var core = Compiled.Good(
            Compiled.FromSentences(
                $"{name} enters into force upon ratification by each Party. {name} is legally binding. While {name.Replace("This", "this", StringComparison.Ordinal)} is in force, Poland shall not protest."
            )
        );

        Assert.Contains(
            core.Participation.OfType<EntryIntoForceRule>(),
            rule => rule.Words.StartsWith($"{name} enters", StringComparison.Ordinal)
        );
        Assert.True(core.Clauses[0].IsBinding);
        Assert.IsType<IsInForce>(core.Clauses[0].While);
    }
}
