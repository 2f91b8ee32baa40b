namespace Foedus.Norms;

/// <summary>
/// How event files name an item of a menu: by its kind alone ("military"), or by its kind and then what it is, after a
/// space, a colon or a parenthesis ("military measure", "military: air defence").
/// </summary>
internal static class ItemName
{
    public static bool IsOfKind(string item, string kind)
    {
        if (FoldedName.Same(item, kind))
        {
            return true;
        }
        var name = item.AsSpan().Trim();
        return name.Length > kind.Length
            && name[kind.Length] is ' ' or ':' or '('
            && FoldedName.Same(name[..kind.Length].ToString(), kind);
    }

    /// <summary>Whether an item delivered is the one declared: the same name, or one of them says no more than the kind.</summary>
    public static bool Serves(string item, string declared) =>
        FoldedName.Same(item, declared) || IsOfKind(item, declared) || IsOfKind(declared, item);
}
