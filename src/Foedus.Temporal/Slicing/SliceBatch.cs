using Foedus.Temporal.Formulas;
using Foedus.Temporal.Parsing;

namespace Foedus.Temporal.Slicing;

/// <summary>A piece of a log, divided into what each slice has to know, and what each found in it.</summary>
internal sealed class SliceBatch
{
    public SliceBatch(Signature signature, VerdictBuffer[] verdicts)
    {
        Verdicts = verdicts;
        Parts = new EventBatch[verdicts.Length];
        Failures = new SliceFailure?[verdicts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            Parts[i] = new EventBatch(signature, Texts);
        }
    }

    public EventBatch[] Parts { get; }

    public VerdictBuffer[] Verdicts { get; }

    /// <summary>What ended the run of a slice inside this batch.</summary>
    public SliceFailure?[] Failures { get; }

    /// <summary>How many slices are done with it.</summary>
    public int Done { get; set; }

    /// <summary>The texts of all parts.</summary>
    public BatchTexts Texts { get; } = new();

    public void Clear()
    {
        Done = 0;
        for (var i = 0; i < Parts.Length; i++)
        {
            Parts[i].Clear();
            Verdicts[i].Clear();
        }
    }
}
