using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Cli.Commands;

/// <summary>Prints verdicts in the asked format, with their reasons if asked.</summary>
internal sealed class MonitorOutput : IVerdictSink, IDisposable
{
    private readonly MonPolyWriter? _text;
    private readonly JsonVerdictWriter? _json;
    private readonly Explainer[] _explainers;

    public MonitorOutput(Stream target, IReadOnlyList<string> names, bool asJson, Explainer[] explainers)
    {
        _explainers = explainers;
        if (asJson)
        {
            _json = new JsonVerdictWriter(target, names);
        }
        else
        {
            _text = new MonPolyWriter(target, [.. names.Select(name => names.Count > 1 ? $"{name}: " : "")]);
        }
    }

    public long Lines => _text?.Lines ?? _json?.Lines ?? 0;

    public void Take(in Verdict verdict)
    {
        if (_explainers.Length == 0)
        {
            _text?.Take(verdict);
            _json?.Take(verdict);
            return;
        }
        var explanations = Explain(verdict);
        _json?.Take(verdict, explanations);
        _text?.Take(verdict);
        _text?.Explain(explanations);
    }

    public void Flush()
    {
        _text?.Flush();
        _json?.Flush();
    }

    public void Dispose() => _json?.Dispose();

    private List<Explanation> Explain(in Verdict verdict)
    {
        var explanations = new List<Explanation>();
        for (var row = 0; row < verdict.Count; row++)
        {
            var values = new Value[verdict.Formula.Columns.Count];
            for (var column = 0; column < values.Length; column++)
            {
                values[column] = verdict[row, column];
            }
            explanations.Add(_explainers[verdict.FormulaIndex].Explain((int)verdict.TimePoint, values));
        }
        return explanations;
    }
}
