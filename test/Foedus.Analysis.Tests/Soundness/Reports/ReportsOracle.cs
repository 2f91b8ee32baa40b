using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Tests.Soundness.Reports;

/// <summary>Judges by letting everybody report everything: whom one report binds, and whether the promise can be called on without a word of the one it is made to.</summary>
internal sealed class ReportsOracle(Agreement agreement, ReportsAgreement drawn)
{
    private const int Length = 3;
    private static readonly string[] Occurrences = ["alarm", "storm"];

    private readonly Machine machine = Machine.Create(agreement);

    /// <summary>For each event the duties that a single report of it by a party lays on somebody else, and who those parties are.</summary>
    public SortedDictionary<string, (SortedSet<string> Duties, SortedSet<string> Reporters)> Binding()
    {
        var found = new SortedDictionary<string, (SortedSet<string> Duties, SortedSet<string> Reporters)>(
            StringComparer.Ordinal
        );
        var start = Drafts.Ratified(drawn.Parties, machine);
        foreach (var occurrence in Occurrences)
        {
            foreach (var reporter in drawn.Parties)
            {
                var reported = start.Then(Told.Report(reporter, occurrence), start.At + Drafts.Day);
                foreach (
                    var made in reported
                        .Results[0]
                        .Transitions.Where(made =>
                            made.Kind == TransitionKind.Norm
                            && made.NormTo == NormState.Active
                            && agreement.Clauses[made.Index].Modality == Modality.Duty
                        )
                )
                {
                    if (
                        !drawn.Parties.Any(other =>
                            other != reporter && made.Bearer.Includes(machine.ActorNamed(other))
                        )
                    )
                    {
                        continue;
                    }
                    if (!found.TryGetValue(occurrence, out var sets))
                    {
                        found[occurrence] = sets = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
                    }
                    sets.Duties.Add(ProvisionReference.Of(agreement.Clauses[made.Index].Id));
                    sets.Reporters.Add(reporter);
                }
            }
        }
        return found;
    }

    /// <summary>Whether some course leads to the occasion of the promise and then to help that was owed, all of it reported by these.</summary>
    public bool CanBeKept(Func<string, bool> reports)
    {
        var start = Drafts.Ratified(drawn.Parties, machine);
        string[] guarantors = [.. drawn.Parties.Where(party => party != "Ukraine")];
        var rounds = new List<Event[]>();
        rounds.AddRange(
            drawn
                .Parties.Append("Mission")
                .Where(reports)
                .SelectMany(by => Occurrences.Select(occurrence => (Event[])[Told.Report(by, occurrence)]))
        );
        rounds.Add([.. guarantors.Select(by => Told.Ballot(by, "Relief", Vote.Yes))]);
        rounds.AddRange(guarantors.Select(by => (Event[])[Told.Act(by, "help", "Ukraine")]));
        return Leads(start, rounds, isCalled: false, Length);
    }

    private bool Leads(Course course, List<Event[]> rounds, bool isCalled, int length)
    {
        foreach (var round in length == 0 ? [] : rounds)
        {
            var (next, called) = (course, isCalled);
            foreach (var told in round)
            {
                next = next.Then(told, course.At + 1000);
                called |= IsOccasion(told, next);
                if (
                    isCalled
                    && next.Results[0]
                        .Transitions.Any(made =>
                            made.Kind == TransitionKind.Norm
                            && made.NormTo == NormState.Fulfilled
                            && told.Data.Name == "help"
                            && agreement.Clauses[made.Index].Modality == Modality.Duty
                        )
                )
                {
                    return true;
                }
            }
            if (
                next.Back().Take(round.Length).Any(step => !step.Results[0].Transitions.IsEmpty)
                && Leads(next, rounds, called, length - 1)
            )
            {
                return true;
            }
        }
        return false;
    }

    private bool IsOccasion(Event told, Course course)
    {
        var made = course.Results[0].Transitions;
        return agreement.Guarantees[0].Trigger switch
        {
            OnEvent on => told.Data.Name == agreement.Terms[on.Term].Name && !made.IsEmpty,
            OnDecision => made.Any(change =>
                change.Kind == TransitionKind.Decision && change.DecisionTo.Outcome == DecisionOutcome.Yes
            ),
            _ => made.Any(change => change.Kind == TransitionKind.State),
        };
    }
}
