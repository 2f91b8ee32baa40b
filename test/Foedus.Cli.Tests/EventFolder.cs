using System.Text;

namespace Foedus.Cli.Tests;

/// <summary>A folder of its own for one test, gone with it.</summary>
internal sealed class EventFolder : IDisposable
{
    public static string Sketch { get; } = Repository.PathOf("treaties", "examples", "sketch.foedus.md");

    public string Path { get; } = Directory.CreateTempSubdirectory("foedus-test-").FullName;

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public string File(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The history of the scenario in the sketch, up to the votes.</summary>
    public static string Determined { get; } =
        """
            {"specversion":"1.0","id":"cf","source":"Depositary","type":"org.foedus.instrument.deposited.v1","time":"2026-01-01T00:00:00Z","data":{"kind":"entry into force","agreement":"the Ceasefire"}}
            {"specversion":"1.0","id":"r1","source":"France","type":"org.foedus.instrument.deposited.v1","time":"2026-01-05T00:00:00Z","data":{"kind":"ratification","menu":"declared package","items":["military","diplomatic","economic","legal"]}}
            {"specversion":"1.0","id":"r2","source":"Poland","type":"org.foedus.instrument.deposited.v1","time":"2026-01-05T00:00:00Z","data":{"kind":"ratification","menu":"declared package","items":["military","diplomatic","economic","legal"]}}
            {"specversion":"1.0","id":"r3","source":"Canada","type":"org.foedus.instrument.deposited.v1","time":"2026-01-05T00:00:00Z","data":{"kind":"ratification","menu":"declared package","items":["military","diplomatic","economic","legal"]}}
            {"specversion":"1.0","id":"a1","source":"Poland","type":"org.foedus.occurrence.reported.v1","time":"2026-03-01T06:00:00Z","subject":"attack-1","data":{"event":"an armed attack on Ukraine"}}
            {"specversion":"1.0","id":"v1","source":"France","type":"org.foedus.vote.cast.v1","time":"2026-03-02T08:00:00Z","data":{"decision":"Determination","vote":"yes"}}
            {"specversion":"1.0","id":"v2","source":"Poland","type":"org.foedus.vote.cast.v1","time":"2026-03-02T08:00:00Z","data":{"decision":"Determination","vote":"yes"}}

            """.ReplaceLineEndings("\n");

    public const string FranceProvides =
        """{"specversion":"1.0","id":"p1","source":"France","type":"org.foedus.act.performed.v1","time":"2026-03-04T10:00:00Z","data":{"act":"provide","toward":"Ukraine","item":"military"}}"""
        + "\n";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
