namespace Foedus.Temporal.Monitoring;

/// <summary>Takes verdicts as they are determined: per formula in the order of time points.</summary>
public interface IVerdictSink
{
    void Take(in Verdict verdict);
}
