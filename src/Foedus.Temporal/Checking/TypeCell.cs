using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Checking;

/// <summary>A type that inference still narrows: anything, a number, or one type. Cells that must agree are joined.</summary>
internal sealed class TypeCell
{
    private TypeCell? _joined;
    private bool _numeric;
    private ColumnType? _type;

    public static TypeCell Any() => new();

    public static TypeCell Number() => new() { _numeric = true };

    public static TypeCell Of(ColumnType type) => new() { _type = type };

    public TypeCell Root
    {
        get
        {
            var cell = this;
            while (cell._joined is not null)
            {
                cell = cell._joined;
            }
            return cell;
        }
    }

    /// <summary>The type once it is known. A variable that nothing narrows is a float, as in the reference.</summary>
    public ColumnType Type => Root._type ?? ColumnType.Float;

    /// <summary>Makes two cells agree. False where they cannot.</summary>
    public bool TryJoin(TypeCell other)
    {
        var left = Root;
        var right = other.Root;
        if (ReferenceEquals(left, right))
        {
            return true;
        }
        if (left._type is { } a && right._type is { } b && a != b)
        {
            return false;
        }
        var type = left._type ?? right._type;
        var numeric = left._numeric || right._numeric;
        if (numeric && type == ColumnType.Text)
        {
            return false;
        }
        left._type = type;
        left._numeric = numeric;
        right._joined = left;
        return true;
    }

    public override string ToString() =>
        Root._type switch
        {
            ColumnType.Integer => "int",
            ColumnType.Float => "float",
            ColumnType.Text => "string",
            _ => Root._numeric ? "a number" : "any type",
        };
}
