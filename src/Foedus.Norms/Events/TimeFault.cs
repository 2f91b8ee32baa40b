namespace Foedus.Norms.Events;

/// <summary>Why a text is not an instant that an event can carry.</summary>
public enum TimeFault
{
    None,
    NotRfc3339,

    /// <summary>A local time: it names no instant.</summary>
    NoOffset,

    /// <summary>A day, hour, minute or second that does not exist; leap seconds among them.</summary>
    NoSuchTime,

    /// <summary>Before 1900 or after 2199.</summary>
    OutsideYears,
}
