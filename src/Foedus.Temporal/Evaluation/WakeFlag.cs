namespace Foedus.Temporal.Evaluation;

/// <summary>Puts a formula on a list as soon as something has happened that it waits for.</summary>
/// <param name="woken">The list.</param>
/// <param name="formula">The formula's position in the monitor.</param>
internal sealed class WakeFlag(List<int> woken, int formula)
{
    private bool _isSet;

    public void Set()
    {
        if (!_isSet)
        {
            _isSet = true;
            woken.Add(formula);
        }
    }

    /// <summary>The formula has been taken off the list.</summary>
    public void Clear() => _isSet = false;
}
