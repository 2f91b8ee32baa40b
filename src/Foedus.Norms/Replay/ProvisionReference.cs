using System.Text;

namespace Foedus.Norms.Replay;

/// <summary>How a lawyer names the provision that an Akoma Ntoso id names: <c>art_3__para_2__conseq_1</c> is Article 3(2), consequence 1.</summary>
public static class ProvisionReference
{
    public static string Of(string id)
    {
        var slash = id.LastIndexOf('/');
        var prefix = slash < 0 ? "" : id[..(slash + 1)];
        var article = "";
        var annex = "";
        var numbers = new StringBuilder();
        var rest = new StringBuilder();
        foreach (var part in id[(slash + 1)..].Split("__", StringSplitOptions.RemoveEmptyEntries))
        {
            var underscore = part.IndexOf('_', StringComparison.Ordinal);
            var kind = underscore < 0 ? part : part[..underscore];
            var number = underscore < 0 ? "" : part[(underscore + 1)..];
            switch (kind)
            {
                case "art":
                    article = $"Article {number}";
                    break;
                case "annex":
                    annex = $"Annex {number}";
                    break;
                case "para" or "point" or "list":
                    numbers.Append('(').Append(number).Append(')');
                    break;
                case "duty" when number.Length == 0:
                    break;
                default:
                    rest.Append(", ").Append(kind == "conseq" ? "consequence" : kind);
                    if (number.Length > 0)
                    {
                        rest.Append(' ').Append(number);
                    }
                    break;
            }
        }
        var place =
            article.Length == 0 ? annex + numbers
            : annex.Length == 0 ? article + numbers
            : $"{article}{numbers} of {annex}";
        return place.Length == 0 ? id : prefix + place + rest;
    }
}
