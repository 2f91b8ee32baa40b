using System.Text;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Tests;

/// <summary>A small log, for the naive semantics and as text.</summary>
internal sealed record TestLog(IReadOnlyList<TestTimePoint> TimePoints)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var timePoint in TimePoints)
        {
            text.Append('@').Append(timePoint.Stamp);
            foreach (var (predicate, values) in timePoint.Events)
            {
                text.Append(' ').Append(predicate).Append('(').AppendJoin(',', values.Select(Field)).Append(')');
            }
            text.Append(";\n");
        }
        return text.ToString();
    }

    private static string Field(Value value) => value.Type == ColumnType.Text ? $"\"{value.Text}\"" : value.ToString();
}

internal sealed record TestTimePoint(long Stamp, IReadOnlyList<(string Predicate, Value[] Values)> Events);
