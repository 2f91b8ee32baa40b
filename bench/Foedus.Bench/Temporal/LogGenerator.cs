using System.Text;

namespace Foedus.Bench.Temporal;

/// <summary>Random logs with the load shapes of the literature on first-order monitoring. The same seed gives the same bytes.</summary>
/// <param name="kind">The shape of the load.</param>
/// <param name="events">How many events.</param>
/// <param name="rate">Events a second.</param>
/// <param name="eventsPerTimePoint">Events of one time point.</param>
/// <param name="seed">Of the random numbers.</param>
/// <param name="stretch">Every stamp is multiplied by this; the events stay as they are.</param>
internal sealed class LogGenerator(string kind, int events, int rate, int eventsPerTimePoint, int seed, int stretch = 1)
{
    private readonly Random _random = new(seed);

    /// <summary>A log for which targets are stated: fine with one event for each time point, coarse with thousands.</summary>
    public static LogGenerator For(string kind, int events, bool isFine)
    {
        var isJoin = kind is "star" or "linear" or "triangle";
        var rate = isFine ? (isJoin ? 1000 : 100) : (isJoin ? 10_000 : 1000);
        return new LogGenerator(kind, events, rate, isFine ? 1 : rate, 1);
    }

    public byte[] Generate()
    {
        using var log = new MemoryStream(events * 26);
        Write(log);
        return log.ToArray();
    }

    /// <summary>Writes the log, piece by piece.</summary>
    public void Write(Stream target)
    {
        using var text = new StreamWriter(target, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var inTimePoint = 0;
        var at = 0;
        foreach (var line in Events())
        {
            if (inTimePoint == 0)
            {
                text.Write('@');
                text.Write((long)(at / rate) * stretch);
            }
            text.Write(' ');
            text.Write(line);
            at++;
            if (++inTimePoint == eventsPerTimePoint)
            {
                text.Write(";\n");
                inTimePoint = 0;
            }
        }
        text.Write(inTimePoint > 0 ? ";\n" : "");
        text.Flush();
    }

    private IEnumerable<string> Events() =>
        kind switch
        {
            "once" => Grants(),
            "since" => Releases(),
            "respond" => Responses(),
            "pay" => Payments(),
            "star" or "linear" => Joins(Math.Sqrt(Window * Window / 0.01)),
            "triangle" => Joins(Math.Pow(Window * Window / 0.01, 1 / 3.0)),
            "treaty" => Treaty(),
            _ => throw new ArgumentException($"Unknown kind {kind}."),
        };

    private double Window => 10 * rate / 3.0;

    private IEnumerable<string> Grants()
    {
        var open = new List<(int P, int I)>();
        for (var j = 0; j < events; j++)
        {
            if (open.Count == 0 || _random.NextDouble() < 0.45)
            {
                open.Add((_random.Next(200), open.Count + 1));
                yield return $"grant({open[^1].P},{open[^1].I})";
            }
            else if (_random.NextDouble() < 0.99)
            {
                var (p, i) = open[_random.Next(Math.Max(0, open.Count - (int)(0.405 * 600 * rate)), open.Count)];
                yield return $"act({p},{i})";
            }
            else
            {
                yield return $"act({_random.Next(200)},{1_000_000_000 + j})";
            }
        }
    }

    private IEnumerable<string> Releases()
    {
        var open = new List<(int P, int I)>();
        var ids = 0;
        for (var j = 0; j < events; j++)
        {
            var dice = _random.NextDouble();
            if (open.Count == 0 || dice < 0.4)
            {
                open.Add((_random.Next(200), ++ids));
                yield return $"trigger({open[^1].P},{ids})";
            }
            else if (dice < 0.6)
            {
                var at = _random.Next(Math.Max(0, open.Count - (int)(120.0 * rate)), open.Count);
                var (p, i) = open[at];
                open[at] = open[^1];
                open.RemoveAt(open.Count - 1);
                yield return $"release({p},{i})";
            }
            else if (_random.NextDouble() < 0.99)
            {
                var (p, i) = open[_random.Next(Math.Max(0, open.Count - (int)(90.0 * rate)), open.Count)];
                yield return $"act({p},{i})";
            }
            else
            {
                yield return $"act({_random.Next(200)},{1_000_000_000 + j})";
            }
        }
    }

    private IEnumerable<string> Responses()
    {
        var due = new PriorityQueue<(int P, int I), int>();
        var ids = 0;
        for (var j = 0; j < events; j++)
        {
            if (due.TryPeek(out var next, out var at) && at <= j)
            {
                due.Dequeue();
                yield return $"fulfil({next.P},{next.I})";
            }
            else
            {
                var p = _random.Next(200);
                ids++;
                if (_random.NextDouble() < 0.99)
                {
                    due.Enqueue((p, ids), j + (int)(_random.NextDouble() * 55 * rate) + 1);
                }
                yield return $"trigger({p},{ids})";
            }
        }
    }

    private IEnumerable<string> Payments()
    {
        var payers = Math.Max(1, (int)(rate * 1.6));
        for (var j = 0; j < events; j++)
        {
            yield return $"pay({_random.Next(payers)},{j},{_random.Next(1, 1000)})";
        }
    }

    private IEnumerable<string> Joins(double domain)
    {
        for (var j = 0; j < events; j++)
        {
            yield return $"{"ABC"[_random.Next(3)]}({_random.Next((int)domain)},{_random.Next((int)domain)})";
        }
    }

    private IEnumerable<string> Treaty()
    {
        const int Parties = 30;
        for (var p = 0; p < Parties; p++)
        {
            for (var v = 0; v < Parties; v++)
            {
                if (p != v)
                {
                    yield return $"accede({p},{v})";
                }
            }
        }
        var due = new PriorityQueue<(int P, int I, bool Assists), int>();
        var ids = 0;
        for (var j = Parties * (Parties - 1); j < events; j++)
        {
            if (due.TryPeek(out var next, out var at) && at <= j)
            {
                due.Dequeue();
                yield return $"{(next.Assists ? "assist" : "excuse")}({next.P},{next.I})";
            }
            else if (_random.NextDouble() < 0.9999 && due.Count < 50 * rate)
            {
                ids++;
                var victim = _random.Next(Parties);
                for (var p = 0; p < Parties; p++)
                {
                    if (p != victim && _random.NextDouble() < 0.99)
                    {
                        due.Enqueue(
                            (p, ids, _random.NextDouble() < 0.9),
                            j + (int)(_random.NextDouble() * 55 * rate) + 1
                        );
                    }
                }
                yield return $"attack({_random.Next(Parties, 2 * Parties)},{victim},{ids})";
            }
            else
            {
                var p = _random.Next(Parties);
                yield return $"accede({p},{(p + 1) % Parties})";
            }
        }
    }
}
