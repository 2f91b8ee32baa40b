using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Tests;

/// <summary>A random formula that can be monitored, with a signature and a log for it.</summary>
internal sealed record RandomCase(Formula Formula, Signature Signature, TestLog Log)
{
    public override string ToString() =>
        string.Join(' ', Signature.Predicates.Select(p => $"{p.Name}({string.Join(',', p.Types.Select(Word))})"))
        + "\n"
        + Formula
        + "\n"
        + Log;

    private static string Word(ColumnType type) =>
        type switch
        {
            ColumnType.Integer => "int",
            ColumnType.Float => "float",
            _ => "string",
        };

    public string SignatureText =>
        string.Join('\n', Signature.Predicates.Select(p => $"{p.Name}({string.Join(", ", p.Types.Select(Word))})"))
        + "\n";

    /// <summary>Smaller cases that are still well-formed: time points and events left out, subformulas for formulas.</summary>
    public IEnumerable<RandomCase> Shrink()
    {
        for (var i = 0; i < Log.TimePoints.Count; i++)
        {
            yield return this with
            {
                Log = new TestLog([.. Log.TimePoints.Where((_, at) => at != i)]),
            };
        }
        for (var i = 0; i < Log.TimePoints.Count; i++)
        {
            var point = Log.TimePoints[i];
            for (var e = 0; e < point.Events.Count; e++)
            {
                var fewer = point with { Events = [.. point.Events.Where((_, at) => at != e)] };
                yield return this with
                {
                    Log = new TestLog([.. Log.TimePoints.Select((p, at) => at == i ? fewer : p)]),
                };
            }
        }
        foreach (var smaller in Smaller(Formula))
        {
            yield return this with
            {
                Formula = smaller,
            };
        }
    }

    private static IEnumerable<Formula> Smaller(Formula formula)
    {
        if (formula is not Formula.Let)
        {
            foreach (var child in Children.Of(formula))
            {
                yield return child;
            }
        }
        var children = Children.Of(formula);
        for (var i = 0; i < children.Count; i++)
        {
            foreach (var smaller in Smaller(children[i]))
            {
                var at = -1;
                var chosen = i;
                yield return Checking.Rebuild.With(formula, child => ++at == chosen ? smaller : child);
            }
        }
    }

    public static RandomCase FromSeed(int seed, int timePoints = 8, int depth = 4) =>
        new Generator(new Random(seed)).Case(timePoints, depth);

    private sealed class Generator(Random random)
    {
        private const int Domain = 4;

        private readonly List<PredicateSignature> _predicates = [];
        private readonly List<(string Name, int Arity)> _lets = [];
        private int _fresh;

        public RandomCase Case(int timePoints, int depth)
        {
            var free = Enumerable.Range(1, random.Next(0, 3)).Select(i => "x" + i).ToList();
            var formula = Make(free, depth);
            var signature = new Signature([.. _predicates]);
            var points = new List<TestTimePoint>();
            var stamp = (long)random.Next(3);
            for (var i = random.Next(1, timePoints + 1); i > 0; i--)
            {
                stamp += random.Next(3) == 0 ? 0 : random.Next(1, 5);
                points.Add(new TestTimePoint(stamp, Events()));
            }
            return new RandomCase(formula, signature, new TestLog(points));
        }

        private List<(string, Value[])> Events()
        {
            var events = new List<(string, Value[])>();
            foreach (var predicate in _predicates)
            {
                for (var count = random.Next(4) - 1; count > 0; count--)
                {
                    events.Add((predicate.Name, [.. predicate.Types.Select(_ => (Value)(long)random.Next(Domain))]));
                }
            }
            return events;
        }

        private bool Chance(int percent) => random.Next(100) < percent;

        private string Fresh() => "y" + ++_fresh;

        private List<string> Subset(IReadOnlyList<string> names) => [.. names.Where(_ => Chance(60))];

        private Interval Interval(bool bounded)
        {
            var low = Chance(40) ? 0 : random.Next(4);
            return !bounded && Chance(40)
                ? new Interval(low, Formulas.Interval.Infinity)
                : new Interval(low, low + random.Next(7));
        }

        private Formula Make(IReadOnlyList<string> free, int depth)
        {
            if (depth <= 0)
            {
                return Atom(free);
            }
            switch (random.Next(18))
            {
                case 0 or 1:
                    return Atom(free);
                case 2 or 3:
                    var left = Subset(free);
                    var right = free.Where(name => !left.Contains(name) || Chance(40)).ToList();
                    return Join(Connective.And, Make(left, depth - 1), Make(right, depth - 1));
                case 4 or 5:
                    return Join(Connective.And, Make(free, depth - 1), new Formula.Not(Make(Subset(free), depth - 1)));
                case 6:
                    return Join(Connective.And, Make(free, depth - 1), Comparison(free));
                case 7:
                    return Join(Connective.Or, Make(free, depth - 1), Make(free, depth - 1));
                case 8:
                    var hidden = Fresh();
                    return new Formula.Quantify(false, [hidden], Make([.. free, hidden], depth - 1));
                case 9:
                    return new Formula.Temporal(TemporalOperator.Once, Interval(false), Make(free, depth - 1));
                case 10:
                    return new Formula.Temporal(TemporalOperator.Eventually, Interval(true), Make(free, depth - 1));
                case 11:
                    return new Formula.Temporal(TemporalOperator.Previous, Interval(false), Make(free, depth - 1));
                case 12:
                    return new Formula.Temporal(TemporalOperator.Next, Interval(true), Make(free, depth - 1));
                case 13 or 14:
                    return Bounded(free, depth, future: false);
                case 15:
                    return Bounded(free, depth, future: true);
                case 16:
                    return free.Count > 0 ? Aggregate(free, depth) : Closed(depth);
                default:
                    return Let(free, depth);
            }
        }

        private static Formula.Binary Join(Connective connective, Formula left, Formula right) =>
            new(connective, left, right);

        private Formula Closed(int depth) =>
            random.Next(4) switch
            {
                0 => new Formula.Not(Make([], depth - 1)),
                1 => new Formula.Temporal(TemporalOperator.Historically, Interval(false), Make([], depth - 1)),
                2 => new Formula.Temporal(TemporalOperator.Always, Interval(true), Make([], depth - 1)),
                _ => Join(Connective.Implies, Make([], depth - 1), Make([], depth - 1)),
            };

        private Formula Bounded(IReadOnlyList<string> free, int depth, bool future)
        {
            var left = Make(Subset(free), depth - 1);
            return new Formula.Bounded(
                future,
                Interval(future),
                Chance(50) ? new Formula.Not(left) : left,
                Make(free, depth - 1)
            );
        }

        private Formula Comparison(IReadOnlyList<string> free)
        {
            var constant = Term.Of((long)random.Next(Domain));
            var left = free.Count > 0 ? Term.Of(free[random.Next(free.Count)]) : Term.Of((long)random.Next(Domain));
            if (free.Count > 0 && Chance(30))
            {
                left = new Term.Apply(
                    Chance(50) ? TermOperator.Add : TermOperator.Multiply,
                    left,
                    Term.Of((long)random.Next(3))
                );
            }
            var right = free.Count > 1 && Chance(40) ? Term.Of(free[random.Next(free.Count)]) : constant;
            var relation = (RelationOperator)random.Next(3);
            var compare = new Formula.Compare(relation, left, right);
            return Chance(30) ? new Formula.Not(compare) : compare;
        }

        private Formula.Aggregate Aggregate(IReadOnlyList<string> free, int depth)
        {
            var argument = Fresh();
            var groups = free.Skip(1).ToList();
            var others = Chance(30) ? [Fresh()] : Array.Empty<string>();
            // Means and medians are floats, which no other part of these formulas is.
            var function = (AggregateOperator)random.Next(6);
            if (function is AggregateOperator.Average or AggregateOperator.Median)
            {
                function = AggregateOperator.Sum;
            }
            var body = Make([argument, .. groups, .. others], depth - 1);
            return new Formula.Aggregate(free[0], function, argument, groups, body);
        }

        private Formula.Let Let(IReadOnlyList<string> free, int depth)
        {
            var parameters = Enumerable.Range(0, random.Next(3)).Select(_ => Fresh()).ToList();
            var definition = Make(parameters, depth - 2);
            // Shadowing a predicate of the log is the case that scopes are got wrong in.
            var shadowed = _predicates.Where(p => p.Types.Count == parameters.Count).Select(p => p.Name).ToList();
            var name = shadowed.Count > 0 && Chance(60) ? shadowed[random.Next(shadowed.Count)] : "L" + ++_fresh;
            _lets.Add((name, parameters.Count));
            var body = Make(free, depth - 1);
            _lets.RemoveAt(_lets.Count - 1);
            return new Formula.Let(name, parameters, definition, body);
        }

        private Formula Atom(IReadOnlyList<string> free)
        {
            if (free.Count == 1 && Chance(12))
            {
                return new Formula.Compare(
                    RelationOperator.Equal,
                    Term.Of(free[0]),
                    Term.Of((long)random.Next(Domain))
                );
            }
            if (free.Count == 0 && Chance(12))
            {
                return new Formula.Compare(
                    RelationOperator.Equal,
                    Term.Of((long)random.Next(3)),
                    Term.Of((long)random.Next(3))
                );
            }
            var arguments = free.OrderBy(_ => random.Next()).Select(Term.Of).ToList();
            if (Chance(15))
            {
                arguments.Insert(random.Next(arguments.Count + 1), Term.Of((long)random.Next(Domain)));
            }
            if (free.Count > 0 && Chance(15))
            {
                arguments.Insert(random.Next(arguments.Count + 1), Term.Of(free[random.Next(free.Count)]));
            }
            var hidden = Chance(15) ? Fresh() : null;
            if (hidden is not null)
            {
                arguments.Add(Term.Of(hidden));
            }
            Formula atom = new Formula.Predicate(NameFor(arguments.Count), arguments);
            return hidden is null ? atom : new Formula.Quantify(false, [hidden], atom);
        }

        private string NameFor(int arity)
        {
            var names = _predicates.Where(p => p.Types.Count == arity).Select(p => p.Name).ToList();
            names.AddRange(_lets.Where(l => l.Arity == arity).Select(l => l.Name));
            if (names.Count > 0 && (names.Count > 2 || Chance(60)))
            {
                return names[random.Next(names.Count)];
            }
            var name = "P" + _predicates.Count;
            _predicates.Add(new PredicateSignature(name, new ColumnType[arity]));
            return name;
        }
    }
}
