using Foedus.Norms.Trees;

namespace Foedus.Norms;

/// <summary>A key of two numbers and a text, for the smaller tables of the state.</summary>
internal readonly record struct TextKey(int Index, int Sub, string Text);

internal readonly struct TextOrder : ITreeOrder<TextKey>
{
    public static int Compare(in TextKey left, in TextKey right)
    {
        if (left.Index != right.Index)
        {
            return left.Index < right.Index ? -1 : 1;
        }
        if (left.Sub != right.Sub)
        {
            return left.Sub < right.Sub ? -1 : 1;
        }
        return ReferenceEquals(left.Text, right.Text) ? 0 : string.CompareOrdinal(left.Text, right.Text);
    }
}
