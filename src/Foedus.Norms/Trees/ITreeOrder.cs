namespace Foedus.Norms.Trees;

/// <summary>A total order of keys, known at compile time so that comparisons are inlined.</summary>
internal interface ITreeOrder<TKey>
    where TKey : struct
{
    static abstract int Compare(in TKey left, in TKey right);
}
