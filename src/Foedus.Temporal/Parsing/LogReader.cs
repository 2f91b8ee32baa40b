using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// Reads a log in MonPoly's format, byte by byte, into a monitor: <c>@stamp event(1,"a")(2,b) event; </c>. A time point
/// ends at <c>;</c>, at the next <c>@</c>, at a command or at the end. <c>&gt;123&lt;</c> says that time has reached 123.
/// </summary>
public sealed unsafe partial class LogReader
{
    /// <summary>
    /// The longest predicate with one tuple, stamp or command. An item that comes in pieces is read again from its
    /// start with each piece, so a much longer one would take minutes.
    /// </summary>
    public const int LongestItem = 16 * 1024 * 1024;

    private const int FirstBuffer = 256 * 1024;

    private readonly Stream _source;
    private readonly TemporalMonitor _monitor;
    private readonly LogReaderOptions _options;
    private readonly PredicateNames _names;
    private readonly bool[] _isWanted;
    private readonly MonitorFeed _feed;
    private EventReceiver _receiver;

    // Gets everything behind the open time point.
    private EventReceiver? _nextReceiver;
    private readonly ColumnType[][] _types;

    // Per predicate how many fields, if they are all integers; else 0.
    private readonly int[] _integerCounts;
    private readonly long[] _arguments;

    // A zero behind what is filled ends every scan, and names are read two words at a time.
    private const int Padding = 16;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FirstBuffer + Padding, pinned: true);
    private int _at;
    private int _filled;
    private bool _sourceEnded;
    private long _linesBefore;
    private long _columnsBefore;

    private bool _inTimePoint;
    private long _stamp;
    private int _predicate = -1;

    // No time point that begins now may have a stamp below this.
    private long _earliest;

    // Where it began, counted in bytes from the log's first one.
    private long _timePointAt;
    private long _bytesBefore;

    // How many lines have been counted in the buffer, and up to where.
    private int _countedTo;
    private int _countedLines;
    private long _bytesRead;
    private long _wantedEvents;
    private bool _terminated;

    // Whether what comes next still belongs to a line that is skipped.
    private bool _isInSkippedLine;

    /// <param name="source">The bytes of the log. Read ahead; not closed.</param>
    /// <param name="monitor">Takes the events.</param>
    /// <param name="options">What to do with lines that cannot be used, and with interruptions.</param>
    public LogReader(Stream source, TemporalMonitor monitor, LogReaderOptions options)
    {
        _source = source;
        _monitor = monitor;
        _options = options;
        _names = new PredicateNames(monitor.Signature);
        _feed = new MonitorFeed(monitor, options.LateHorizon);
        _receiver = _feed;
        // What comes late passes through a buffer, which takes everything.
        _isWanted = [.. monitor.Inputs.Select(input => input.IsUsed || options.LateHorizon > 0)];
        _earliest = options.LateHorizon > 0 ? -Timeline.LargestStamp - options.LateHorizon : monitor.Timeline.Clock;
        _types = new ColumnType[monitor.Signature.Predicates.Count][];
        _integerCounts = new int[_types.Length];
        var widest = 1;
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = [.. monitor.Signature.Predicates[i].Types];
            widest = Math.Max(widest, _types[i].Length);
            _integerCounts[i] = _types[i].All(type => type == ColumnType.Integer) ? _types[i].Length : 0;
        }
        _arguments = new long[widest];
    }

    /// <summary>Events taken in, those of predicates no formula looks at included.</summary>
    public long Events { get; private set; }

    /// <summary>Lines skipped because they could not be used.</summary>
    public long SkippedLines { get; private set; }

    /// <summary>The first problem among the skipped lines.</summary>
    public TemporalProblem? FirstSkipped { get; private set; }

    private enum Outcome
    {
        Done,
        NeedsMore,
        Refused,
    }

    private TemporalProblem? _refusal;
    private bool _isRefused;

    /// <summary>
    /// Reads to the end of the source. False where the log cannot be used, with the first problem; what came before it
    /// has been monitored.
    /// </summary>
    public bool TryRead([NotNullWhen(false)] out TemporalProblem? problem)
    {
        while (!_terminated && !_isRefused)
        {
            if (_bytesRead >= _options.ParseAheadAfter && !_sourceEnded && IsBusy())
            {
                if (!TryReadInSlices())
                {
                    ReadAhead();
                }
                break;
            }
            if (!_sourceEnded)
            {
                _options.BeforeRead?.Invoke();
            }
            if (!Fill())
            {
                break;
            }
            ReadBuffered();
            _monitor.Run();
        }
        if (_isRefused)
        {
            problem = _refusal ?? new TemporalProblem(default, "The log cannot be read.");
            return false;
        }
        Finish();
        problem = null;
        return true;
    }

    // Moves what is left to the front and reads more behind it. False at the end of a source that is used up.
    private bool Fill()
    {
        if (_sourceEnded)
        {
            return _at < _filled;
        }
        if (_at > 0)
        {
            var passed = _buffer.AsSpan(0, _at);
            var lines = passed.Count((byte)'\n');
            _linesBefore += lines;
            _columnsBefore = lines > 0 ? _at - passed.LastIndexOf((byte)'\n') - 1 : _columnsBefore + _at;
            Buffer.BlockCopy(_buffer, _at, _buffer, 0, _filled - _at);
            _filled -= _at;
            _bytesBefore += _at;
            _countedTo = 0;
            _countedLines = 0;
            _at = 0;
        }
        else if (_filled == _buffer.Length - Padding)
        {
            var larger = GC.AllocateUninitializedArray<byte>(_filled * 2 + Padding, pinned: true);
            Buffer.BlockCopy(_buffer, 0, larger, 0, _filled);
            _buffer = larger;
        }
        var read = _source.Read(_buffer, _filled, _buffer.Length - Padding - _filled);
        _bytesRead += read;
        _sourceEnded = read == 0;
        _filled += read;
        _buffer[_filled] = 0;
        return !_sourceEnded || _at < _filled;
    }

    // Takes in every complete item of the buffer, up to one that makes the log unusable.
    private void ReadBuffered()
    {
        fixed (byte* start = _buffer)
        {
            var end = start + _filled;
            var at = start + _at;
            if (_isInSkippedLine && !SkipRestOfLine(ref at, start, end))
            {
                return;
            }
            while (!_terminated)
            {
                ReadPlain(ref at, start);
                while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                {
                    at++;
                }
                _at = (int)(at - start);
                if (at == end)
                {
                    return;
                }
                var outcome = ReadItem(ref at, end);
                switch (outcome)
                {
                    case Outcome.Done:
                        continue;
                    case Outcome.NeedsMore when !_sourceEnded:
                        if (end - at < LongestItem)
                        {
                            _at = (int)(at - start);
                            return;
                        }
                        Refuse(at, $"This item is longer than {LongestItem} bytes. Break it up.");
                        break;
                    case Outcome.NeedsMore:
                        Refuse(at, "The log ends in the middle of this item. Complete or remove it.");
                        break;
                }
                if (!_options.SkipUnusableLines)
                {
                    _isRefused = true;
                    return;
                }
                if (!SkipLine(ref at, start, end))
                {
                    return;
                }
            }
            _at = (int)(at - start);
        }
    }

    private static string Excerpt(byte* from, byte* to)
    {
        var text = Encoding.UTF8.GetString(from, (int)Math.Min(to - from, 40));
        return to - from > 40 ? text + "..." : text;
    }

    private long PositionOf(byte* at)
    {
        fixed (byte* start = _buffer)
        {
            return _bytesBefore + (at - start);
        }
    }

    // How far a byte is from the beginning of its line.
    private long ColumnOf(byte* at)
    {
        fixed (byte* start = _buffer)
        {
            var before = _buffer.AsSpan(0, (int)(at - start));
            var end = before.LastIndexOf((byte)'\n');
            return end < 0 ? _columnsBefore + before.Length : before.Length - end - 1;
        }
    }

    private Outcome Refuse(byte* at, string message)
    {
        fixed (byte* start = _buffer)
        {
            var to = (int)(at - start);
            if (to < _countedTo)
            {
                (_countedTo, _countedLines) = (0, 0);
            }
            _countedLines += _buffer.AsSpan(_countedTo, to - _countedTo).Count((byte)'\n');
            _countedTo = to;
        }
        var line = Math.Min(_linesBefore + _countedLines + 1, int.MaxValue);
        var column = Math.Min(ColumnOf(at) + 1, int.MaxValue);
        _refusal = new TemporalProblem(new TextPosition((int)line, (int)column), message);
        return Outcome.Refused;
    }

    // Drops the rest of the line, and the time point if it began on this line. False where the line's end is not in the buffer yet.
    private bool SkipLine(ref byte* at, byte* start, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
        var length = rest.IndexOf((byte)'\n');
        if (length < 0 && !_sourceEnded && rest.Length < LongestItem)
        {
            _at = (int)(at - start);
            return false;
        }
        SkippedLines++;
        FirstSkipped ??= _refusal;
        if (_inTimePoint && _timePointAt >= PositionOf(at) - ColumnOf(at))
        {
            _receiver.Discard();
            _inTimePoint = false;
            _predicate = -1;
        }
        return SkipRestOfLine(ref at, start, end);
    }

    // A line may be longer than the buffer, so its parts are dropped as they come. False where its end has not come yet.
    private bool SkipRestOfLine(ref byte* at, byte* start, byte* end)
    {
        var length = new ReadOnlySpan<byte>(at, (int)(end - at)).IndexOf((byte)'\n');
        _isInSkippedLine = length < 0 && !_sourceEnded;
        at = length < 0 ? end : at + length + 1;
        _at = (int)(at - start);
        return !_isInSkippedLine;
    }
}
