namespace Foedus.Norms;

/// <summary>References as people write them, from Akoma Ntoso ids: <c>art_3__para_2__duty</c> is Article 3(2).</summary>
internal static class WrittenReference
{
    public static string Of(string id)
    {
        var slash = id.LastIndexOf('/');
        var prefix = slash < 0 ? "" : id[..(slash + 1)];
        var reference = new System.Text.StringBuilder();
        foreach (var part in id[(slash + 1)..].Split("__"))
        {
            var underscore = part.IndexOf('_', StringComparison.Ordinal);
            if (underscore < 0)
            {
                continue;
            }
            var number = part[(underscore + 1)..];
            switch (part[..underscore])
            {
                case "art":
                    reference.Append(reference.Length == 0 ? "Article " : ", Article ").Append(number);
                    break;
                case "annex":
                    reference.Append("Annex ").Append(number);
                    break;
                case "para" or "point":
                    reference.Append('(').Append(number).Append(')');
                    break;
            }
        }
        return prefix + reference;
    }

    /// <summary>The provision that contains it: Article 3(2) is in Article 3; empty when there is none.</summary>
    public static string Above(string reference)
    {
        var parenthesis = reference.LastIndexOf('(');
        return parenthesis < 0 ? "" : reference[..parenthesis];
    }
}
