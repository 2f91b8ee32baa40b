using System.Globalization;

namespace Foedus.Temporal.Formulas;

/// <summary>A constant: an integer, a float or a text. The default value is the integer 0.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly long _bits;
    private readonly string? _text;

    private Value(ColumnType type, long bits, string? text)
    {
        Type = type;
        _bits = bits;
        _text = text;
    }

    public ColumnType Type { get; }

    /// <summary>The integer. Throws <see cref="InvalidOperationException"/> for another type.</summary>
    public long Integer => Type == ColumnType.Integer ? _bits : throw new InvalidOperationException("Not an integer.");

    /// <summary>The float. Throws <see cref="InvalidOperationException"/> for another type.</summary>
    public double Float =>
        Type == ColumnType.Float
            ? BitConverter.Int64BitsToDouble(_bits)
            : throw new InvalidOperationException("Not a float.");

    /// <summary>The text. Throws <see cref="InvalidOperationException"/> for another type.</summary>
    public string Text => Type == ColumnType.Text ? _text ?? "" : throw new InvalidOperationException("Not a text.");

    public static Value Of(long value) => new(ColumnType.Integer, value, null);

    public static Value Of(double value) => new(ColumnType.Float, FloatBits(value), null);

    public static Value Of(string value) => new(ColumnType.Text, 0, value);

    public static implicit operator Value(long value) => Of(value);

    public static implicit operator Value(double value) => Of(value);

    public static implicit operator Value(string value) => Of(value);

    public static Value ToValue(long value) => Of(value);

    /// <summary>The bits a float is compared by: one zero, one not-a-number.</summary>
    public static long FloatBits(double value) =>
        double.IsNaN(value) ? BitConverter.DoubleToInt64Bits(double.NaN)
        : value == 0 ? 0
        : BitConverter.DoubleToInt64Bits(value);

    public bool Equals(Value other) =>
        Type == other.Type && _bits == other._bits && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Type, _bits, _text);

    public static bool operator ==(Value left, Value right) => left.Equals(right);

    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The constant as a formula writes it.</summary>
    public override string ToString() =>
        Type switch
        {
            ColumnType.Integer => _bits.ToString(CultureInfo.InvariantCulture),
            ColumnType.Float => NumberText.General(Float),
            _ => $"\"{_text}\"",
        };
}
