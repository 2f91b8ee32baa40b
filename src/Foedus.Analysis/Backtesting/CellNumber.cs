using System.Globalization;

namespace Foedus.Analysis.Backtesting;

/// <summary>Numbers in the cells of a history, with the mark that its mapping names. Thousands have no mark: "1,234" would be read as anything.</summary>
internal static class CellNumber
{
    public static decimal? Of(string cell, char decimalMark) =>
        decimal.TryParse(
            decimalMark == '.' ? cell : cell.Replace('.', ' ').Replace(decimalMark, '.'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
