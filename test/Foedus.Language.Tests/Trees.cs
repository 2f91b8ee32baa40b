using Foedus.Language.Syntax;

namespace Foedus.Language.Tests;

/// <summary>The invariant of a tree: children follow each other without a gap, and fill their parent.</summary>
internal static class Trees
{
    /// <summary>What is wrong with a tree; empty if nothing is.</summary>
    public static string Fault(SyntaxTree tree)
    {
        var root = tree.Root;
        if (root.Start != 0 || root.End != tree.Source.Content.Length)
        {
            return "the root does not span the file";
        }
        return root.IsToken && root.End > 0 ? "the root is empty" : Fault(root);
    }

    private static string Fault(SyntaxNode node)
    {
        var at = node.Start;
        foreach (var child in node.Children)
        {
            if (child.Start != at)
            {
                return $"{child.Kind} begins at {child.Start}, not at {at}";
            }
            if (Fault(child) is { Length: > 0 } fault)
            {
                return fault;
            }
            at = child.End;
        }
        return node.IsToken || at == node.End ? "" : $"{node.Kind} ends at {node.End}, its children at {at}";
    }
}
