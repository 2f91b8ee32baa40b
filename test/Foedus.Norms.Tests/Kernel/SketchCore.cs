using Foedus.Language.Core;
using static Foedus.Norms.Tests.Kernel.CoreBuilder;

namespace Foedus.Norms.Tests.Kernel;

/// <summary>The sketch treaty of the design, lowered by hand.</summary>
internal static class SketchCore
{
    public static Agreement Build()
    {
        var core = new CoreBuilder();
        core.Party("Ukraine");
        var guarantor = core.Role("Guarantor", new Except(new EveryParty(0), new NamedActor("Ukraine")));
        var commission = core.Body("Special Commission", 5);
        core.Body("Monitoring Mission");
        var attack = core.Event(
            "armed attack on Ukraine",
            new UnionOf([new EveryParty(0), new NamedActor("Monitoring Mission")])
        );
        var ceasefire = core.External("Ceasefire");
        var guarantors = new RoleMembers(guarantor);
        var ukraine = new NamedActor("Ukraine");
        var measure = core.Add(new KindTerm("measure", 0, ["military", "diplomatic", "economic", "legal"], Span));
        var consult = core.Act("consult", guarantors, ukraine);
        var provide = core.Act("provide", guarantors, ukraine, measure);
        var package = core.Add(
            new MenuTerm("declared package", 0, measure, guarantors, InstrumentKind.Ratification, 1, 0, Span)
        );
        var inForce = new InForceOnly(guarantors, 0);
        var onAttack = new OnEvent(attack, [], null);
        var determination = core.Decision(
            "Determination",
            "art_2",
            onAttack,
            Stage(
                new NamedActor("Special Commission"),
                new Threshold(ThresholdKind.Majority, 1, 2),
                Period.OfHours(24),
                StageEffect.Next,
                StageEffect.Next,
                body: commission
            ),
            Stage(
                inForce,
                new Threshold(ThresholdKind.AtLeastFraction, 2, 3),
                Period.OfHours(24),
                empty: StageEffect.Fails
            )
        );
        var made = new OnDecision(determination, DecisionOutcome.Yes);
        core.Clause(
            "art_3__para_1",
            Modality.Duty,
            made,
            inForce,
            new PerformAct(consult, ukraine, null, null, []),
            deadlines: WithinHours(24)
        );
        var supply = core.Clause(
            "art_3__para_2__duty",
            Modality.Duty,
            made,
            inForce,
            new PerformAct(provide, ukraine, new ItemDemand(measure, 1, [], package), null, []),
            deadlines: WithinHours(72)
        );
        core.Clause(
            "art_3__para_2__conseq_1",
            Modality.Power,
            new OnNorm([supply], NormState.Violated),
            new Except(inForce, new BoundActor(Binding.Violator)),
            new ExercisePower(
                PowerKind.Suspend,
                new VoteIn(determination, new BoundActor(Binding.Violator)),
                new VoteRule(new Threshold(ThresholdKind.Majority, 1, 2), 0),
                null
            ),
            deadlines: [new Within(new Period(0, 0, 30, 0), null, Span)],
            consequenceOf: supply
        );
        core.InForceUponRatification(new HasBeenInForce(ceasefire, null));
        core.WithdrawalAfter(new Period(0, 12, 0, 0));
        core.Rule(new SurvivalRule("art_4__para_3", 0, onAttack, [], true, Span, "", null));
        return core.Build();
    }
}
