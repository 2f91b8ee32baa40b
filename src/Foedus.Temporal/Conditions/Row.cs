using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Conditions;

/// <summary>A tuple of a small relation, ordered column by column.</summary>
internal sealed class Row(Value[] values) : IEquatable<Row>, IComparable<Row>
{
    public Value[] Values => values;

    public Value this[int column] => values[column];

    public bool Equals(Row? other) => other is not null && values.AsSpan().SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as Row);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in values)
        {
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    public int CompareTo(Row? other)
    {
        for (var i = 0; other is not null && i < values.Length; i++)
        {
            var order = Compare(values[i], other[i]);
            if (order != 0)
            {
                return order;
            }
        }
        return other is null ? 1 : 0;
    }

    public static int Compare(Value left, Value right) =>
        left.Type switch
        {
            ColumnType.Integer => left.Integer.CompareTo(right.Integer),
            ColumnType.Float => left.Float.CompareTo(right.Float),
            _ => string.CompareOrdinal(left.Text, right.Text),
        };
}
