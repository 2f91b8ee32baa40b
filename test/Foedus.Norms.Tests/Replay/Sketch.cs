using System.Globalization;
using System.Text;
using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Replay;

/// <summary>The agreement in one page, and a history in which most things happen.</summary>
internal static class Sketch
{
    public static Agreement Agreement { get; } = RepositoryText.Compiled("treaties/examples/sketch.foedus.md");

    public static Event Event(string id, string source, string type, string time, string? subject, string data)
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture,
            $$"""{"specversion":"1.0","id":"{{id}}","source":"{{source}}","type":"org.foedus.{{type}}.v1","time":"{{time}}","""
        );
        if (subject is not null)
        {
            line.Append(CultureInfo.InvariantCulture, $"\"subject\":\"{subject}\",");
        }
        line.Append(CultureInfo.InvariantCulture, $"\"data\":{data}}}");
        var reader = new EventReader(new MemoryStream(Encoding.UTF8.GetBytes(line.ToString())));
        Assert.True(reader.TryRead(out var read), reader.Fault?.ToString());
        return read;
    }

    public static Event Ceasefire { get; } =
        Event(
            "cf",
            "Depositary",
            "instrument.deposited",
            "2026-01-01T00:00:00Z",
            null,
            """{"kind":"entry into force","agreement":"the Ceasefire"}"""
        );

    public static Event Ratification(string party, string time = "2026-01-05T00:00:00Z") =>
        Event(
            $"r-{party}",
            party,
            "instrument.deposited",
            time,
            null,
            """{"kind":"ratification","menu":"declared package","items":["military","diplomatic","economic","legal"]}"""
        );

    public static Event Attack(string id, string source, string time, string? subject = null) =>
        Event(id, source, "occurrence.reported", time, subject, """{"event":"an armed attack on Ukraine"}""");

    public static Event VoteOf(
        string id,
        string party,
        string time,
        string vote = "yes",
        string? subject = null,
        string decision = "Determination"
    ) => Event(id, party, "vote.cast", time, subject, $$"""{"decision":"{{decision}}","vote":"{{vote}}"}""");

    public static Event Act(
        string id,
        string party,
        string act,
        string time,
        string? subject = null,
        string? item = null
    ) =>
        Event(
            id,
            party,
            "act.performed",
            time,
            subject,
            item is null
                ? $$"""{"act":"{{act}}","toward":"Ukraine"}"""
                : $$"""{"act":"{{act}}","toward":"Ukraine","item":"{{item}}"}"""
        );

    public static Event Retraction(string id, string source, string time, string target) =>
        Event(id, source, "event.retracted", time, null, $$"""{"id":"{{target}}"}""");

    public static Event Correction(string id, string source, string time, string target, string data) =>
        Event(id, source, "event.corrected", time, null, $$"""{"id":"{{target}}","data":{{data}}}""");

    /// <summary>Performance, breach, repair, votes, a withdrawal, repeated, corrected and retracted reports; in no particular order.</summary>
    public static IReadOnlyList<Event> EventfulYear { get; } =
    [
        Ceasefire,
        Ratification("France"),
        Ratification("Poland"),
        Ratification("Canada"),
        Ratification("Japan", "2026-03-02T09:00:00Z"),
        Attack("a1", "Poland", "2026-03-01T06:00:00Z", "attack-1"),
        Attack("a1-again", "France", "2026-03-01T07:00:00Z", "attack-1"),
        Attack("a1-first", "Monitoring Mission", "2026-03-01T05:00:00Z", "attack-1"),
        VoteOf("v1", "France", "2026-03-02T08:00:00Z"),
        VoteOf("v2", "Poland", "2026-03-02T08:00:00Z"),
        VoteOf("v3", "Canada", "2026-03-02T07:00:00Z", "no"),
        Act("c1", "France", "consult", "2026-03-02T12:00:00Z"),
        Act("c2", "Poland", "consult", "2026-03-03T12:00:00Z"),
        Act("c3", "Canada", "consult", "2026-03-03T07:00:00Z", "attack-1"),
        Act("p1", "France", "provide", "2026-03-04T10:00:00Z", null, "military"),
        Act("p2", "Poland", "provide", "2026-03-06T10:00:00Z", null, "legal"),
        Act("p-wrong", "Ukraine", "provide", "2026-03-04T11:00:00Z", null, "legal"),
        VoteOf("s1", "France", "2026-03-10T10:00:00Z", "yes", "attack-1", "Article 3(2)"),
        VoteOf("s2", "Poland", "2026-03-10T11:00:00Z", "yes", "attack-1", "Article 3(2)"),
        Event(
            "w",
            "Canada",
            "instrument.deposited",
            "2026-04-01T00:00:00Z",
            null,
            """{"kind":"notice of withdrawal"}"""
        ),
        Attack("a2", "Ukraine", "2026-05-01T06:00:00Z"),
        Attack("a3", "Ukraine", "2026-06-01T06:00:00Z", "attack-3"),
        VoteOf("v4", "France", "2026-06-02T08:00:00Z"),
        VoteOf("v5", "Poland", "2026-06-02T08:30:00Z"),
        VoteOf("v6", "Japan", "2026-06-02T08:40:00Z"),
        Correction("k1", "Ukraine", "2026-06-03T00:00:00Z", "a2", """{"time":"2026-05-02T06:00:00Z"}"""),
        Correction("k2", "Ukraine", "2026-06-04T00:00:00Z", "a2", """{"time":"2026-05-03T06:00:00Z"}"""),
        Retraction("x1", "Canada", "2026-06-05T00:00:00Z", "c3"),
        Retraction("x2", "Ukraine", "2026-06-06T00:00:00Z", "a3"),
        Retraction("x3", "Ukraine", "2026-06-07T00:00:00Z", "x2"),
        Event("t1", "Depositary", "clock.reached", "2026-03-05T08:00:00Z", null, "{}"),
        Event("t2", "Depositary", "clock.reached", "2027-06-01T00:00:00Z", null, "{}"),
    ];
}
