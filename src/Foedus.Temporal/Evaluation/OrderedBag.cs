using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Evaluation;

/// <summary>
/// A bag of values that gives its least, greatest and n-th in logarithmic time: a treap with subtree sizes
/// (R. Seidel and C. Aragon, "Randomized Search Trees", 1996), its priorities a hash of the node number.
/// </summary>
internal sealed class OrderedBag(ColumnType type, TextPool texts)
{
    private Node[] _nodes = new Node[8];
    private int _root = -1;
    private int _free = -1;
    private int _used;

    /// <summary>How many values there are, equal ones counted each.</summary>
    public long Size => SizeOf(_root);

    /// <summary>The n-th value from 0, in ascending order.</summary>
    public long At(long n)
    {
        var node = _root;
        while (true)
        {
            ref var current = ref _nodes[node];
            var left = SizeOf(current.Left);
            if (n < left)
            {
                node = current.Left;
            }
            else if (n < left + current.Times)
            {
                return current.Value;
            }
            else
            {
                n -= left + current.Times;
                node = current.Right;
            }
        }
    }

    public void Add(long value) => _root = Add(_root, value);

    /// <summary>Removes one of a value that is there.</summary>
    public void Remove(long value) => _root = Remove(_root, value);

    public void Clear()
    {
        _root = _free = -1;
        _used = 0;
    }

    private int Compare(long left, long right) => TermValue.Compare(left, right, type, texts);

    private long SizeOf(int node) => node < 0 ? 0 : _nodes[node].Size;

    private int Add(int node, long value)
    {
        if (node < 0)
        {
            return Create(value);
        }
        var order = Compare(value, _nodes[node].Value);
        if (order == 0)
        {
            _nodes[node].Times++;
            _nodes[node].Size++;
            return node;
        }
        if (order < 0)
        {
            var left = Add(_nodes[node].Left, value);
            _nodes[node].Left = left;
            Measure(node);
            return _nodes[left].Priority > _nodes[node].Priority ? RotateRight(node) : node;
        }
        var right = Add(_nodes[node].Right, value);
        _nodes[node].Right = right;
        Measure(node);
        return _nodes[right].Priority > _nodes[node].Priority ? RotateLeft(node) : node;
    }

    private int Remove(int node, long value)
    {
        var order = Compare(value, _nodes[node].Value);
        if (order < 0)
        {
            _nodes[node].Left = Remove(_nodes[node].Left, value);
        }
        else if (order > 0)
        {
            _nodes[node].Right = Remove(_nodes[node].Right, value);
        }
        else if (_nodes[node].Times > 1)
        {
            _nodes[node].Times--;
        }
        else
        {
            var joined = Join(_nodes[node].Left, _nodes[node].Right);
            _nodes[node].Left = _free;
            _free = node;
            return joined;
        }
        Measure(node);
        return node;
    }

    private int Join(int left, int right)
    {
        if (left < 0 || right < 0)
        {
            return left < 0 ? right : left;
        }
        if (_nodes[left].Priority > _nodes[right].Priority)
        {
            _nodes[left].Right = Join(_nodes[left].Right, right);
            Measure(left);
            return left;
        }
        _nodes[right].Left = Join(left, _nodes[right].Left);
        Measure(right);
        return right;
    }

    private int RotateRight(int node)
    {
        var left = _nodes[node].Left;
        _nodes[node].Left = _nodes[left].Right;
        _nodes[left].Right = node;
        Measure(node);
        Measure(left);
        return left;
    }

    private int RotateLeft(int node)
    {
        var right = _nodes[node].Right;
        _nodes[node].Right = _nodes[right].Left;
        _nodes[right].Left = node;
        Measure(node);
        Measure(right);
        return right;
    }

    private void Measure(int node)
    {
        ref var current = ref _nodes[node];
        current.Size = SizeOf(current.Left) + SizeOf(current.Right) + current.Times;
    }

    private int Create(long value)
    {
        var node = _free;
        if (node >= 0)
        {
            _free = _nodes[node].Left;
        }
        else
        {
            if (_used == _nodes.Length)
            {
                Array.Resize(ref _nodes, _used * 2);
            }
            node = _used++;
        }
        long number = node + 1;
        _nodes[node] = new Node
        {
            Value = value,
            Left = -1,
            Right = -1,
            Times = 1,
            Size = 1,
            Priority = TupleHash.Of(ref number, 1),
        };
        return node;
    }

    private struct Node
    {
        public long Value;
        public long Times;
        public long Size;
        public int Left;
        public int Right;
        public uint Priority;
    }
}
