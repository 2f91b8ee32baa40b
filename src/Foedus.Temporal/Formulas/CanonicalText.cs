namespace Foedus.Temporal.Formulas;

/// <summary>
/// Texts that two formulas share if they differ in the names of variables only. Names are numbered in the order in
/// which the formulas mention them.
/// </summary>
internal sealed class CanonicalText
{
    private readonly List<string> _names = [];

    /// <summary>The names in the order of their numbers.</summary>
    public IReadOnlyList<string> VariableNames => _names;

    /// <summary>The text of one more formula, with the numbers given so far.</summary>
    public string Of(Formula formula) => FormulaText.Of(formula, NumberOf);

    private string NumberOf(string name)
    {
        var number = Names.IndexOf(_names, name);
        if (number < 0)
        {
            number = _names.Count;
            _names.Add(name);
        }
        return "#" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
