using System.Diagnostics.CodeAnalysis;

namespace Foedus.Norms.Trees;

/// <summary>
/// A sorted map that is either frozen or written in place. Copying the struct is taking a snapshot; who goes on writing
/// must then use a new owner token, and copies only the nodes it touches. Nodes made under one token are written in place.
/// </summary>
/// <remarks>Nodes may stay half empty; an empty one is dropped. Two trees with equal entries may differ in shape.</remarks>
internal struct CowTree<TKey, TValue, TOrder>
    where TKey : struct
    where TOrder : struct, ITreeOrder<TKey>
{
    private TreeNode<TKey, TValue>? _root;

    public int Count { get; private set; }

    public readonly bool TryGet(in TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        for (var node = _root; node is not null; )
        {
            if (node.Values is { } values)
            {
                var at = LowerBound(node, key);
                if (at < node.Count && TOrder.Compare(node.Keys[at], key) == 0)
                {
                    value = values[at];
                    return true;
                }
                break;
            }
            node = node.Children?[ChildFor(node, key)];
        }
        value = default;
        return false;
    }

    public readonly bool Contains(in TKey key) => TryGet(key, out _);

    /// <summary>The entry with the smallest key.</summary>
    public readonly bool TryFirst(out TKey key, [MaybeNullWhen(false)] out TValue value) =>
        TryFirst(_root, out key, out value);

    /// <summary>The entry with the smallest key that is not less than <paramref name="from"/>.</summary>
    public readonly bool TryCeiling(in TKey from, out TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        return TryAfter(from, strictly: false, out key, out value);
    }

    /// <summary>The entry with the smallest key that is greater than <paramref name="than"/>.</summary>
    public readonly bool TryHigher(in TKey than, out TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        return TryAfter(than, strictly: true, out key, out value);
    }

    public void Set(in TKey key, TValue value, object owner)
    {
        _root = (_root ?? TreeNode<TKey, TValue>.Leaf(owner)).WritableBy(owner);
        var split = Insert(_root, key, value, owner);
        if (split is not null)
        {
            var above = TreeNode<TKey, TValue>.Inner(owner);
            above.InsertChild(0, _root.Keys[0], _root);
            above.InsertChild(1, split.Keys[0], split);
            _root = above;
        }
    }

    public bool Remove(in TKey key, object owner)
    {
        if (_root is null || !TryRemove(_root, key, owner, out var rest))
        {
            return false;
        }
        _root = rest;
        while (_root is { Count: 1, Children: { } children })
        {
            _root = children[0];
        }
        Count--;
        return true;
    }

    /// <summary>Whether the one is an unwritten copy of the other.</summary>
    public readonly bool IsSameAs(in CowTree<TKey, TValue, TOrder> other) => ReferenceEquals(_root, other._root);

    /// <summary>Whether both have the same keys and values; parts that they share are not even looked at.</summary>
    public readonly bool HasEntriesOf(in CowTree<TKey, TValue, TOrder> other, Func<TValue, TValue, bool> same) =>
        Count == other.Count
        && (
            ReferenceEquals(_root, other._root)
            || _root is null
            || other._root is null
            || AreAlike(_root, other._root, same)
            || AreEqualEntries(_root, other._root, same)
        );

    /// <summary>All entries in order. The tree must not be written meanwhile.</summary>
    public readonly IEnumerable<KeyValuePair<TKey, TValue>> Entries() => _root is null ? [] : Entries(_root);

    private static IEnumerable<KeyValuePair<TKey, TValue>> Entries(TreeNode<TKey, TValue> node)
    {
        for (var i = 0; i < node.Count; i++)
        {
            if (node.Values is { } values)
            {
                yield return new(node.Keys[i], values[i]);
            }
            else if (node.Children is { } children)
            {
                foreach (var entry in Entries(children[i]))
                {
                    yield return entry;
                }
            }
        }
    }

    /// <summary>Equal entries in equal shape; false may also mean another shape.</summary>
    private static bool AreAlike(
        TreeNode<TKey, TValue> left,
        TreeNode<TKey, TValue> right,
        Func<TValue, TValue, bool> same
    )
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }
        if (left.Count != right.Count)
        {
            return false;
        }
        if (left.Children is { } children)
        {
            for (var i = 0; i < left.Count; i++)
            {
                if (right.Children is not { } others || !AreAlike(children[i], others[i], same))
                {
                    return false;
                }
            }
            return true;
        }
        for (var i = 0; i < left.Count; i++)
        {
            if (
                left.Values is not { } values
                || right.Values is not { } others
                || TOrder.Compare(left.Keys[i], right.Keys[i]) != 0
                || !same(values[i], others[i])
            )
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Equal entries in whatever shape, leaf by leaf.</summary>
    private static bool AreEqualEntries(
        TreeNode<TKey, TValue> left,
        TreeNode<TKey, TValue> right,
        Func<TValue, TValue, bool> same
    )
    {
        using var leaves = Leaves(left).GetEnumerator();
        using var others = Leaves(right).GetEnumerator();
        var (leaf, other) = (leaves.MoveNext() ? leaves.Current : null, others.MoveNext() ? others.Current : null);
        var (i, j) = (0, 0);
        while (leaf is not null && other is not null)
        {
            if (i == j && ReferenceEquals(leaf, other))
            {
                (i, j) = (leaf.Count, other.Count);
            }
            else if (
                leaf.Values is not { } values
                || other.Values is not { } otherValues
                || TOrder.Compare(leaf.Keys[i], other.Keys[j]) != 0
                || !same(values[i++], otherValues[j++])
            )
            {
                return false;
            }
            if (i == leaf.Count)
            {
                (leaf, i) = (leaves.MoveNext() ? leaves.Current : null, 0);
            }
            if (j == other.Count)
            {
                (other, j) = (others.MoveNext() ? others.Current : null, 0);
            }
        }
        return leaf is null && other is null;
    }

    private static IEnumerable<TreeNode<TKey, TValue>> Leaves(TreeNode<TKey, TValue> node)
    {
        if (node.Children is not { } children)
        {
            yield return node;
            yield break;
        }
        for (var i = 0; i < node.Count; i++)
        {
            foreach (var leaf in Leaves(children[i]))
            {
                yield return leaf;
            }
        }
    }

    private readonly bool TryAfter(in TKey from, bool strictly, out TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var node = _root;
        TreeNode<TKey, TValue>? behind = null;
        while (node?.Children is { } children)
        {
            var index = ChildFor(node, from);
            behind = index + 1 < node.Count ? children[index + 1] : behind;
            node = children[index];
        }
        if (node?.Values is { } values)
        {
            var at = LowerBound(node, from);
            if (strictly && at < node.Count && TOrder.Compare(node.Keys[at], from) == 0)
            {
                at++;
            }
            if (at < node.Count)
            {
                key = node.Keys[at];
                value = values[at];
                return true;
            }
        }
        // Everything under the next node is greater, as no node is empty.
        return TryFirst(behind, out key, out value);
    }

    private static bool TryFirst(TreeNode<TKey, TValue>? node, out TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        while (node?.Children is { } children)
        {
            node = children[0];
        }
        if (node?.Values is { } values && node.Count > 0)
        {
            key = node.Keys[0];
            value = values[0];
            return true;
        }
        key = default;
        value = default;
        return false;
    }

    /// <summary>Inserts under a writable node; returns the upper half if the node had to be split.</summary>
    private TreeNode<TKey, TValue>? Insert(TreeNode<TKey, TValue> node, in TKey key, TValue value, object owner)
    {
        if (node.Values is { } values)
        {
            var at = LowerBound(node, key);
            if (at < node.Count && TOrder.Compare(node.Keys[at], key) == 0)
            {
                values[at] = value;
                return null;
            }
            Count++;
            if (node.Count < TreeNode<TKey, TValue>.Capacity)
            {
                node.InsertValue(at, key, value);
                return null;
            }
            // Keys that only grow (times) leave full nodes behind.
            var upper = node.SplitOff(at == node.Count ? node.Count - 1 : node.Count / 2);
            var target = at > node.Count ? upper : node;
            target.InsertValue(ReferenceEquals(target, node) ? at : at - node.Count, key, value);
            return upper;
        }

        var children = node.Children ?? throw new InvalidOperationException("A node is a leaf or has children.");
        var index = ChildFor(node, key);
        if (index == 0 && TOrder.Compare(key, node.Keys[0]) < 0)
        {
            node.Keys[0] = key;
        }
        var child = children[index].WritableBy(owner);
        children[index] = child;
        var split = Insert(child, key, value, owner);
        if (split is null)
        {
            return null;
        }
        if (node.Count < TreeNode<TKey, TValue>.Capacity)
        {
            node.InsertChild(index + 1, split.Keys[0], split);
            return null;
        }
        var right = node.SplitOff(node.Count / 2);
        var place = index + 1;
        if (place > node.Count)
        {
            right.InsertChild(place - node.Count, split.Keys[0], split);
        }
        else
        {
            node.InsertChild(place, split.Keys[0], split);
        }
        return right;
    }

    /// <summary>Takes the key out under the node, if it is there: nothing is copied for a key that is not.</summary>
    /// <param name="rest">What takes the node's place; null when nothing is left of it.</param>
    private static bool TryRemove(
        TreeNode<TKey, TValue> node,
        in TKey key,
        object owner,
        out TreeNode<TKey, TValue>? rest
    )
    {
        rest = node;
        TreeNode<TKey, TValue> writable;
        if (node.Children is { } children)
        {
            var index = ChildFor(node, key);
            if (!TryRemove(children[index], key, owner, out var child))
            {
                return false;
            }
            writable = node.WritableBy(owner);
            if (child is null)
            {
                writable.RemoveAt(index);
            }
            else
            {
                writable.Replace(index, child);
            }
        }
        else
        {
            var at = LowerBound(node, key);
            if (at == node.Count || TOrder.Compare(node.Keys[at], key) != 0)
            {
                return false;
            }
            writable = node.WritableBy(owner);
            writable.RemoveAt(at);
        }
        rest = writable.Count == 0 ? null : writable;
        return true;
    }

    private static int LowerBound(TreeNode<TKey, TValue> node, in TKey key)
    {
        var low = 0;
        var high = node.Count;
        var keys = node.Keys;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (TOrder.Compare(keys[middle], key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    /// <summary>The last child whose lower bound is not above the key, or the first.</summary>
    private static int ChildFor(TreeNode<TKey, TValue> node, in TKey key)
    {
        var low = 1;
        var high = node.Count;
        var keys = node.Keys;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (TOrder.Compare(keys[middle], key) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low - 1;
    }
}
