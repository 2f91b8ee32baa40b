using System.Collections.Immutable;
using Foedus.Language.Core;

namespace Foedus.Language.Parsing;

/// <summary>An event of a step, before the step's time and riders are known.</summary>
internal sealed record PendingEvent(string Type, string Author)
{
    public ImmutableArray<KeyValuePair<string, DataValue>>.Builder Data { get; } =
        ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();

    public PendingEvent With(string name, string text)
    {
        Data.Add(new(name, new DataValue(text, null, [])));
        return this;
    }

    public PendingEvent With(string name, decimal number)
    {
        Data.Add(new(name, new DataValue(null, number, [])));
        return this;
    }

    public PendingEvent With(string name, ImmutableArray<string> list)
    {
        Data.Add(new(name, list.Length == 1 ? new DataValue(list[0], null, []) : new DataValue(null, null, list)));
        return this;
    }
}
