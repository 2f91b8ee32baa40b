using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;
using Foedus.Norms.Explaining;

namespace Foedus.Analysis.Comparing;

public sealed partial class CoreWords
{
    public string Trigger(Trigger trigger) =>
        trigger switch
        {
            FromEntryIntoForce from => $"entry into force of {Agreed(from.Agreement)}",
            OnEvent on =>
                $"{Article(agreement.Terms[on.Term].Name)}{(on.Against is null ? "" : $" against {Actors(on.Against)}")}{Filters(on.Filters)}",
            OnAct on =>
                $"{(on.Actors is null ? "anyone" : Actors(on.Actors))} doing: {agreement.Terms[on.Term].Name}{(on.Toward is null ? "" : $" toward {Actors(on.Toward)}")}{Filters(on.Filters)}",
            OnDecision { Outcome: DecisionOutcome.Yes } on => agreement.Decisions[on.Decision].Name,
            OnDecision on => $"{Spaced(on.Outcome)} on {agreement.Decisions[on.Decision].Name}",
            OnNorm { By: { } by } on => $"{Trigger(on with { By = null })} by {Actors(by)}",
            OnNorm { State: NormState.Violated } on => $"a breach of {Norms(on.Clauses)}",
            OnNorm { State: NormState.Fulfilled } on => $"performance of {Norms(on.Clauses)}",
            OnNorm on => $"{Spaced(on.State)}: {Norms(on.Clauses)}",
            OnPower on => $"{Spaced(on.State)}: {Norms([on.Clause])}",
            OnInstrument on =>
                $"{Spaced(on.Kind)}{(on.Agreement == 0 ? "" : $" of {Agreed(on.Agreement)}")}{(on.By is null ? "" : $" by {Actors(on.By)}")}",
            OnEntryIntoForce on =>
                $"entry into force of {Agreed(on.Agreement)}{(on.For is null ? "" : $" for {Actors(on.For)}")}",
            OnEnd on => $"the end of {Agreed(on.Agreement)}{(on.For is null ? "" : $" for {Actors(on.For)}")}",
            OnState on => $"the {(on.Begins ? "beginning" : "end")} of the {agreement.Terms[on.Term].Name}",
            AtInstant at => Instant(at.At),
            AtClock at => agreement.Terms[at.Term].Name,
            After after => $"{PeriodWords.Of(after.Offset)} after {Trigger(after.Of)}",
            Nth nth =>
                $"{Trigger(nth.Of)} for the {Ordinal(nth.N)} time{(nth.PerParty ? " by the same Party" : "")}{(nth.PerInstance ? " in the same case" : "")}",
            AnyOfTriggers any => Join(any.Triggers.Select(Trigger), "or"),
            OnCondition on => $"once {Condition(on.Condition)}",
            OnSelfJudgment on => $"once it judges itself that {agreement.Standards[on.Standard].Words}",
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "Unknown trigger."),
        };

    /// <summary>The trigger with the word that leads it in.</summary>
    public string Upon(Trigger trigger) =>
        trigger switch
        {
            OnCondition or OnSelfJudgment => Trigger(trigger),
            AtInstant or AtClock => $"at {Trigger(trigger)}",
            After => Trigger(trigger),
            _ => $"upon {Trigger(trigger)}",
        };

    public string Condition(Condition condition) =>
        condition switch
        {
            Always => "always",
            Not not => $"it is not so that {Condition(not.Of)}",
            And and => $"({Join(and.Of.Select(Condition), "and")})",
            Or or => $"({Join(or.Of.Select(Condition), "or")})",
            IsInForce force =>
                $"{Agreed(force.Agreement)} is {(force.ButSuspended ? "suspended" : "in force")}{(force.Who is null ? "" : $" for {(force.ForAny ? "any " : "")}{Actors(force.Who)}")}",
            HasBeenInForce force =>
                $"{Agreed(force.Agreement)} has entered into force{(force.Who is null ? "" : $" for {Actors(force.Who)}")}",
            StateHolds state => $"the {agreement.Terms[state.Term].Name} holds",
            WasDecided decided =>
                $"{agreement.Decisions[decided.Decision].Name} was decided: {Spaced(decided.Outcome)}{(decided.SameInstance ? " in the same case" : "")}",
            NormIs norm =>
                $"{Norms([norm.Clause])} is {Spaced(norm.State)}{(norm.By is { } by ? $" by {Actors(by)}" : "")}{(norm.SameInstance ? " in the same case" : "")}",
            QuantityIs quantity => string.Create(
                CultureInfo.InvariantCulture,
                $"{Compared(quantity.Comparison)} {quantity.Amount} of the {agreement.Terms[quantity.Term].Name} is {Spaced(quantity.Stage)}{(quantity.By is null ? "" : $" by {Actors(quantity.By)}")}"
            ),
            CountOfActors count => $"{Compared(count.Comparison)} {count.Count} of: {Actors(count.Set)}",
            OccasionCount count =>
                $"{Compared(count.Comparison)} {count.Count} of: {Trigger(count.Of)}{(count.GroupBy is null ? "" : $" in one {count.GroupBy}")}{Window(count)}",
            HeldSince held => $"{Condition(held.Left)} ever since {Trigger(held.Since)}",
            HeldFor held => $"{Condition(held.Of)} for {PeriodWords.Of(held.Length)}",
            ClockIs clock =>
                $"it is {(clock.AtOrAfter ? "" : "before ")}{Instant(clock.At)}{(clock.AtOrAfter ? " or later" : "")}",
            OpenCondition open => $"\"{agreement.Standards[open.Standard].Words}\"",
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Unknown condition."),
        };

    private string Window(OccasionCount count) =>
        (count.Window, count.Since) switch
        {
            ({ } window, _) => $" in the last {PeriodWords.Of(window)}{(count.WindowMustBeFull ? ", all of it" : "")}",
            (_, { } since) => $" since {Trigger(since)}",
            _ => "",
        };

    /// <summary>Provisions by what they say, as their numbers differ between drafts.</summary>
    private string Norms(ImmutableArray<int> clauses) =>
        Join(
            clauses
                .Select(index => agreement.Clauses[index])
                .Select(clause => $"\"{Bearer(clause.Bearer)} {Modal(clause.Modality)} {Content(clause.Content)}\""),
            "or"
        );

    private string Filters(ImmutableArray<AttributeFilter> filters) =>
        filters.IsDefaultOrEmpty ? "" : $" {string.Join(" ", filters.Select(Filter))}";

    private string Filter(AttributeFilter filter) =>
        filter switch
        {
            NumberFilter number => string.Create(
                CultureInfo.InvariantCulture,
                $"with {Compared(number.Comparison)} {number.Value} {number.Attribute}"
            ),
            TextFilter text => $"with {text.Attribute} {Join(text.AnyOf.Select(value => $"\"{value}\""), "or")}",
            AreaFilter area => $"{(area.Inside ? "in" : "outside")} the {agreement.Terms[area.Area].Name}",
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Unknown filter."),
        };

    private static string Compared(Comparison comparison) =>
        comparison switch
        {
            Comparison.Less => "fewer than",
            Comparison.AtMost => "at most",
            Comparison.Equal => "exactly",
            Comparison.AtLeast => "at least",
            _ => "more than",
        };

    private static string Article(string name) =>
        name.Length > 0 && "aeiouAEIOU".Contains(name[0], StringComparison.Ordinal) ? $"an {name}" : $"a {name}";

    private static string Ordinal(int n) =>
        n switch
        {
            1 => "first",
            2 => "second",
            3 => "third",
            _ => string.Create(CultureInfo.InvariantCulture, $"{n}th"),
        };
}
