using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Tests;

/// <summary>A random past condition and a history for it: p(int, string), q(int), r(), s().</summary>
internal sealed record PastCase(Formula Formula, IReadOnlyList<PastCase.Point> History, long Now)
{
    private static readonly Term Number = Term.Of("i");
    private static readonly Term Group = Term.Of("g");

    public static Signature Signature { get; } =
        new([
            new("p", [ColumnType.Integer, ColumnType.Text]),
            new("q", [ColumnType.Integer]),
            new("r", []),
            new("s", []),
        ]);

    public sealed record Point(long At, IReadOnlyList<PointEvent> Events)
    {
        public override string ToString() =>
            $"@{At} {string.Join(' ', Events.Select(e => $"{Signature.Predicates[e.Predicate].Name}{e.Group}"))}";
    }

    public override string ToString() => $"{Formula}\n{string.Join('\n', History)}\nnow {Now}";

    public IEnumerable<PastCase> Shrink()
    {
        for (var i = 0; i < History.Count; i++)
        {
            yield return this with
            {
                History = [.. History.Where((_, at) => at != i)],
            };
        }
        foreach (var child in Children.Of(Formula).Where(child => child.FreeVariables.Count == 0))
        {
            yield return this with
            {
                Formula = child,
            };
        }
    }

    public static PastCase FromSeed(int seed)
    {
        var random = new Random(seed);
        var formula = Truth(random, 2);
        var points = new List<Point>();
        var at = (long)random.Next(5);
        for (var i = random.Next(8); i > 0; i--)
        {
            var events = new List<PointEvent>();
            for (var e = random.Next(3); e > 0; e--)
            {
                events.Add(new PointEvent(random.Next(4), random.Next(2) == 0 ? "a" : "b"));
            }
            // The events of a time point are a set: a predicate without a number happens in it once.
            points.Add(new Point(at, [.. events.DistinctBy(e => e.Predicate < 2 ? random.Next() : -e.Predicate)]));
            at += random.Next(3) == 0 ? 0 : random.Next(6);
        }
        return new PastCase(formula, points, at + random.Next(8));
    }

    /// <summary>The history and an empty time point at <see cref="Now"/>, with the numbers a stream gives.</summary>
    public TestLog Log(params long[] clock)
    {
        var number = 0L;
        var points = History
            .Select(point => new TestTimePoint(
                point.At,
                [
                    .. point.Events.Select(e =>
                        (
                            Signature.Predicates[e.Predicate].Name,
                            e.Predicate switch
                            {
                                0 => new Value[] { ++number, e.Group },
                                1 => [++number],
                                _ => [],
                            }
                        )
                    ),
                ]
            ))
            .ToList();
        foreach (var reading in clock)
        {
            // A clock read between events is an empty time point after those of its stamp.
            var place = points.FindLastIndex(point => point.Stamp <= reading);
            points.Insert(place + 1, new TestTimePoint(reading, []));
        }
        return new TestLog([.. points, new TestTimePoint(Now, [])]);
    }

    private static Formula Truth(Random random, int depth)
    {
        switch (random.Next(depth > 0 ? 7 : 3))
        {
            case 0:
                return new Formula.Temporal(TemporalOperator.Once, Window(random), Event(random, depth));
            case 1:
                return new Formula.Bounded(false, Window(random), Guard(random), Event(random, depth));
            case 2:
                return Count(random, depth);
            case 3:
                return new Formula.Not(Truth(random, depth - 1));
            case 4:
                return new Formula.Binary(Connective.And, Truth(random, depth - 1), Truth(random, depth - 1));
            case 5:
                return new Formula.Binary(Connective.Or, Truth(random, depth - 1), Truth(random, depth - 1));
            default:
                return new Formula.Temporal(
                    TemporalOperator.Historically,
                    Window(random),
                    new Formula.Not(Closed(random.Next(4)))
                );
        }
    }

    private static Formula Count(Random random, int depth)
    {
        var isGrouped = random.Next(2) == 0;
        var counts = isGrouped || random.Next(2) == 0 ? 0 : 1;
        Formula what = Open(counts);
        if (depth > 0 && random.Next(2) == 0)
        {
            what = new Formula.Binary(Connective.And, what, Truth(random, 0));
        }
        var window = random.Next(3) == 0 ? Interval.All : new Interval(0, random.Next(12));
        Formula found =
            random.Next(2) == 0
                ? new Formula.Temporal(TemporalOperator.Once, window, what)
                : new Formula.Bounded(false, window, Guard(random), what);
        if (!isGrouped && counts == 0)
        {
            found = new Formula.Quantify(false, ["g"], found);
            // Counting what is projected away needs the quantifier inside.
            found = ((Formula.Quantify)found).Operand switch
            {
                Formula.Temporal once => new Formula.Temporal(
                    once.When,
                    once.Interval,
                    new Formula.Quantify(false, ["g"], once.Operand)
                ),
                Formula.Bounded since => new Formula.Bounded(
                    false,
                    since.Interval,
                    since.Left,
                    new Formula.Quantify(false, ["g"], since.Right)
                ),
                var other => other,
            };
        }
        var bound = Term.Of((long)random.Next(4));
        var compare = random.Next(5) switch
        {
            0 => new Formula.Compare(RelationOperator.Less, Term.Of("c"), bound),
            1 => new Formula.Compare(RelationOperator.LessOrEqual, Term.Of("c"), bound),
            2 => new Formula.Compare(RelationOperator.Equal, Term.Of("c"), bound),
            3 => new Formula.Compare(RelationOperator.LessOrEqual, bound, Term.Of("c")),
            _ => new Formula.Compare(RelationOperator.Less, bound, Term.Of("c")),
        };
        return new Formula.Quantify(
            false,
            isGrouped ? ["c", "g"] : ["c"],
            new Formula.Binary(
                Connective.And,
                new Formula.Aggregate("c", AggregateOperator.Count, "i", isGrouped ? ["g"] : [], found),
                compare
            )
        );
    }

    private static Formula Event(Random random, int depth)
    {
        var happened = Closed(random.Next(4));
        return depth > 0 && random.Next(3) == 0
            ? new Formula.Binary(Connective.And, happened, Truth(random, 0))
            : happened;
    }

    private static Formula Guard(Random random)
    {
        var guard = new Formula.Not(Closed(random.Next(4)));
        return random.Next(3) == 0
            ? new Formula.Binary(Connective.And, guard, new Formula.Not(Closed(random.Next(4))))
            : guard;
    }

    private static Interval Window(Random random)
    {
        var low = random.Next(2) == 0 ? 0 : random.Next(6);
        return random.Next(2) == 0 ? new Interval(low, Interval.Infinity) : new Interval(low, low + random.Next(8));
    }

    private static Formula.Predicate Open(int predicate) =>
        predicate switch
        {
            0 => new("p", [Number, Group]),
            1 => new("q", [Number]),
            2 => new("r", []),
            _ => new("s", []),
        };

    private static Formula Closed(int predicate) =>
        predicate switch
        {
            0 => new Formula.Quantify(false, ["i", "g"], Open(0)),
            1 => new Formula.Quantify(false, ["i"], Open(1)),
            _ => Open(predicate),
        };
}
