using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Rehearsing;

/// <summary>Everybody who may act in a rehearsal, and what the plan says of each.</summary>
internal sealed class Cast
{
    private readonly StressPlan plan;
    private readonly Dictionary<(int Actor, string Kind), Variable> variables = [];
    private readonly Dictionary<string, int> players = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Member), RehearsedActor> byName = [];

    /// <param name="isApart">Takes nobody for interchangeable: slower, and the same.</param>
    public Cast(Setting setting, StressPlan plan, bool isApart = false)
    {
        this.plan = plan;
        var actors = ImmutableArray.CreateBuilder<RehearsedActor>();
        foreach (var party in setting.Possible.Parties)
        {
            Add(party, 0, setting.IsUnnamed(party) ? "parties" : party, isParty: true);
        }
        foreach (var body in setting.Agreement.Terms.OfType<BodyTerm>().Where(body => body.ComposedOf is null))
        {
            for (var member = Math.Min(1, body.Members); member <= body.Members; member++)
            {
                Add(body.Name, member, $"body {body.Name}", isParty: false);
            }
        }
        Actors = actors.ToImmutable();

        void Add(string name, int member, string @class, bool isParty)
        {
            var player = players.TryGetValue(name, out var known) ? known : players[name] = players.Count;
            var actor = new RehearsedActor(
                actors.Count,
                name,
                member,
                isApart ? $"{name} {member}" : @class,
                player,
                isParty
            );
            actors.Add(actor);
            byName[(name, member)] = actor;
        }
    }

    public ImmutableArray<RehearsedActor> Actors { get; }

    public int Players => players.Count;

    public string NameOf(int player) => players.First(entry => entry.Value == player).Key;

    /// <summary>Those asked so far.</summary>
    public IEnumerable<Variable> Variables => variables.Values;

    public RehearsedActor? Find(string name, int member) => byName.GetValueOrDefault((name, member));

    public Variable Duty(RehearsedActor actor, string act) =>
        Of(actor, "duty " + act, () => Outcomes(actor, other => DutyOf(other, act)));

    public Variable Votes(RehearsedActor actor, string decision) =>
        Of(actor, "vote " + decision, () => Outcomes(actor, other => VotesOf(other, decision)));

    private Variable Of(RehearsedActor actor, string kind, Func<(ImmutableArray<Outcome>, double[], double[])> read)
    {
        if (!variables.TryGetValue((actor.Index, kind), out var variable))
        {
            var (outcomes, low, high) = read();
            variables[(actor.Index, kind)] = variable = new Variable(variables.Count, actor, outcomes, low, high);
        }
        return variable;
    }

    private (ImmutableArray<Outcome>, double[], double[]) Outcomes(
        RehearsedActor actor,
        Func<RehearsedActor, List<(Outcome Outcome, double Low, double High)>> of
    )
    {
        // From the best to the worst: done soon, done late, nothing (silence), refused late, refused soon.
        var like = Actors
            .Where(other => other.Class == actor.Class)
            .SelectMany(of)
            .Select(part => part.Outcome)
            .Distinct();
        ImmutableArray<Outcome> outcomes =
        [
            .. like.OrderBy(outcome =>
                    outcome.IsGood ? 0
                    : outcome.IsNothing ? 1
                    : 2
                )
                .ThenBy(outcome => outcome.IsGood ? outcome.Delay : -outcome.Delay),
        ];
        var own = of(actor);
        return ([.. outcomes], Chances(part => part.Low), Chances(part => part.High));

        double[] Chances(Func<(Outcome Outcome, double Low, double High), double> end) =>
            [.. outcomes.Select(outcome => own.Where(part => part.Outcome == outcome).Sum(end))];
    }

    private List<(Outcome, double, double)> DutyOf(RehearsedActor actor, string act)
    {
        var own = plan.Conduct.GetValueOrDefault(actor.Name, ActorConduct.None);
        var every = actor.IsParty ? plan.Everyone : ActorConduct.None;
        var duty = own.Acts.GetValueOrDefault(act) ?? own.AnyDuty ?? every.Acts.GetValueOrDefault(act) ?? every.AnyDuty;
        if (duty is null)
        {
            throw new PlanGapException(
                $"The plan does not say how likely {actor.Name} honours a duty to {act}.",
                $"Below 'conduct:', '{(actor.IsParty ? "everyone" : actor.Name)}:', add '{act}: [LOW, HIGH]', or '{act}: {{base rate: {BaseRate.All[0].Name}}}' ({Percent(BaseRate.All[0].Low)} to {Percent(BaseRate.All[0].High)}: {BaseRate.All[0].Source})."
            );
        }
        var parts = duty
            .After.Select(part =>
                (new Outcome(Vote.None, part.Delay), duty.Honoured.Low * part.Share, duty.Honoured.High * part.Share)
            )
            .ToList();
        parts.Add((Outcome.Nothing, 1 - duty.Honoured.Low, 1 - duty.Honoured.High));
        return parts;
    }

    private List<(Outcome, double, double)> VotesOf(RehearsedActor actor, string decision)
    {
        var own = plan.Conduct.GetValueOrDefault(actor.Name, ActorConduct.None);
        var every = actor.IsParty ? plan.Everyone : ActorConduct.None;
        var votes =
            own.Votes.GetValueOrDefault(decision)
            ?? own.Votes.GetValueOrDefault("")
            ?? every.Votes.GetValueOrDefault(decision)
            ?? every.Votes.GetValueOrDefault("");
        if (votes is null)
        {
            throw new PlanGapException(
                $"The plan does not say how {(actor.Member > 0 ? $"a member of the {actor.Name}" : actor.Name)} votes on {decision}.",
                $"Below 'conduct:', '{(actor.IsParty ? "everyone" : actor.Name)}:', add 'votes: {{yes: 0.8, no: 0.1}}'; the rest is silence."
            );
        }
        var parts = new List<(Outcome, double, double)>();
        foreach (var part in votes.After)
        {
            parts.Add((new Outcome(Vote.Yes, part.Delay), votes.Yes.Low * part.Share, votes.Yes.High * part.Share));
            parts.Add((new Outcome(Vote.No, part.Delay), votes.No.High * part.Share, votes.No.Low * part.Share));
        }
        parts.Add((Outcome.Nothing, Rest(votes.Yes.Low, votes.No.High), Rest(votes.Yes.High, votes.No.Low)));
        return parts;

        static double Rest(double yes, double no) => Math.Abs(1 - yes - no) < 1e-12 ? 0 : 1 - yes - no;
    }

    private static string Percent(double share) =>
        $"{Math.Round(share * 100).ToString(System.Globalization.CultureInfo.InvariantCulture)} %";
}
