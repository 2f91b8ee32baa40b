namespace Foedus.Temporal.Evaluation;

/// <summary>
/// Which texts are still held. Operators are asked to write down their state, as for a checkpoint, and every number they
/// write that could be a text's is taken for one: at worst a text is kept that only looks held.
/// </summary>
internal sealed class TextMarks(int count)
{
    private readonly bool[] _isHeld = new bool[count];

    public bool Has(int number) => _isHeld[number];

    public void Mark(long number)
    {
        if (number >= 0 && number < _isHeld.Length)
        {
            _isHeld[number] = true;
        }
    }
}
