using System.Diagnostics;
using Foedus.Language;
using Foedus.Language.Text;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Bench.Replay;

/// <summary>
/// From an event file to the standing, transitions to a null device: events a second, and memory over time. Set
/// DOTNET_PROCESSOR_COUNT=1 for one core.
/// </summary>
internal static class ReplayBench
{
    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
        var path = args.Length > 1 ? args[1] : Path.Combine(Path.GetTempPath(), $"foedus-paris-{count}.ndjson");
        var agreement = args.Length > 2 ? args[2] : Path.Combine("treaties", "paris-2026.foedus.md");
        if (!File.Exists(path))
        {
            using var created = File.Create(path);
            new ParisEvents(count, seed: 20260106).WriteTo(created);
        }
        Read(path);

        var compilation = Compiler.Compile(new SourceText(agreement, File.ReadAllText(agreement)), _ => null);
        if (compilation.Core is null)
        {
            Console.Error.WriteLine(string.Join('\n', compilation.Diagnostics));
            return 1;
        }
        using var device = File.OpenWrite(OperatingSystem.IsWindows() ? "NUL" : "/dev/null");
        using var writer = new RunJsonWriter(device);
        CountingSink? counts = null;
        var session = new RunSession(
            compilation.Core,
            until: null,
            () => EventsOf(path),
            version => counts = new CountingSink(new JsonRunSink(version, writer, withNotices: false))
        );
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var events = 0;
        foreach (var arrived in EventsOf(path))
        {
            session.Add(arrived);
            if (++events % 100_000 == 0)
            {
                Console.WriteLine(
                    $"{events, 9} events  {watch.Elapsed.TotalSeconds, 6:F2} s  live {GC.GetTotalMemory(forceFullCollection: false) >> 20} MiB  resident {Environment.WorkingSet >> 20} MiB"
                );
            }
        }
        session.Finish();
        writer.Write(session.Standings()[0].Standing);
        writer.Flush();
        watch.Stop();
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine(
            $"replay  {events / watch.Elapsed.TotalSeconds, 9:F0} events/s ({events / processor.TotalSeconds:F0} a second of processor time)  {counts?.Added} transitions, {counts?.Revised} revised, {counts?.Noted} notices  {(GC.GetTotalAllocatedBytes() - allocated) / events} B/event  GC {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)}"
        );
        return 0;
    }

    private static void Read(string path)
    {
        var watch = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        var events = EventsOf(path).Count();
        processor = Environment.CpuUsage.TotalTime - processor;
        Console.WriteLine(
            $"reading {events / watch.Elapsed.TotalSeconds, 9:F0} events/s ({events / processor.TotalSeconds:F0} a second of processor time)  {(GC.GetTotalAllocatedBytes() - allocated) / events} B/event"
        );
    }

    private static IEnumerable<Event> EventsOf(string path)
    {
        using var stream = File.OpenRead(path);
        var reader = new EventReader(stream);
        while (reader.TryRead(out var read))
        {
            yield return read;
        }
        if (reader.Fault is { } fault)
        {
            throw new InvalidDataException(fault.ToString());
        }
    }

    private sealed class CountingSink(IReplaySink inner) : IReplaySink
    {
        public long Added { get; private set; }

        public long Revised { get; private set; }

        public long Noted { get; private set; }

        public void Add(in Transition transition)
        {
            Added++;
            inner.Add(transition);
        }

        public void Revise(in Transition transition, RevisionKind kind, Event because)
        {
            Revised++;
            inner.Revise(transition, kind, because);
        }

        public void Note(in Notice notice)
        {
            Noted++;
            inner.Note(notice);
        }
    }
}
