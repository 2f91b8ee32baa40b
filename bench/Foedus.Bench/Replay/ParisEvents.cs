using System.Globalization;
using System.Text;

namespace Foedus.Bench.Replay;

/// <summary>
/// A history of the Paris Declaration with 35 parties: violations of the ceasefire that the commission attributes and
/// every member answers, attacks, reports that say again what is known, and acts that nobody owes any more. Above four
/// events in ten cause a transition; one in a hundred arrives up to a day late.
/// </summary>
internal sealed class ParisEvents(int count, int seed)
{
    private const int HoursPerCycle = 12;
    private const int LatePerMille = 10;
    private static readonly string[] Members =
    [
        "Albania",
        "Australia",
        "Austria",
        "Belgium",
        "Bulgaria",
        "Canada",
        "Croatia",
        "Cyprus",
        "Denmark",
        "Estonia",
        "Finland",
        "France",
        "Germany",
        "Greece",
        "Iceland",
        "Ireland",
        "Italy",
        "Japan",
        "Latvia",
        "Lithuania",
        "Luxembourg",
        "Montenegro",
        "Netherlands",
        "New Zealand",
        "Norway",
        "Poland",
        "Portugal",
        "Romania",
        "Slovakia",
        "Slovenia",
        "Spain",
        "Sweden",
        "Türkiye",
        "United Kingdom",
    ];

    private static readonly string[] Measures = ["military", "informational", "diplomatic", "economic"];

    private readonly Random random = new(seed);
    private readonly PriorityQueue<string, (long Arrival, long Order)> late = new();
    private DateTime now = new(2026, 1, 6, 17, 0, 0, DateTimeKind.Utc);
    private StreamWriter? output;
    private int written;
    private long ids;

    public void WriteTo(Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true)
        {
            NewLine = "\n",
        };
        output = writer;
        Sign("Ukraine");
        foreach (var member in Members)
        {
            Sign(member);
        }
        now = now.AddDays(20);
        Put(
            "Depositary",
            "instrument.deposited",
            null,
            """{"kind":"entry into force","agreement":"the Ceasefire"}""",
            mayBeLate: false
        );
        var start = now.AddDays(1);
        for (var cycle = 0; written < count; cycle++)
        {
            now = start.AddHours((long)cycle * HoursPerCycle);
            RunCycle(cycle);
        }
    }

    /// <summary>
    /// A violation in every half day: there are two within a day, so that a day later every member owes an intervention,
    /// in the half day of the violation after the next.
    /// </summary>
    private void RunCycle(int cycle)
    {
        var violation = $"violation-{cycle}";
        var report = $$"""{"event":"ceasefire violation","place":[48.1,37.8],"deaths":{{random.Next(9)}}}""";
        Put("Monitoring Mechanism", "occurrence.reported", violation, report, mayBeLate: false);
        Put(
            "Special Commission",
            "decision.announced",
            violation,
            """{"decision":"Attribution","outcome":"yes"}""",
            mayBeLate: false
        );
        Put(
            "Special Commission",
            "decision.announced",
            violation,
            """{"decision":"Remedy","outcome":"yes"}""",
            mayBeLate: false
        );
        Put("Ukraine", "act.performed", violation, """{"act":"warn"}""");
        for (var i = 0; i < 20; i++)
        {
            Put(Any(Members), "occurrence.reported", violation, report);
        }
        if (cycle >= 3)
        {
            foreach (var member in Members)
            {
                Put(member, "act.performed", $"violation-{cycle - 3}", """{"act":"intervene","toward":"Ukraine"}""");
            }
        }
        for (var i = 0; i < 25; i++)
        {
            Put(Any(Members), "act.performed", null, """{"act":"contribute to monitoring"}""");
        }
        if (cycle % 400 == 0)
        {
            RunAttack($"attack-{cycle}");
        }
    }

    private void RunAttack(string attack)
    {
        Put("Ukraine", "occurrence.reported", attack, """{"event":"an armed attack by Russia"}""", mayBeLate: false);
        foreach (var member in Members)
        {
            Put(member, "act.performed", attack, """{"act":"open depots","toward":"Ukraine"}""");
            Put(
                member,
                "act.performed",
                attack,
                $$"""{"act":"provide","toward":"Ukraine","item":"{{Any(Measures)}}"}"""
            );
        }
    }

    private void Sign(string party) =>
        Put(party, "instrument.deposited", null, """{"kind":"signature"}""", mayBeLate: false);

    private string Any(string[] names) => names[random.Next(names.Length)];

    private void Put(string source, string type, string? subject, string data, bool mayBeLate = true)
    {
        if (written >= count || output is null)
        {
            return;
        }
        now = now.AddSeconds(random.Next(1, 200));
        var id = (++ids).ToString("'e'0000000", CultureInfo.InvariantCulture);
        var line =
            $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"org.foedus.{{type}}.v1","time":"{{now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}",{{(subject is null ? "" : $"\"subject\":\"{subject}\",")}}"data":{{data}}}""";
        if (mayBeLate && random.Next(1000) < LatePerMille)
        {
            late.Enqueue(line, (now.AddSeconds(random.Next(1, 24 * 3600)).Ticks, ids));
        }
        else
        {
            Write(line);
        }
        while (late.TryPeek(out var waiting, out var due) && due.Arrival <= now.Ticks)
        {
            late.Dequeue();
            Write(waiting);
        }
    }

    private void Write(string line)
    {
        if (written < count)
        {
            output?.Write(line);
            output?.Write('\n');
            written++;
        }
    }
}
