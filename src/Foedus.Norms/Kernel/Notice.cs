using Foedus.Norms.Events;

namespace Foedus.Norms;

/// <summary>An event, or a part of one, was recorded and had no effect: why.</summary>
public readonly record struct Notice(long At, NoticeKind Kind, Event Event, string Detail);
