using System.Collections.Immutable;
using Foedus.Analysis.Exploring;
using Foedus.Analysis.Inputs;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Rehearsing;

/// <summary>
/// How likely an agreement's promises are kept, if its parties act as a plan says. It has no semantics of its own: what
/// the plan makes of the actors becomes events, and the machine says what follows.
/// </summary>
public static class Rehearsal
{
    private const long Day = 86_400_000;

    /// <summary>The report, or null with the reasons among the problems.</summary>
    public static StressReport? Run(Agreement agreement, StressPlan plan, ICollection<InputProblem> problems)
    {
        var machine = Machine.Create(agreement);
        if (Setting.IsOpen(agreement) && plan.Parties.IsEmpty)
        {
            problems.Add(
                new InputProblem(
                    plan.File,
                    "The agreement leaves its parties open, and the plan does not say who takes part.",
                    "Add 'parties: [France, Poland]' with as many as there are to be."
                )
            );
            return null;
        }
        var setting = Setting.With(machine, plan.Parties);
        var unknown = plan
            .Conduct.Keys.Where(name =>
                !setting.Possible.Parties.Contains(name, StringComparer.Ordinal)
                && !agreement.Terms.Any(term => term is BodyTerm && term.Name == name)
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var name in unknown)
        {
            problems.Add(
                new InputProblem(
                    plan.File,
                    $"The plan says how {name} acts, which does not take part.",
                    "Add it to 'parties', or leave it out of 'conduct'."
                )
            );
        }
        if (unknown.Count > 0)
        {
            return null;
        }
        try
        {
            return new StressReport(
                agreement.Id,
                agreement.Title,
                plan,
                setting.Possible.Parties,
                [.. agreement.Guarantees.Select(promise => Rehearse(setting, plan, promise))],
                PlanWords.Of(plan),
                [.. PlanWords.Rates(plan).Select(rate => $"{rate.Name}: {rate.Source}")],
                Limits
            );
        }
        catch (PlanGapException gap)
        {
            problems.Add(new InputProblem(plan.File, gap.Message, gap.Remedy));
            return null;
        }
    }

    private static ImmutableArray<string> Limits { get; } =
    [
        "The agreement is in force for all who take part when the trigger occurs, once, and nobody else's breach or withdrawal comes before it.",
        "Whoever is asked again (a second stage, a duty that recurs) makes up its mind anew; only the correlation ties the two together.",
        "An event that may be against one of several is against the first of them, whom the course that sets the promise off names.",
        "Who performs gives the least that is owed, and where it may choose, kinds that the promise does not name.",
        "Powers are not exercised, and findings that a party makes for itself are not made; duties to act are honoured or not, prohibitions are kept.",
        "Importance and cut sets compare the best with the worst that the plan holds possible; a body is one, whatever its members.",
    ];

    private static PromiseRehearsal Rehearse(Setting setting, StressPlan plan, Guarantee promise)
    {
        var empty = new PromiseRehearsal { Place = ProvisionReference.Of(promise.Id), Words = promise.Words };
        if (!setting.IsInForce)
        {
            return empty with
            {
                NotRehearsed = "no course was found that brings the agreement into force for these parties",
            };
        }
        var beneficiaries = promise.Beneficiary is BoundActor ? [] : setting.Possible.Of(promise.Beneficiary);
        var begun = new TriggerCourses(setting)
            .To(promise.Trigger, setting.Start, Day, term => Reporter(setting, plan, term, beneficiaries))
            .FirstOrDefault();
        if (begun is null)
        {
            return empty with { NotRehearsed = "no course was found that sets it off" };
        }
        if (promise.Beneficiary is BoundActor bound)
        {
            var last = begun.Events()[^1];
            beneficiaries = (bound.Binding == Binding.Against ? last.Data.Against : last.Source) is { } name
                ? [name]
                : [];
        }
        var cast = new Cast(setting, plan);
        var delivery = new Delivery(setting.Agreement, promise.Promise, beneficiaries);
        var tree = new CourseTree(setting, cast, delivery, begun, promise.Horizon);
        return new PromiseStudy(tree, cast, plan).Of(
            empty with
            {
                SetOff = Telling.Happenings(begun).LastOrDefault(""),
                Horizon = tree.End - tree.Begin,
                Idle = [.. tree.Idle],
            }
        );
    }

    private static string? Reporter(
        Setting setting,
        StressPlan plan,
        EventTerm term,
        ImmutableArray<string> beneficiaries
    )
    {
        var reporters = setting.Possible.Of(term.Reporters);
        if (plan.Reporter is { } named && !reporters.Contains(named, StringComparer.Ordinal))
        {
            throw new PlanGapException(
                $"{named} may not report {term.Name}.",
                $"Name one of those who may: {Telling.Names(reporters)}."
            );
        }
        return plan.Reporter
            ?? beneficiaries.FirstOrDefault(name => reporters.Contains(name, StringComparer.Ordinal))
            ?? reporters.FirstOrDefault();
    }
}
