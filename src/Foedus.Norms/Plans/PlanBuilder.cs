using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms.Conditions;
using Foedus.Norms.Time;

namespace Foedus.Norms;

/// <summary>Compiles an agreement into its <see cref="Plan"/>.</summary>
internal sealed partial class PlanBuilder
{
    private readonly Agreement _core;
    private readonly TreatyCalendar _calendar;
    private readonly ActorNames _actors = new();
    private readonly List<TriggerNode> _nodes = [];
    private readonly List<HistoryCondition> _histories = [];
    private readonly List<int> _wantsLife = [];
    private readonly HashSet<int> _historiesOfBearers = [];
    private readonly List<Watch> _watches = [];
    private readonly List<(WatchKind Kind, int Index, ConditionPlan Condition)> _watched = [];
    private readonly Dictionary<Condition, ConditionPlan> _conditions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, ConditionPlan> _samples = [];
    private readonly Dictionary<int, int[]> _targets = [];
    private readonly HashSet<int> _rememberedClauses = [];
    private readonly HashSet<int> _clausesRememberedByBearer = [];
    private readonly HashSet<int> _rememberedDecisions = [];
    private readonly Dictionary<int, int> _delegators = [];
    private readonly ActorSetPlan?[] _roles;
    private readonly ulong[][] _declared;
    private int[] _depositaries = [];
    private ulong[] _bodies = [];
    private int _words;

    private PlanBuilder(Agreement core)
    {
        _core = core;
        foreach (var standard in core.Standards)
        {
            if (standard is { Decision: { } decision, Clause: { } clause })
            {
                _delegators[decision] = clause;
            }
        }
        _calendar = new TreatyCalendar(core.Settings.TimeZone);
        _roles = new ActorSetPlan?[core.Terms.Length];
        _declared = new ulong[core.Agreements.Length][];
    }

    public static Plan Build(Agreement core) => new PlanBuilder(core).Build();

    private Plan Build()
    {
        NameActors();
        // Roles name each other: their members are looked up in this table when they are evaluated.
        var terms = _core.Terms;
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i] is RoleTerm role)
            {
                _roles[i] = SetOf(role.Members);
            }
        }

        var clauses = BuildClauses();
        var decisions = BuildDecisions(clauses);
        BuildTerms();
        var rules = BuildRules();
        foreach (var scenario in _core.Scenarios)
        {
            foreach (var step in scenario.Steps)
            {
                if ((step is AssertOpposite opposite ? opposite.Of : step) is AssertCondition assertion)
                {
                    ConditionOf(assertion.Condition);
                }
            }
        }
        foreach (var clause in clauses)
        {
            clause.Deeds = SampleDeeds.Of(_core, clause, clauses);
            clause.IsRemembered = _rememberedClauses.Contains(clause.Core.Index);
            clause.IsRememberedByBearer = _clausesRememberedByBearer.Contains(clause.Core.Index);
        }
        foreach (var decision in decisions)
        {
            decision.IsRemembered = _rememberedDecisions.Contains(decision.Core.Index);
        }
        MakeWatches();
        var standing = _watches.Where(watch => watch.Kind is WatchKind.Force or WatchKind.Suspension).ToArray();

        var acts = new List<int>[terms.Length];
        var disabilities = new List<int>[terms.Length];
        var powerDisabilities = new List<int>();
        CollectActClauses(clauses, acts, disabilities, powerDisabilities);

        return new Plan
        {
            Core = _core,
            Calendar = _calendar,
            Actors = _actors,
            Nobody = new ulong[_words],
            Bodies = _bodies,
            Declared = _declared,
            Depositaries = _depositaries,
            Roots = Roots(),
            Roles = _roles,
            Reporters = Sets(static term => (term as EventTerm)?.Reporters),
            Targets = Targets(),
            ActActors = Sets(static term => (term as ActTerm)?.Actors),
            ActToward = Sets(static term => (term as ActTerm)?.Toward),
            MenuDeclarers = Sets(static term => (term as MenuTerm)?.DeclaredBy),
            Events = NamesOf<EventTerm>(),
            Acts = NamesOf<ActTerm>(),
            Menus = NamesOf<MenuTerm>(),
            AgreementNames = AgreementNames(),
            VoteTargets = VoteTargets(clauses),
            References = References(clauses),
            SelfJudged = SelfJudged(),
            Clauses = clauses,
            Decisions = decisions,
            Nodes = [.. _nodes],
            Histories = [.. _histories],
            HistoriesOfLife = [.. _wantsLife],
            HistoriesOfBearers = _historiesOfBearers,
            Watches = [.. _watches],
            StandingWatches = [.. standing],
            StandingDependencies = standing.Aggregate(0UL, (bits, watch) => bits | watch.Dependencies),
            Samples = _samples,
            Conditions = _conditions,
            OnEvent = Listeners(NodeKind.Event, terms.Length),
            OnAct = Listeners(NodeKind.Act, terms.Length),
            OnDecision = Listeners(NodeKind.Decision, _core.Decisions.Length),
            OnNorm = Listeners(NodeKind.Norm, _core.Clauses.Length),
            OnPower = Listeners(NodeKind.Power, _core.Clauses.Length),
            OnState = Listeners(NodeKind.State, terms.Length),
            OnClock = Listeners(NodeKind.Clock, terms.Length),
            OnSelfJudgment = Listeners(NodeKind.SelfJudgment, Math.Max(1, _core.Standards.Length)),
            OnInstrument = Listeners(NodeKind.Instrument, _core.Agreements.Length),
            OnForce = Listeners(NodeKind.Force, _core.Agreements.Length),
            OnEnd = Listeners(NodeKind.End, _core.Agreements.Length),
            Standing = Standing(clauses),
            ActClauses = ToArrays(acts),
            ActDisabilities = ToArrays(disabilities),
            PowerDisabilities = [.. powerDisabilities],
            Rules = rules,
            Ages = AgesAsked.By(_core, _nodes),
            HasSurvivalMarks = _nodes.Exists(static node => node.Consumer.Kind == ConsumerKind.SurvivalMark),
        };
    }

    private void NameActors()
    {
        foreach (var term in _core.Terms)
        {
            if (term is PartyTerm party)
            {
                _actors.Add(party.Name);
            }
        }
        foreach (var name in _core.Settings.ClosedParties.IsDefault ? [] : _core.Settings.ClosedParties)
        {
            _actors.Add(name);
        }
        var bodies = new List<int>();
        foreach (var term in _core.Terms)
        {
            if (term is BodyTerm body)
            {
                bodies.Add(_actors.Add(body.Name));
            }
        }
        new NamedActorCollector(_actors).Visit(_core);

        _depositaries = new int[_core.Agreements.Length];
        Array.Fill(_depositaries, -1);
        foreach (var rule in _core.Participation)
        {
            if (rule is DepositaryRule depositary)
            {
                _depositaries[depositary.Agreement] = _actors.Add(depositary.Name);
            }
        }
        for (var i = 0; i < _depositaries.Length; i++)
        {
            if (_depositaries[i] < 0)
            {
                _depositaries[i] = i > 0 ? _depositaries[0] : _actors.Add("Depositary");
            }
        }
        _actors.AddAlias("Depositary", _depositaries[0]);
        if (_actors.TryFind("Depositary", out var office) && !IsPartyName("Depositary"))
        {
            bodies.Add(
                office == _depositaries[0] && !string.Equals(_actors[office], "Depositary", StringComparison.Ordinal)
                    ? -1
                    : office
            );
        }
        // A state has one number whatever it is called; it is shown by the name the text has for it.
        foreach (var group in StateSynonyms.Groups)
        {
            foreach (var name in group)
            {
                if (_actors.TryFind(name, out var state))
                {
                    foreach (var synonym in group)
                    {
                        _actors.AddSynonym(synonym, state);
                    }
                    break;
                }
            }
        }
        if (!_core.Settings.IsClosed)
        {
            foreach (var group in StateSynonyms.Groups)
            {
                var state = _actors.Add(group[0]);
                foreach (var synonym in group)
                {
                    _actors.AddSynonym(synonym, state);
                }
            }
            foreach (var state in States.All)
            {
                _actors.Add(state);
            }
        }

        _words = (_actors.Count + 63) / 64;
        _bodies = new ulong[_words];
        foreach (var body in bodies)
        {
            if (body >= 0)
            {
                ActorBits.Add(_bodies, body);
            }
        }
        for (var agreement = 0; agreement < _declared.Length; agreement++)
        {
            _declared[agreement] = new ulong[_words];
            foreach (var term in _core.Terms)
            {
                if (
                    term is PartyTerm party
                    && party.Agreement == agreement
                    && _actors.TryFind(party.Name, out var actor)
                )
                {
                    ActorBits.Add(_declared[agreement], actor);
                }
            }
        }
        foreach (var name in _core.Settings.ClosedParties.IsDefault ? [] : _core.Settings.ClosedParties)
        {
            if (_actors.TryFind(name, out var actor))
            {
                ActorBits.Add(_declared[0], actor);
            }
        }
    }

    private bool IsPartyName(string name)
    {
        foreach (var term in _core.Terms)
        {
            if (term is PartyTerm && FoldedName.Same(term.Name, name))
            {
                return true;
            }
        }
        return false;
    }

    private string[] Roots()
    {
        var roots = new string[_core.Agreements.Length];
        for (var i = 0; i < roots.Length; i++)
        {
            var info = _core.Agreements[i];
            var name = info.Prefix.Length == 0 ? info.Name : info.Prefix.TrimEnd('/');
            roots[i] = i == 0 ? _core.Id : name;
        }
        return roots;
    }

    private TermNames NamesOf<T>()
        where T : Term
    {
        var names = new TermNames();
        for (var i = 0; i < _core.Terms.Length; i++)
        {
            if (_core.Terms[i] is T term)
            {
                names.Add(term.Name, _core.Agreements[term.Agreement].Prefix, i);
            }
        }
        return names;
    }

    private TermNames AgreementNames()
    {
        var names = new TermNames();
        for (var i = 0; i < _core.Agreements.Length; i++)
        {
            names.Add(_core.Agreements[i].Name, i);
            if (_core.Agreements[i].Prefix.Length > 0)
            {
                names.Add(_core.Agreements[i].Prefix.TrimEnd('/'), i);
            }
        }
        foreach (var term in _core.Terms)
        {
            if (term is AgreementTerm agreement)
            {
                names.Add(agreement.Name, agreement.Target);
            }
        }
        names.Add(_core.Id, 0);
        names.Add(_core.Title, 0);
        names.Add("This Agreement", 0);
        names.Add("this Agreement", 0);
        names.Add("Agreement", 0);
        return names;
    }

    private ActorSetPlan?[] Sets(Func<Term, ActorSet?> of)
    {
        var plans = new ActorSetPlan?[_core.Terms.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            plans[i] = of(_core.Terms[i]) is { } set ? SetOf(set) : null;
        }
        return plans;
    }

    private Dictionary<string, int[]> SelfJudged()
    {
        var judged = new Dictionary<string, int[]>(StringComparer.Ordinal);
        for (var i = 0; i < _core.Standards.Length; i++)
        {
            if (_core.Standards[i].Kind == StandardKind.SelfJudging)
            {
                // The same words in two clauses are one finding.
                var words = FoldedName.Of(_core.Standards[i].Words);
                judged[words] = [.. judged.GetValueOrDefault(words, []), i];
            }
        }
        return judged;
    }

    private TriggerNode[][] Listeners(NodeKind kind, int count)
    {
        var lists = new List<TriggerNode>[count];
        foreach (var node in _nodes)
        {
            if (node.Kind == kind)
            {
                foreach (var target in TargetsOf(node))
                {
                    (lists[target] ??= []).Add(node);
                }
            }
        }
        var listeners = new TriggerNode[count][];
        for (var i = 0; i < count; i++)
        {
            var list = lists[i] ?? [];
            list.Sort(static (left, right) => CompareListeners(left, right));
            listeners[i] = [.. list];
        }
        return listeners;
    }

    private static int CompareListeners(TriggerNode left, TriggerNode right)
    {
        var order = left.Consumer.Kind.CompareTo(right.Consumer.Kind);
        order = order != 0 ? order : left.Consumer.Index.CompareTo(right.Consumer.Index);
        return order != 0 ? order : left.Id.CompareTo(right.Id);
    }

    private static int[][] ToArrays(List<int>[] lists)
    {
        var arrays = new int[lists.Length][];
        for (var i = 0; i < lists.Length; i++)
        {
            arrays[i] = lists[i] is { } list ? [.. list] : [];
        }
        return arrays;
    }
}
