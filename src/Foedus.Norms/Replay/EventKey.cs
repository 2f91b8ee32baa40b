using Foedus.Norms.Events;

namespace Foedus.Norms.Replay;

/// <summary>What names an event: an author's ids are its own.</summary>
internal readonly record struct EventKey(string Source, string Id)
{
    public static EventKey Of(Event named) => new(named.Source, named.Id);

    /// <summary>The event that a correction or retraction is about; by default one of its own author's.</summary>
    public static EventKey TargetOf(Event record) =>
        new(record.Data.TargetSource ?? record.Source, record.Data.TargetId ?? "");
}
