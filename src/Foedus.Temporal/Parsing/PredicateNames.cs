using System.Text;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>Finds a predicate by the bytes of its name.</summary>
internal sealed class PredicateNames
{
    private readonly byte[][] _names;
    private readonly int[] _buckets;

    public PredicateNames(Signature signature)
    {
        _names = new byte[signature.Predicates.Count][];
        var size = 16;
        while (size < _names.Length * 4)
        {
            size *= 2;
        }
        _buckets = new int[size];
        for (var i = 0; i < _names.Length; i++)
        {
            _names[i] = Encoding.UTF8.GetBytes(signature.Predicates[i].Name);
            var at = (int)(HashOf(_names[i]) & (uint)(size - 1));
            while (_buckets[at] != 0)
            {
                at = (at + 1) & (size - 1);
            }
            _buckets[at] = i + 1;
        }
    }

    /// <summary>Extends the hash of a name by its next byte.</summary>
    public static uint Extend(uint hash, byte next) => unchecked((hash ^ next) * 0x01000193u);

    public const uint EmptyHash = 0x811C9DC5u;

    /// <summary>The predicate's position, or -1.</summary>
    public int Find(ReadOnlySpan<byte> name, uint hash)
    {
        var mask = _buckets.Length - 1;
        var at = (int)(hash & (uint)mask);
        while (_buckets[at] != 0)
        {
            if (name.SequenceEqual(_names[_buckets[at] - 1]))
            {
                return _buckets[at] - 1;
            }
            at = (at + 1) & mask;
        }
        return -1;
    }

    private static uint HashOf(byte[] name)
    {
        var hash = EmptyHash;
        foreach (var b in name)
        {
            hash = Extend(hash, b);
        }
        return hash;
    }
}
