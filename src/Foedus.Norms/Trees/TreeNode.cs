namespace Foedus.Norms.Trees;

/// <summary>
/// A node of a <see cref="CowTree{TKey, TValue, TOrder}"/>. A leaf has values; an inner node has children, and its key i is
/// a lower bound of all keys under child i. Only the holder of <see cref="Owner"/> may write to it.
/// </summary>
internal sealed class TreeNode<TKey, TValue>
    where TKey : struct
{
    /// <summary>Entries of a full node: wide enough for shallow trees, small enough that copying one is cheap.</summary>
    public const int Capacity = 32;

    private const int SmallestCapacity = 4;

    private TreeNode(object owner, TKey[] keys, TValue[]? values, TreeNode<TKey, TValue>[]? children)
    {
        Owner = owner;
        Keys = keys;
        Values = values;
        Children = children;
    }

    public object Owner { get; }

    public int Count { get; set; }

    public TKey[] Keys { get; private set; }

    public TValue[]? Values { get; private set; }

    public TreeNode<TKey, TValue>[]? Children { get; private set; }

    public static TreeNode<TKey, TValue> Leaf(object owner) =>
        new(owner, new TKey[SmallestCapacity], new TValue[SmallestCapacity], null);

    public static TreeNode<TKey, TValue> Inner(object owner) =>
        new(owner, new TKey[SmallestCapacity], null, new TreeNode<TKey, TValue>[SmallestCapacity]);

    public TreeNode<TKey, TValue> WritableBy(object owner)
    {
        if (ReferenceEquals(Owner, owner))
        {
            return this;
        }
        var capacity = SmallestCapacity;
        while (capacity <= Count && capacity < Capacity)
        {
            capacity *= 2;
        }
        var copy = new TreeNode<TKey, TValue>(
            owner,
            new TKey[capacity],
            Values is null ? null : new TValue[capacity],
            Children is null ? null : new TreeNode<TKey, TValue>[capacity]
        )
        {
            Count = Count,
        };
        Keys.AsSpan(0, Count).CopyTo(copy.Keys);
        Values?.AsSpan(0, Count).CopyTo(copy.Values);
        Children?.AsSpan(0, Count).CopyTo(copy.Children);
        return copy;
    }

    public void InsertValue(int at, in TKey key, TValue value)
    {
        MakeRoom(at);
        Keys[at] = key;
        if (Values is not null)
        {
            Values[at] = value;
        }
    }

    public void InsertChild(int at, in TKey key, TreeNode<TKey, TValue> child)
    {
        MakeRoom(at);
        Keys[at] = key;
        if (Children is not null)
        {
            Children[at] = child;
        }
    }

    public void Replace(int at, TreeNode<TKey, TValue> child)
    {
        if (Children is not null)
        {
            Children[at] = child;
        }
    }

    public void RemoveAt(int at)
    {
        var moved = Count - at - 1;
        Move(Keys, at + 1, at, moved);
        Keys.AsSpan(Count - 1, 1).Clear();
        if (Values is not null)
        {
            Move(Values, at + 1, at, moved);
            Values.AsSpan(Count - 1, 1).Clear();
        }
        if (Children is not null)
        {
            Move(Children, at + 1, at, moved);
            Children.AsSpan(Count - 1, 1).Clear();
        }
        Count--;
    }

    /// <summary>Moves the upper half into a new node, which it returns.</summary>
    /// <param name="keep">How many entries stay.</param>
    public TreeNode<TKey, TValue> SplitOff(int keep)
    {
        var upper = Values is null ? Inner(Owner) : Leaf(Owner);
        var moved = Count - keep;
        upper.Reserve(Capacity);
        Array.Copy(Keys, keep, upper.Keys, 0, moved);
        Array.Clear(Keys, keep, moved);
        if (Values is not null && upper.Values is not null)
        {
            Array.Copy(Values, keep, upper.Values, 0, moved);
            Array.Clear(Values, keep, moved);
        }
        if (Children is not null && upper.Children is not null)
        {
            Array.Copy(Children, keep, upper.Children, 0, moved);
            Array.Clear(Children, keep, moved);
        }
        upper.Count = moved;
        Count = keep;
        return upper;
    }

    private void MakeRoom(int at)
    {
        if (Count == Keys.Length)
        {
            Reserve(Math.Min(Capacity, Keys.Length * 2));
        }
        var moved = Count - at;
        Move(Keys, at, at + 1, moved);
        if (Values is not null)
        {
            Move(Values, at, at + 1, moved);
        }
        if (Children is not null)
        {
            Move(Children, at, at + 1, moved);
        }
        Count++;
    }

    private void Reserve(int capacity)
    {
        if (capacity <= Keys.Length)
        {
            return;
        }
        Keys = Enlarged(Keys, Count, capacity);
        Values = Values is null ? null : Enlarged(Values, Count, capacity);
        Children = Children is null ? null : Enlarged(Children, Count, capacity);
    }

    // Spans of one array need none of the checks of types that copying between arrays makes.
    private static void Move<T>(T[] items, int from, int to, int count) =>
        items.AsSpan(from, count).CopyTo(items.AsSpan(to, count));

    private static T[] Enlarged<T>(T[] from, int count, int capacity)
    {
        var larger = new T[capacity];
        Array.Copy(from, larger, count);
        return larger;
    }
}
