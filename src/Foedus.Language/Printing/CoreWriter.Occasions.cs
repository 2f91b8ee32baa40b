using System.Collections.Immutable;
using System.Globalization;
using Foedus.Language.Core;

namespace Foedus.Language.Printing;

/// <content>Actors, triggers, conditions.</content>
internal sealed partial class CoreWriter
{
    private string Text(ActorSet set) =>
        set switch
        {
            NamedActor named => named.Name,
            EveryParty every => every.Agreement == 0 ? "parties" : $"parties of {AgreementName(every.Agreement)}",
            RoleMembers role => TermName(role.Term),
            UnionOf union => $"({string.Join(" | ", union.Sets.Select(Text))})",
            Except except => $"({Text(except.From)} \\ {Text(except.Excluded)})",
            InForceOnly only =>
                $"{(only.OrSuspended ? "in-force-or-suspended" : "in-force")}({Text(only.Set)}{(only.Agreement == 0 ? "" : ", " + AgreementName(only.Agreement))})",
            WithConsent consent =>
                $"{Word(consent.AtLeast)}({Text(consent.Set)}{(consent.Agreement == 0 ? "" : ", " + AgreementName(consent.Agreement))})",
            BoundActor bound => "@" + Word(bound.Binding),
            _ => "?",
        };

    private string Of(ActorSet? set, string joint) => set is null ? "" : $" {joint} {Text(set)}";

    private string Text(Trigger trigger) =>
        trigger switch
        {
            FromEntryIntoForce from => $"own-entry-into-force({AgreementName(from.Agreement)})",
            OnEvent happening =>
                $"event({TermName(happening.Term)}{Of(happening.Against, "against")}{Text(happening.Filters)})",
            OnAct done =>
                $"act({TermName(done.Term)}{Of(done.Actors, "by")}{Of(done.Toward, "toward")}{Text(done.Filters)})",
            OnDecision decided => $"decision({DecisionId(decided.Decision)}, {Word(decided.Outcome)})",
            OnNorm norm =>
                $"norm({Names(norm.Clauses)}, {Word(norm.State)}{(norm.By is { } bearer ? ", by " + Text(bearer) : "")})",
            OnPower power => $"power({ClauseId(power.Clause)}, {Word(power.State)})",
            OnInstrument instrument =>
                $"instrument({Word(instrument.Kind)}, {AgreementName(instrument.Agreement)}{Of(instrument.By, "by")})",
            OnEntryIntoForce entry => $"entry-into-force({AgreementName(entry.Agreement)}{Of(entry.For, "for")})",
            OnEnd end => $"end({AgreementName(end.Agreement)}{Of(end.For, "for")})",
            OnState state => $"{(state.Begins ? "begin" : "end")}({TermName(state.Term)})",
            AtInstant instant => $"at({Instant(instant.At)})",
            AtClock clock => $"clock({TermName(clock.Term)})",
            After after => $"({Text(after.Of)} + {Text(after.Offset)})",
            Nth nth =>
                $"nth({nth.N}, {Text(nth.Of)}{(nth.PerInstance ? ", per instance" : "")}{(nth.PerParty ? ", per party" : "")})",
            AnyOfTriggers any => $"any({string.Join(", ", any.Triggers.Select(Text))})",
            OnCondition condition => $"once({Text(condition.Condition)})",
            OnSelfJudgment judged =>
                $"self-judged(\"{StandardWords(judged.Standard)}\"{(judged.Upon is { } upon ? ", upon " + Text(upon) : "")})",
            _ => "?",
        };

    private string StandardWords(int index) =>
        index >= 0 && index < agreement.Standards.Length ? agreement.Standards[index].Words : $"#{index}";

    private string Text(ImmutableArray<AttributeFilter> filters) =>
        filters.IsDefaultOrEmpty
            ? ""
            : " where "
                + string.Join(
                    " and ",
                    filters.Select(filter =>
                        filter switch
                        {
                            NumberFilter number =>
                                $"{number.Attribute} {Sign(number.Comparison)} {Number(number.Value)}",
                            TextFilter text => $"{text.Attribute} in [{string.Join(", ", text.AnyOf)}]",
                            AreaFilter area =>
                                $"{area.Attribute} {(area.Inside ? "in" : "outside")} {TermName(area.Area)}",
                            _ => "?",
                        }
                    )
                );

    private static string Sign(Comparison comparison) =>
        comparison switch
        {
            Comparison.Less => "<",
            Comparison.AtMost => "<=",
            Comparison.Equal => "=",
            Comparison.AtLeast => ">=",
            _ => ">",
        };

    private string Text(Condition condition) =>
        condition switch
        {
            Always => "true",
            Not not => $"not {Text(not.Of)}",
            And and => $"({string.Join(" and ", and.Of.Select(Text))})",
            Or or => $"({string.Join(" or ", or.Of.Select(Text))})",
            IsInForce force =>
                $"{(force.ButSuspended ? "suspended" : "in-force")}({AgreementName(force.Agreement)}{Of(force.Who, force.ForAny ? "for any" : "for")})",
            HasBeenInForce been => $"has-been-in-force({AgreementName(been.Agreement)}{Of(been.Who, "for")})",
            StateHolds state => $"holds({TermName(state.Term)})",
            WasDecided decided =>
                $"decided({DecisionId(decided.Decision)}, {Word(decided.Outcome)}{(decided.SameInstance ? ", same instance" : "")})",
            NormIs norm =>
                $"norm({ClauseId(norm.Clause)} is {Word(norm.State)}{(norm.By is { } by ? " by " + Text(by) : "")}{(norm.SameInstance ? ", same instance" : "")})",
            QuantityIs quantity =>
                $"sum({TermName(quantity.Term)} {Word(quantity.Stage)}{Of(quantity.By, "by")}) {Sign(quantity.Comparison)} {Number(quantity.Amount)}",
            CountOfActors count => $"count({Text(count.Set)}) {Sign(count.Comparison)} {count.Count}",
            OccasionCount count =>
                $"occasions({Text(count.Of)}{WindowText(count)}) {Sign(count.Comparison)} {count.Count}",
            HeldSince held => $"({Text(held.Left)} since {Text(held.Since)})",
            HeldFor held => $"({Text(held.Of)} for {Text(held.Length)})",
            ClockIs clock => $"now {(clock.AtOrAfter ? ">=" : "<")} {Instant(clock.At)}",
            OpenCondition open =>
                $"open(\"{StandardWords(open.Standard)}\", taken as {(open.Assumed ? "true" : "false")})",
            _ => "?",
        };

    private string WindowText(OccasionCount count) =>
        (count.Window is { } window ? $", last {Text(window)}{(count.WindowMustBeFull ? ", full" : "")}" : "")
        + (count.Since is { } since ? ", since " + Text(since) : "")
        + (count.GroupBy is { } group ? ", in one " + group : "");

    private string Text(NormContent content) =>
        content switch
        {
            PerformAct act => ActText(act),
            Keep keep => $"keep {Text(keep.Condition)}",
            Receive receive => "receive"
                + (receive.Act is { } act ? $" act({TermName(act)})" : "")
                + (receive.Kind is { } kind ? $" >= {receive.Minimum} {TermName(kind)}{Kinds(receive.Kinds)}" : "")
                + (receive.Amount is { } amount ? AmountText(amount) : ""),
            ExercisePower power => $"{Word(power.Kind)} {Text(power.Target)}"
                + (
                    power.By is { } vote
                        ? $" by vote: {Text(vote.Threshold)}{(vote.Quorum > 0 ? $", quorum {vote.Quorum}" : "")}"
                        : ""
                )
                + (power.Extension is { } extension ? $" by {Text(extension)}" : "")
                + (power.Until is { } until ? $" until {Text(until)}" : ""),
            HasNoRight no => "no right to "
                + (
                    no.Act is { } act ? ActText(act)
                    : no.Power is { } power ? Text(power)
                    : "?"
                ),
            _ => "?",
        };

    private string ActText(PerformAct act) =>
        TermName(act.Act)
        + Of(act.Toward, act.TowardEach ? "toward each" : "toward")
        + (
            act.Items is { } items
                ? $" >= {items.Minimum} {TermName(items.Kind)}{Kinds(items.Kinds)}{Spread(items.Spread)}{(items.FromDeclared is { } menu ? " from own " + TermName(menu) : "")}"
                : ""
        )
        + (act.Amount is { } amount ? AmountText(amount) : "")
        + Text(act.Filters);

    private static string Spread(ItemSpread spread) =>
        spread switch
        {
            ItemSpread.DifferentKinds => " of different kinds",
            ItemSpread.EachKind => " of each kind",
            _ => "",
        };

    private static string Kinds(ImmutableArray<string> kinds) =>
        kinds.IsDefaultOrEmpty ? "" : $" [{string.Join(", ", kinds)}]";

    private static string AmountText(Amount amount) =>
        $" {Sign(amount.Comparison)} {Number(amount.Value)} {amount.Unit}" + SharesText(amount.Shares);

    private static string SharesText(ImmutableArray<BurdenShare> shares) =>
        shares.IsDefaultOrEmpty
            ? ""
            : $" shared {string.Join(", ", shares.Select(share => $"{share.Party} {Number(share.Share)}"))}";

    private string Text(PowerTarget target) =>
        target switch
        {
            VoteIn vote => $"vote({DecisionId(vote.Decision)}){Of(vote.Of, "of")}",
            OfClauses clauses => $"clauses({Names(clauses.Clauses)}){Of(clauses.Of, "of")}",
            OfAgreement whole => $"agreement({AgreementName(whole.Agreement)}){Of(whole.Of, "of")}",
            OfState state => $"{(state.Ends ? "end" : "begin")}({TermName(state.Term)})",
            _ => "?",
        };

    private static string Point(GeoPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"({point.Latitude:0.######}, {point.Longitude:0.######})");
}
