namespace Foedus.Temporal.Evaluation;

/// <summary>Takes the tuples that a join finds.</summary>
internal interface IJoinSink
{
    void Take(ref long tuple);
}
