using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Tests.Soundness.Together;

/// <summary>
/// Runs every short course of events in two treaties at once, and after each lets everybody do what it owes under the
/// one: a clash is where it cannot be done by anybody who owes it without a breach of the other.
/// </summary>
internal sealed class ClashOracle
{
    private const int Length = 3;

    private readonly Agreement[] agreements;
    private readonly string[] parties;

    /// <summary>The duty of the one treaty, by the order of the two, and the prohibition of the other.</summary>
    public SortedSet<(int Owing, string Duty, string Ban)> Clashes { get; } = [];

    public ClashOracle(Agreement first, Agreement second, string[] parties)
    {
        agreements = [first, second];
        this.parties = parties;
        var start = Drafts.Ratified(parties, Machine.Create(first), Machine.Create(second));
        Judge(start);
        List<Event> alphabet =
        [
            .. parties.SelectMany(by => (Event[])[Told.Report(by, "alarm"), Told.Report(by, "storm")]),
            .. parties.Select(by => Told.Act(by, "march")),
        ];
        foreach (var course in start.Steps(alphabet, Length))
        {
            Judge(course);
        }
    }

    private void Judge(Course course)
    {
        for (var owing = 0; owing < agreements.Length; owing++)
        {
            var other = 1 - owing;
            var state = course.Results[owing].State;
            var owed = state
                .OpenInstances()
                .Where(open =>
                    open.NormState == NormState.Active
                    && agreements[owing].Clauses[open.Clause].Modality == Modality.Duty
                )
                .ToList();
            if (owed.Count == 0)
            {
                continue;
            }
            // What is done toward somebody whom the treaty does not know is not what it demands.
            var members = agreements[owing].Settings.ClosedParties;
            var tried = Deeds()
                .Where(act => act.Data.Toward is null || members.Contains(act.Data.Toward))
                .Select(act => (By: act.Source, After: course.Then(act, course.At + 1)))
                .ToList();
            foreach (var open in owed)
            {
                // Each way to perform it, with what it breaks.
                var ways = tried
                    .Where(deed =>
                        open.Bearer.Includes(state.Machine.ActorNamed(deed.By))
                        && deed.After.Results[owing]
                            .Transitions.Any(made => IsOf(made, open) && made.NormTo == NormState.Fulfilled)
                    )
                    .Select(deed => Broken(deed.After.Results[other], other, deed.By))
                    .ToList();
                if (ways.Count > 0 && ways.TrueForAll(broken => broken.Count > 0))
                {
                    foreach (var ban in ways.SelectMany(broken => broken))
                    {
                        Clashes.Add((owing, Place(owing, open.Clause), Place(other, ban)));
                    }
                }
            }
        }
    }

    private static bool IsOf(Transition made, OpenInstance open) =>
        made.Kind == TransitionKind.Norm && made.Index == open.Clause && made.Instance == open.Instance;

    private IEnumerable<Event> Deeds() =>
        parties.SelectMany(by =>
            parties
                .Where(toward => toward != by)
                .Select(toward => Told.Act(by, "send", toward))
                .Append(Told.Act(by, "march"))
        );

    private List<int> Broken(StepResult result, int other, string by) =>
        [
            .. result
                .Transitions.Where(made =>
                    made.Kind == TransitionKind.Norm
                    && made.NormTo == NormState.Violated
                    && agreements[other].Clauses[made.Index].Modality is Modality.Prohibition or Modality.Disability
                    && made.Bearer.Includes(result.State.Machine.ActorNamed(by))
                )
                .Select(made => made.Index)
                .Distinct(),
        ];

    public string Place(int agreement, int clause) => ProvisionReference.Of(agreements[agreement].Clauses[clause].Id);
}
