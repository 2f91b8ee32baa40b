using Foedus.Norms.Trees;
using Foedus.Temporal.Conditions;

namespace Foedus.Norms;

/// <summary>
/// All tables of a state. Copying the struct is a snapshot of everything, in constant time: who goes on writing takes a
/// new owner token for the trees, and replaces the dense arrays instead of writing into them while <c>Shared</c>.
/// </summary>
internal struct Tables
{
    /// <summary>Open instances of norms and powers.</summary>
    public CowTree<NormKey, NormInstance, NormOrder> Instances;

    /// <summary>The same, of clauses that an act or a power's exercise serves, in the order of service.</summary>
    public CowTree<QueueKey, bool, QueueOrder> Queue;

    /// <summary>What happens by itself, and when. The payload is what an occasion bound, where a timer raises one.</summary>
    public CowTree<TimerKey, Bound?, TimerOrder> Timers;

    /// <summary>Decisions being taken: (decision, violator, root).</summary>
    public CowTree<TextKey, DecisionInstance, TextOrder> Decisions;

    /// <summary>The same in the order in which they were opened.</summary>
    public CowTree<DecisionQueueKey, bool, DecisionQueueOrder> DecisionQueue;

    /// <summary>Occurrences reported under a subject: (event term, 0, subject).</summary>
    public CowTree<TextKey, bool, TextOrder> Reports;

    /// <summary>What conditions ask about instances and decisions that are closed: (clause or decision, status, root).</summary>
    public CowTree<TextKey, bool, TextOrder> Memory;

    /// <summary>Occasions counted by "the n-th": (node, 0, root or empty).</summary>
    public CowTree<TextKey, long, TextOrder> Counters;

    /// <summary>Declared items: (menu, party, "").</summary>
    public CowTree<TextKey, string[], TextOrder> Menus;

    /// <summary>Sums: (quantity, stage × actors + party, "").</summary>
    public CowTree<TextKey, decimal, TextOrder> Quantities;

    /// <summary>Openings that bind also those who join later: (clause, violator, root).</summary>
    public CowTree<TextKey, LaterOpening, TextOrder> Openings;

    /// <summary>Rights and clauses suspended by an exercise of power: (target kind, actor or −1, target).</summary>
    public CowTree<TextKey, bool, TextOrder> Suspensions;

    /// <summary>Occasions that wait for the bearer's own finding: (node, 0, root).</summary>
    public CowTree<TextKey, Bound, TextOrder> Awaiting;

    public AgreementState[] Agreements;

    /// <summary>By watch.</summary>
    public WatchCell[] Watches;

    /// <summary>By history condition.</summary>
    public PastConditionState[] Histories;

    /// <summary>By term: 1 if the state holds.</summary>
    public byte[] States;

    /// <summary>By node of a trigger: when it last happened, <see cref="long.MinValue"/> if never.</summary>
    public long[] LastOccasions;

    /// <summary>By decision: the latest outcome + 1, 0 if none.</summary>
    public byte[] LastOutcomes;
}
