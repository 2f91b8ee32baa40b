using Foedus.Temporal.Conditions;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>Values of variables.</summary>
internal sealed class Binding(IReadOnlyList<string> names, Row row)
{
    public IReadOnlyList<string> Names => names;

    public Row Row => row;

    public static Binding Of(IReadOnlyList<string> names, IReadOnlyList<Value> values) =>
        new(names, new Row([.. values]));

    public Value this[string name] => row[Formulas.Names.IndexOf(names, name)];

    /// <summary>The values of these names; all must be bound.</summary>
    public Row Pick(IReadOnlyList<string> wanted)
    {
        var values = new Value[wanted.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this[wanted[i]];
        }
        return new Row(values);
    }

    public override string ToString()
    {
        var parts = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            parts.Add($"{names[i]} = {row[i]}");
        }
        return parts.Count == 0 ? "" : " with " + string.Join(", ", parts);
    }
}
