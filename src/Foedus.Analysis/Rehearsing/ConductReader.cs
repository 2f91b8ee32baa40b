using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What a plan says of one actor, or of everyone.</summary>
internal sealed class ConductReader(PlanDocument document, PlanNames names)
{
    private const string VotesOn = "votes on ";

    /// <summary>A duty or a vote of which the plan does not say how soon is met so soon.</summary>
    private static readonly ImmutableArray<DelayShare> AtOnce = [new(3_600_000, 1)];

    public ActorConduct Read(YamlNode part, string who, bool mayOweActs)
    {
        var acts = ImmutableDictionary.CreateBuilder<string, DutyConduct>();
        var votes = ImmutableDictionary.CreateBuilder<string, VoteConduct>();
        DutyConduct? any = null;
        foreach (var (at, key, value) in document.Entries(part, $"'{who}'"))
        {
            if (key == "votes")
            {
                votes[""] = Votes(value, key);
            }
            else if (key.StartsWith(VotesOn, StringComparison.Ordinal))
            {
                if (names.Decision(at, key[VotesOn.Length..]) is { } decision)
                {
                    votes[decision] = Votes(value, key);
                }
            }
            else if (key == "any duty")
            {
                any = Duty(value, key);
            }
            else if (mayOweActs && names.Act(at, key) is { } act)
            {
                acts[act] = Duty(value, key);
            }
        }
        return new ActorConduct(acts.ToImmutable(), any, votes.ToImmutable());
    }

    private DutyConduct Duty(YamlNode node, string what)
    {
        if (
            node is not YamlMappingNode mapping
            || mapping.Children.Keys.OfType<YamlScalarNode>().Any(key => key.Value == "base rate")
                && mapping.Children.Count == 1
        )
        {
            return new DutyConduct(Chance(node, $"'{what}'"), AtOnce);
        }
        Chance? honoured = null;
        var after = AtOnce;
        foreach (var (at, key, value) in document.Entries(node, $"'{what}'"))
        {
            switch (key)
            {
                case "honoured":
                    honoured = Chance(value, $"'{what}: honoured'");
                    break;
                case "base rate":
                    honoured = Published(value);
                    break;
                case "after":
                    after = After(value, $"'{what}: after'");
                    break;
                default:
                    document.Report(at, $"'{key}' is not known of a duty.", "Known here: honoured, base rate, after.");
                    break;
            }
        }
        if (honoured is null)
        {
            document.Report(
                node,
                $"'{what}' does not say how likely it is honoured.",
                $"Add 'honoured: [0.6, 0.8]', or 'base rate:' with one of: {Rates}."
            );
        }
        return new DutyConduct(honoured ?? Rehearsing.Chance.Never, after);
    }

    private VoteConduct Votes(YamlNode node, string what)
    {
        if (node is YamlScalarNode or YamlSequenceNode)
        {
            return new VoteConduct(Chance(node, $"'{what}'"), Rehearsing.Chance.Never, AtOnce);
        }
        var (yes, no) = (Rehearsing.Chance.Never, Rehearsing.Chance.Never);
        var after = AtOnce;
        foreach (var (at, key, value) in document.Entries(node, $"'{what}'"))
        {
            switch (key)
            {
                case "yes":
                    yes = Chance(value, $"'{what}: yes'");
                    break;
                case "no":
                    no = Chance(value, $"'{what}: no'");
                    break;
                case "after":
                    after = After(value, $"'{what}: after'");
                    break;
                default:
                    document.Report(
                        at,
                        $"'{key}' is not known of votes.",
                        "Known here: yes, no, after; who does neither is silent."
                    );
                    break;
            }
        }
        if (yes.Low + no.High > 1 + 1e-12 || yes.High + no.Low > 1 + 1e-12)
        {
            document.Report(
                node,
                $"'{what}': yes and no add up to more than 1.",
                "Lower one of them; what is left over is silence."
            );
        }
        return new VoteConduct(yes, no, after);
    }

    /// <summary>0.7, 70 %, [0.6, 0.8], 0.6 to 0.8, or {base rate: NAME}.</summary>
    private Chance Chance(YamlNode node, string what)
    {
        if (
            node is YamlMappingNode { Children.Count: 1 } mapping
            && mapping.Children.First() is { Key: YamlScalarNode { Value: "base rate" } } entry
        )
        {
            return Published(entry.Value);
        }
        var ends = node switch
        {
            YamlSequenceNode { Children.Count: 2 } list => [list.Children[0], list.Children[1]],
            YamlScalarNode { Value: { } text } when text.Split(" to ") is [var from, var to] => [Part(from), Part(to)],
            YamlSequenceNode => [],
            _ => (YamlNode[])[node],
        };
        if (ends.Length == 0)
        {
            document.Report(node, $"{what} must be a probability, or a range of two.", "Write 0.7, or [0.6, 0.8].");
            return Rehearsing.Chance.Never;
        }
        var shares = ends.Select(end => document.Share(end, what, node)).ToList();
        if (shares is [{ } low, { } high] && low > high)
        {
            document.Report(node, $"{what}: the range is upside down.", "Write the lower end first.");
            return Rehearsing.Chance.Never;
        }
        return shares.Contains(null) ? Rehearsing.Chance.Never : new Chance(shares[0] ?? 0, shares[^1] ?? 0, null);
    }

    private Chance Published(YamlNode node)
    {
        var name = document.Text(node, "'base rate'");
        if (BaseRate.All.FirstOrDefault(rate => rate.Name == name) is { } found)
        {
            return new Chance(found.Low, found.High, found);
        }
        if (name is not null)
        {
            document.Report(node, $"'{name}' is no base rate that is known.", $"Known here: {Rates}.");
        }
        return Rehearsing.Chance.Never;
    }

    private ImmutableArray<DelayShare> After(YamlNode node, string what)
    {
        if (node is YamlScalarNode)
        {
            return document.Duration(node, what) is { } one ? [new DelayShare(one, 1)] : AtOnce;
        }
        var shares = new SortedDictionary<long, double>();
        foreach (var (at, _, value) in document.Entries(node, what))
        {
            if (document.Duration(at, what) is { } delay && document.Share(value, what) is { } share)
            {
                shares[delay] = shares.GetValueOrDefault(delay) + share;
            }
        }
        if (shares.Count > 0 && Math.Abs(shares.Values.Sum() - 1) > 1e-9)
        {
            document.Report(
                node,
                $"{what}: the shares add up to {shares.Values.Sum().ToString("0.####", System.Globalization.CultureInfo.InvariantCulture)}, not to 1.",
                "They divide those who act at all; how many do not, 'honoured' says."
            );
        }
        return shares.Count == 0
            ? AtOnce
            : [.. shares.Where(share => share.Value > 0).Select(share => new DelayShare(share.Key, share.Value))];
    }

    private static YamlScalarNode Part(string text) => new(text.Trim());

    private static string Rates => string.Join(", ", BaseRate.All.Select(rate => rate.Name));
}
