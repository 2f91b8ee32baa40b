using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms.Explaining;

namespace Foedus.Analysis.Comparing;

public sealed partial class CoreWords
{
    /// <summary>What has to be done, without who and when.</summary>
    public string Content(NormContent content) =>
        content switch
        {
            PerformAct act =>
                $"{agreement.Terms[act.Act].Name}{Items(act.Items)}{Amount(act.Amount)}{Toward(act.Toward, act.TowardEach)}{Filters(act.Filters)}",
            Keep keep => $"keep it true that {Condition(keep.Condition)}",
            Receive receive =>
                $"receive {(receive.Act is { } act ? agreement.Terms[act].Name : Items(receive.Minimum, receive.Kinds, receive.Kind).TrimStart())}{Amount(receive.Amount)}",
            ExercisePower power =>
                $"{Spaced(power.Kind)} {Target(power.Target)}{(power.By is { } by ? $", by {Threshold(by.Threshold)}" : "")}{(power.Extension is { } extension ? $" by {PeriodWords.Of(extension)}" : "")}{(power.Until is { } until ? $" until {Trigger(until)}" : "")}",
            HasNoRight { Act: { } act } => Content(act),
            HasNoRight { Power: { } power } => Content(power),
            _ => "act",
        };

    /// <summary>The act or power alone: what two drafts of one clause have in common.</summary>
    public string Core(NormContent content) =>
        content switch
        {
            PerformAct act => agreement.Terms[act.Act].Name,
            HasNoRight { Act: { } act } => agreement.Terms[act.Act].Name,
            Keep keep => $"keep {Condition(keep.Condition)}",
            ExercisePower power => $"{Spaced(power.Kind)} {Target(power.Target)}",
            _ => Content(content),
        };

    public static string Modal(Modality modality) =>
        modality switch
        {
            Modality.Duty or Modality.Maintenance => "shall",
            Modality.Prohibition => "shall not",
            Modality.Permission or Modality.Power => "may",
            Modality.Disability => "has no right to",
            _ => "should",
        };

    public string Threshold(Threshold threshold) =>
        threshold.Kind switch
        {
            ThresholdKind.Majority when threshold is { Numerator: 1, Denominator: 2 } => "a majority",
            ThresholdKind.Majority => $"more than {threshold.Numerator} of {threshold.Denominator}",
            ThresholdKind.AtLeastFraction => $"at least {threshold.Numerator} of {threshold.Denominator}",
            ThresholdKind.Unanimity => "unanimity",
            ThresholdKind.Count => $"{threshold.Numerator} votes",
            _ => "one alone",
        };

    /// <summary>A decision, stage by stage.</summary>
    public string Decision(Decision decision) =>
        $"upon {Trigger(decision.Upon)}{(decision.If is { } condition and not Always ? $", if {Condition(condition)}" : "")}: "
        + string.Join("; then ", decision.Stages.Select(Stage));

    private string Stage(Stage stage) =>
        $"{Threshold(stage.Threshold)} of {Actors(stage.Electorate.Who)}{(stage.Electorate.PresentAndVoting ? " present and voting" : "")}"
        + $"{(stage.Quorum > 0 ? $", quorum {stage.Quorum}" : "")}{(stage.Within is { } within ? $", within {PeriodWords.Of(within)}" : "")}"
        + $" (silence: {Spaced(stage.OnSilence)}, refusal: {Spaced(stage.OnRefusal)}, nobody there: {Spaced(stage.OnEmpty)})";

    public string Target(PowerTarget target)
    {
        var of = target.Of is null ? "" : $" of {Actors(target.Of)}";
        return target switch
        {
            VoteIn vote => $"the vote{of} in {agreement.Decisions[vote.Decision].Name}",
            OfClauses clauses => $"{Norms(clauses.Clauses)}{of}",
            OfAgreement whole => $"{Agreed(whole.Agreement)}{(target.Of is null ? "" : $" for {Actors(target.Of)}")}",
            OfState state => $"the {(state.Ends ? "end" : "beginning")} of the {agreement.Terms[state.Term].Name}",
            _ => "something",
        };
    }

    private string Toward(ActorSet? toward, bool isEach = false) =>
        toward is null ? ""
        : !isEach ? $" toward {Actors(toward)}"
        : toward is UnionOf all ? $" toward {Join(all.Sets.Select(Actors), "and")}"
        : $" toward each {Actors(toward)}";

    private string Items(ItemDemand? demand) =>
        demand is null
            ? ""
            : $"{Items(demand.Minimum, demand.Kinds, demand.Kind)}{Spread(demand.Spread)}{(demand.FromDeclared is { } menu ? $" from its {agreement.Terms[menu].Name}" : "")}";

    private static string Spread(ItemSpread spread) =>
        spread switch
        {
            ItemSpread.DifferentKinds => " of different kinds",
            ItemSpread.EachKind => " of each kind",
            _ => "",
        };

    private string Items(int minimum, ImmutableArray<string> kinds, int? kind) =>
        $" at least {minimum} {(kinds.IsDefaultOrEmpty ? "" : Join(kinds, "or") + " ")}{(kind is { } term ? agreement.Terms[term].Name : "item")}";

    private static string Amount(Amount? amount) =>
        amount is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $" {Compared(amount.Comparison)} {amount.Value:0.##########} {amount.Unit}"
            )
                + (
                    amount.Shares.IsDefaultOrEmpty
                        ? ""
                        : $" in shares of {string.Join(", ", amount.Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Party} {share.Share * 100:0.##} %")))}"
                );
}
