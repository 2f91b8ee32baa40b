using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Norms;

internal sealed partial class PlanBuilder
{
    private RulePlans BuildRules()
    {
        var rules = _core.Participation;
        var sets = new ActorSetPlan?[rules.Length];
        var conditions = new ConditionPlan?[rules.Length];
        var triggers = new TriggerNode?[rules.Length];
        var named = new ulong[]?[rules.Length];
        var because = new Provisions[rules.Length];
        for (var i = 0; i < rules.Length; i++)
        {
            because[i] = new Provisions(
                [rules[i].Id],
                rules[i].Default is { } cited ? [cited]
                    : rules[i] is AmendingRule ? [LawOfAmendment]
                    : []
            );
            switch (rules[i])
            {
                case EntryIntoForceRule force:
                    sets[i] = SetOf(force.For);
                    named[i] = new ulong[_words];
                    foreach (var name in force.Named)
                    {
                        if (_actors.TryFind(name, out var actor))
                        {
                            ActorBits.Add(named[i], actor);
                        }
                    }
                    conditions[i] = OptionalConditionOf(force.Condition);
                    Watched(WatchKind.Force, i, conditions[i]);
                    break;
                case ProvisionalRule provisional:
                    sets[i] = SetOf(provisional.For);
                    triggers[i] = TriggerOf(provisional.From, new Consumer(ConsumerKind.ProvisionalFrom, i, 0));
                    break;
                case WithdrawalRule withdrawal:
                    sets[i] = SetOf(withdrawal.For);
                    break;
                case SurvivalRule { Occasion: { } occasion }:
                    triggers[i] = TriggerOf(occasion, new Consumer(ConsumerKind.SurvivalMark, i, 0));
                    break;
                case DurationRule { UntilOccasion: { } end }:
                    triggers[i] = TriggerOf(end, new Consumer(ConsumerKind.DurationEnd, i, 0));
                    break;
                case AccessionRule { Who: { } acceding }:
                    sets[i] = SetOf(acceding);
                    break;
                case AmendmentRule amendment:
                    sets[i] = SetOf(amendment.By);
                    break;
                case SuspensionRule suspension:
                    sets[i] = SetOf(suspension.Who);
                    conditions[i] = ConditionOf(suspension.Condition);
                    Watched(WatchKind.Suspension, i, conditions[i]);
                    break;
            }
        }
        return new RulePlans
        {
            All = rules,
            Force = ByAgreement<EntryIntoForceRule>(),
            HasLaterEntry =
            [
                .. Enumerable
                    .Range(0, _core.Agreements.Length)
                    .Select(agreement =>
                        rules.Any(rule =>
                            rule is EntryIntoForceRule { IsForLater: true } && rule.Agreement == agreement
                        )
                    ),
            ],
            Provisional = ByAgreement<ProvisionalRule>(),
            Withdrawal = NamedFirst(ByAgreement<WithdrawalRule>()),
            Survival = ByAgreement<SurvivalRule>(),
            Duration = ByAgreement<DurationRule>(),
            Reservation = ByAgreement<ReservationRule>(),
            LateReservation = ByAgreement<LateReservationRule>(),
            Accession = ByAgreement<AccessionRule>(),
            Amendment = ByAgreement<AmendmentRule>(),
            Suspension = IndexesOf<SuspensionRule>(-1),
            Amending = IndexesOf<AmendingRule>(-1),
            Amendments = Amendments(),
            For = sets,
            Conditions = conditions,
            Triggers = triggers,
            Named = named,
            Because = because,
        };
    }

    /// <summary>An amendment does not bind a party that did not accept it; with that one the old text goes on.</summary>
    private const string LawOfAmendment = "VCLT arts 30(4), 40(4)";

    /// <summary>A new text does not reach back to a round that was begun before it.</summary>
    private const string LawOfBegunRounds = "VCLT art. 28";

    private int[][] Amendments()
    {
        var terms = new List<int>[_core.Agreements.Length];
        for (var i = 0; i < _core.Terms.Length; i++)
        {
            if (_core.Terms[i] is AmendmentTerm amendment)
            {
                (terms[amendment.Agreement] ??= []).Add(i);
            }
        }
        return ToArrays(terms);
    }

    /// <summary>What is said of named parties goes before what is said of any.</summary>
    private int[][] NamedFirst(int[][] rules) =>
        [
            .. rules.Select(of =>
                of.OrderBy(index => _core.Participation[index] is WithdrawalRule { For: EveryParty }).ToArray()
            ),
        ];

    private int[][] ByAgreement<T>()
        where T : ParticipationRule
    {
        var indexes = new int[_core.Agreements.Length][];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = IndexesOf<T>(i);
        }
        return indexes;
    }

    private int[] IndexesOf<T>(int agreement)
        where T : ParticipationRule
    {
        var indexes = new List<int>();
        for (var i = 0; i < _core.Participation.Length; i++)
        {
            if (_core.Participation[i] is T rule && (agreement < 0 || rule.Agreement == agreement))
            {
                indexes.Add(i);
            }
        }
        return [.. indexes];
    }

    private int[][] Standing(ClausePlan[] clauses)
    {
        var lists = new List<int>[_core.Agreements.Length];
        foreach (var clause in clauses)
        {
            if (clause.Core.Trigger is FromEntryIntoForce from)
            {
                (lists[from.Agreement] ??= []).Add(clause.Core.Index);
            }
        }
        return ToArrays(lists);
    }

    private static void CollectActClauses(
        ClausePlan[] clauses,
        List<int>[] acts,
        List<int>[] disabilities,
        List<int> powerDisabilities
    )
    {
        // What yields is asked first: an act may complete, and so close, the very norm that allowed it.
        foreach (var clause in clauses.OrderBy(static clause => !MayYield(clause)))
        {
            if (clause.Core.Modality == Modality.Disability)
            {
                if (clause.ActIndex >= 0)
                {
                    (disabilities[clause.ActIndex] ??= []).Add(clause.Core.Index);
                }
                if (clause.Core.Content is HasNoRight { Power: not null })
                {
                    powerDisabilities.Add(clause.Core.Index);
                }
            }
            else if (clause.ActIndex >= 0)
            {
                (acts[clause.ActIndex] ??= []).Add(clause.Core.Index);
            }
        }
    }

    private static bool MayYield(ClausePlan clause) =>
        clause.Core.Modality == Modality.Prohibition && clause.Core.SubjectTo.Length > 0;

    private Dictionary<string, VoteTarget> VoteTargets(ClausePlan[] clauses)
    {
        var targets = new Dictionary<string, VoteTarget>(StringComparer.Ordinal);
        foreach (var decision in _core.Decisions)
        {
            var prefix = decision.Id[..(decision.Id.LastIndexOf('/') + 1)];
            foreach (
                var name in (string[])
                    [decision.Name, prefix + decision.Name, decision.Id, WrittenReference.Of(decision.Id)]
            )
            {
                AddTarget(targets, name, decision.Index, -1);
            }
        }
        foreach (var clause in clauses)
        {
            if (clause.Power is { } power)
            {
                AddTarget(targets, clause.Core.Id, -1, clause.Core.Index);
                AddTarget(targets, WrittenReference.Of(clause.Core.Id), -1, clause.Core.Index);
                AddTarget(targets, KindName(power.Kind), -1, clause.Core.Index);
            }
        }
        return targets;
    }

    private static void AddTarget(Dictionary<string, VoteTarget> targets, string name, int decision, int power)
    {
        foreach (var alias in (string[])[name, FoldedName.Of(name)])
        {
            var known = targets.TryGetValue(alias, out var target) ? target : new VoteTarget(-1, []);
            targets[alias] = new VoteTarget(
                known.Decision >= 0 ? known.Decision : decision,
                power < 0 || known.Powers.Contains(power) ? known.Powers : known.Powers.Add(power)
            );
        }
    }

    private static string KindName(PowerKind kind) =>
        kind switch
        {
            PowerKind.Suspend => "suspend",
            PowerKind.Resume => "resume",
            PowerKind.Terminate => "terminate",
            PowerKind.Discharge => "discharge",
            PowerKind.Extend => "extend",
            PowerKind.Exclude => "exclude",
            _ => "declare",
        };

    private static Dictionary<string, ImmutableArray<int>> References(ClausePlan[] clauses)
    {
        var references = new Dictionary<string, ImmutableArray<int>>(StringComparer.Ordinal);
        foreach (var clause in clauses)
        {
            var id = clause.Core.Id;
            Add(id);
            // An article contains its paragraphs, a paragraph its points.
            for (
                var reference = WrittenReference.Of(id);
                reference.Length > 0;
                reference = WrittenReference.Above(reference)
            )
            {
                Add(reference);
            }

            void Add(string name)
            {
                var known = references.TryGetValue(name, out var list) ? list : [];
                if (!known.Contains(clause.Core.Index))
                {
                    references[name] = known.Add(clause.Core.Index);
                }
            }
        }
        return references;
    }
}
