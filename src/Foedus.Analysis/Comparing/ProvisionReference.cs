using System.Text;

namespace Foedus.Analysis.Comparing;

/// <summary>Turns the id of a provision into what a lawyer writes: <c>art_3__para_2__duty</c> is Article 3(2).</summary>
public static class ProvisionReference
{
    public static string Of(string id)
    {
        var slash = id.LastIndexOf('/');
        var words = new StringBuilder();
        foreach (var part in id[(slash + 1)..].Split("__"))
        {
            var underscore = part.IndexOf('_', StringComparison.Ordinal);
            var (kind, number) = underscore < 0 ? (part, "") : (part[..underscore], part[(underscore + 1)..]);
            words.Append(
                kind switch
                {
                    "art" => words.Length == 0 ? $"Article {number}" : $", Article {number}",
                    "annex" => words.Length == 0 ? $"Annex {number}" : $", Annex {number}",
                    "para" or "point" => $"({number})",
                    "conseq" => $", consequence {number}",
                    _ => number.Length > 0 ? $", {kind} {number}" : "",
                }
            );
        }
        return slash < 0 ? words.ToString() : $"{words} of {id[..slash]}";
    }
}
