using System.Text.Json;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>
/// Writes verdicts as one JSON object a line: the formula, the stamp, the time point, the last instant that could have
/// changed it, the columns, and the tuples. Floats that are no numbers are written as texts.
/// </summary>
public sealed class JsonVerdictWriter : IVerdictSink, IDisposable
{
    private readonly Stream _target;
    private readonly IReadOnlyList<string> _names;
    private readonly Utf8JsonWriter _json;
    private readonly MemoryStream _buffer = new();

    /// <param name="target">Gets UTF-8 lines. Not closed.</param>
    /// <param name="names">Per formula its name.</param>
    public JsonVerdictWriter(Stream target, IReadOnlyList<string> names)
    {
        _target = target;
        _names = names;
        _json = new Utf8JsonWriter(_buffer);
    }

    /// <summary>How many lines have been written.</summary>
    public long Lines { get; private set; }

    public void Take(in Verdict verdict) => Take(verdict, null);

    /// <summary>Writes a verdict with the reasons for its tuples, one for each.</summary>
    public void Take(in Verdict verdict, IReadOnlyList<Explanation>? explanations)
    {
        Lines++;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("formula"u8, _names[verdict.FormulaIndex]);
        _json.WriteNumber("time"u8, verdict.Stamp);
        _json.WriteNumber("timePoint"u8, verdict.TimePoint);
        _json.WriteNumber("knownAfter"u8, verdict.KnownAfter);
        _json.WriteStartArray("columns"u8);
        foreach (var column in verdict.Formula.Columns)
        {
            _json.WriteStringValue(column);
        }
        _json.WriteEndArray();
        _json.WriteStartArray("tuples"u8);
        for (var row = 0; row < verdict.Count; row++)
        {
            _json.WriteStartArray();
            for (var column = 0; column < verdict.Formula.Columns.Count; column++)
            {
                Write(verdict[row, column]);
            }
            _json.WriteEndArray();
        }
        _json.WriteEndArray();
        if (explanations is not null)
        {
            WriteExplanations(explanations);
        }
        _json.WriteEndObject();
        _json.Flush();
        _buffer.WriteByte((byte)'\n');
        if (_buffer.Length > 32 * 1024)
        {
            Drain();
        }
    }

    /// <summary>Hands everything written so far to the target.</summary>
    public void Flush()
    {
        Drain();
        _target.Flush();
    }

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }

    private void Drain()
    {
        _buffer.Position = 0;
        _buffer.CopyTo(_target);
        _buffer.SetLength(0);
    }

    private void Write(Value value)
    {
        switch (value.Type)
        {
            case ColumnType.Integer:
                _json.WriteNumberValue(value.Integer);
                break;
            case ColumnType.Float when double.IsFinite(value.Float):
                _json.WriteNumberValue(value.Float);
                break;
            case ColumnType.Float:
                _json.WriteStringValue(NumberText.General(value.Float));
                break;
            default:
                _json.WriteStringValue(value.Text);
                break;
        }
    }

    private void WriteExplanations(IReadOnlyList<Explanation> explanations)
    {
        _json.WriteStartArray("because"u8);
        foreach (var explanation in explanations)
        {
            _json.WriteStartObject();
            _json.WriteStartArray("events"u8);
            foreach (var item in explanation.Events)
            {
                _json.WriteStringValue(item.ToString());
            }
            _json.WriteEndArray();
            _json.WriteStartArray("path"u8);
            foreach (var step in explanation.Path)
            {
                _json.WriteStringValue(step);
            }
            _json.WriteEndArray();
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }
}
