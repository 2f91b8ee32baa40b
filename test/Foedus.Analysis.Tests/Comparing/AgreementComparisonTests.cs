using Foedus.Analysis.Comparing;
using Foedus.Analysis.Reporting;
using Foedus.Language.Core;

namespace Foedus.Analysis.Tests.Comparing;

public sealed class AgreementComparisonTests
{
    [Fact]
    public void An_agreement_differs_in_nothing_from_itself_under_other_numbers()
    {
        var old = new Draft("a")
            .Parties("France", "Poland")
            .Clause("art_1", Draft.Everybody, Modality.Duty, "consult")
            .Clause("art_2", Draft.Named("France"), Modality.Duty, "pay");
        var @new = new Draft("b")
            .Parties("Poland", "France")
            .Clause("art_7", Draft.Named("France"), Modality.Duty, "pay")
            .Clause("art_8", Draft.Everybody, Modality.Duty, "consult");

        var difference = AgreementComparison.Compare(old.Build(), @new.Build());

        Assert.True(difference.IsEmpty);
        Assert.Equal(["France", "Poland", Membership.AnyOther], difference.Unchanged);
    }

    [Fact]
    public void A_commitment_that_becomes_a_proposal_is_less_and_so_is_leaving_the_signatories()
    {
        var old = new Draft("draft")
            .Parties("Ukraine", "United States")
            .Clause("art_5__para_3", Draft.Named("United States"), Modality.Duty, "share intelligence")
            .Clause("art_5__para_5", Draft.Named("United States"), Modality.Duty, "support the Force");
        var @new = new Draft("final")
            .Parties("Ukraine")
            .Clause("art_5__para_3", Draft.Named("United States"), Modality.Hortatory, "support the Force");

        var difference = AgreementComparison.Compare(old.Build(), @new.Build());

        var america = Assert.Single(difference.Parties);
        Assert.Equal("the United States", america.Name);
        Assert.Equal("owes less", america.Verdict);
        Assert.Equal(
            [
                "no longer has to share intelligence",
                "support the Force: committed (\"shall\") → proposed (\"should\": hortatory, it binds politically only)",
                "it is no longer a Party: no signature",
            ],
            america.Changes.Select(change => change.Words)
        );
        Assert.Equal(
            ("art_5__para_5", "art_5__para_3"),
            (america.Changes[1].OldProvision, america.Changes[1].NewProvision)
        );

        var text = new StringWriter();
        DifferenceText.Write(difference, new FindingComparison([], []), text);
        Assert.Contains("\nThe United States owes less:\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("[Article 5(5) → Article 5(3)]", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("Nothing changes for Ukraine or any other Party.", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, 48, Direction.Less)]
    [InlineData(48, 24, Direction.More)]
    [InlineData(0, 24, Direction.More)]
    [InlineData(24, 0, Direction.Less)]
    public void A_deadline_that_moves_is_more_or_less(int before, int after, Direction direction)
    {
        var change = Assert.Single(Between(clause => With(clause, before), clause => With(clause, after)));

        Assert.Equal(("deadline", direction), (change.What, change.Direction));

        static Clause With(Clause clause, int hours) =>
            clause with
            {
                Deadlines = hours == 0 ? [] : [Draft.Hours(hours)],
            };
    }

    [Fact]
    public void A_new_condition_narrows_a_duty_and_a_dropped_one_widens_it()
    {
        var narrowed = Assert.Single(Between(clause => clause, clause => clause with { If = new IsInForce(0, null) }));
        Assert.Equal(("condition", Direction.Less), (narrowed.What, narrowed.Direction));

        var widened = Assert.Single(
            Between(clause => clause with { Unless = new IsInForce(0, null) }, clause => clause)
        );
        Assert.Equal(("excuse", Direction.More), (widened.What, widened.Direction));
    }

    [Fact]
    public void Amounts_quantifiers_and_triggers_are_compared()
    {
        var paid = Assert.Single(Between(clause => Pays(clause, 5), clause => Pays(clause, 7)));
        Assert.Equal(("content", Direction.More), (paid.What, paid.Direction));

        var anyOf = Assert.Single(
            Between(
                clause => clause,
                clause => clause with { Bearer = clause.Bearer with { Quantifier = Quantifier.AnyOf } }
            )
        );
        Assert.Equal(("quantifier", Direction.Less), (anyOf.What, anyOf.Direction));

        var upon = Assert.Single(
            Between(
                clause => clause,
                clause => clause with { Trigger = new OnInstrument(InstrumentKind.Request, 0, null) }
            )
        );
        Assert.Equal(("trigger", Direction.Less), (upon.What, upon.Direction));

        static Clause Pays(Clause clause, decimal value) =>
            clause with
            {
                Content = (PerformAct)clause.Content with { Amount = new Amount(Comparison.AtLeast, value, "EUR", []) },
            };
    }

    [Fact]
    public void Who_leaves_a_group_owes_less_and_the_rest_the_same()
    {
        var old = new Draft("a").Parties("France", "Poland").Clause("art_1", Draft.Everybody, Modality.Duty, "consult");
        var @new = new Draft("b")
            .Parties("France", "Poland")
            .Clause("art_1", new Except(Draft.Everybody, Draft.Named("Poland")), Modality.Duty, "consult");

        var poland = Assert.Single(AgreementComparison.Compare(old.Build(), @new.Build()).Parties);

        Assert.Equal("Poland", poland.Name);
        Assert.Equal("no longer has to consult", Assert.Single(poland.Changes).Words);
    }

    [Fact]
    public void A_right_that_goes_is_neither_more_nor_less()
    {
        var old = new Draft("a")
            .Parties("France")
            .Clause("art_1", Draft.Named("France"), Modality.Permission, "fly over");
        var difference = AgreementComparison.Compare(old.Build(), new Draft("b").Parties("France").Build());

        var change = Assert.Single(Assert.Single(difference.Parties).Changes);
        Assert.Equal((Direction.Otherwise, "may no longer fly over"), (change.Direction, change.Words));
    }

    [Fact]
    public void Decisions_and_rules_of_the_agreement_are_compared()
    {
        var old = new Draft("a")
            .Closed("France")
            .Vote("Determination", new Threshold(ThresholdKind.Majority, 1, 2))
            .Rule("12 months");
        var @new = new Draft("b")
            .Closed("France")
            .Vote("Determination", new Threshold(ThresholdKind.AtLeastFraction, 2, 3))
            .Rule("", "VCLT art. 56");

        var difference = AgreementComparison.Compare(old.Build(), @new.Build());

        Assert.Empty(difference.Parties);
        Assert.Equal(["decision", "rule"], difference.Rules.Select(change => change.What));
        Assert.Contains("at least 2 of 3", difference.Rules[0].New ?? "", StringComparison.Ordinal);
        Assert.Equal("silent, so VCLT art. 56 applies", difference.Rules[1].New);
    }

    private static IReadOnlyList<Change> Between(Func<Clause, Clause> old, Func<Clause, Clause> @new)
    {
        var before = new Draft("a").Closed("France").Clause("art_1", Draft.Everybody, Modality.Duty, "pay", old);
        var after = new Draft("b").Closed("France").Clause("art_1", Draft.Everybody, Modality.Duty, "pay", @new);
        return Assert.Single(AgreementComparison.Compare(before.Build(), after.Build()).Parties).Changes;
    }
}
