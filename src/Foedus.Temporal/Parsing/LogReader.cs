using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
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
public sealed unsafe class LogReader
{
    /// <summary>The longest predicate with one tuple, stamp or command.</summary>
    public const int LongestItem = 64 * 1024 * 1024;

    private const int FirstBuffer = 256 * 1024;

    private readonly Stream _source;
    private readonly TemporalMonitor _monitor;
    private readonly LogReaderOptions _options;
    private readonly PredicateNames _names;
    private readonly bool[] _isWanted;
    private readonly MonitorFeed _feed;
    private EventReceiver _receiver;
    private readonly ColumnType[][] _types;
    private readonly long[] _arguments;

    // One byte more than is ever filled: a zero there ends every scan.
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(FirstBuffer + 1, pinned: true);
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
    private long _timePointLine = -1;
    private long _bytesRead;
    private bool _terminated;

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
        var widest = 1;
        for (var i = 0; i < _types.Length; i++)
        {
            _types[i] = [.. monitor.Signature.Predicates[i].Types];
            widest = Math.Max(widest, _types[i].Length);
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
            if (_bytesRead >= _options.ParseAheadAfter && !_sourceEnded)
            {
                ReadAhead();
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
        if (_inTimePoint)
        {
            EndTimePoint();
        }
        _feed.End();
        _monitor.Run();
        problem = null;
        return true;
    }

    // A second thread parses the rest of the source while this one evaluates.
    private void ReadAhead()
    {
        const int BatchesUnderWay = 4;
        var queue = new BatchQueue(() => new EventBatch(_monitor.Signature), BatchesUnderWay);
        var parser = new Thread(() => Parse(queue)) { IsBackground = true, Name = "Log parser" };
        parser.Start();
        try
        {
            while (queue.TakeFilled(_options.BeforeRead) is { } batch)
            {
                batch.Replay(_feed);
                _monitor.Run();
                queue.GiveEmpty(batch);
            }
        }
        finally
        {
            queue.Abandon();
        }
        _receiver = _feed;
    }

    private void Parse(BatchQueue queue)
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            while (!_terminated && !_isRefused && queue.TakeEmpty() is { } batch)
            {
                _receiver = batch;
                var isFilled = Fill();
                if (isFilled)
                {
                    ReadBuffered();
                }
                queue.GiveFilled(batch);
                if (!isFilled)
                {
                    break;
                }
            }
        }
        // Whatever it is, the thread that called has to deal with it.
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }
        queue.Complete(failure);
    }

    // Letters, digits and _ [ ] / : - . !
    private static ReadOnlySpan<byte> FieldBytes =>
        [
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            1,
            0,
            1,
            0,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFieldByte(byte b) => Unsafe.Add(ref MemoryMarshal.GetReference(FieldBytes), (nint)b) != 0;

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
            _at = 0;
        }
        else if (_filled == _buffer.Length - 1)
        {
            var larger = GC.AllocateUninitializedArray<byte>(_filled * 2 + 1, pinned: true);
            Buffer.BlockCopy(_buffer, 0, larger, 0, _filled);
            _buffer = larger;
        }
        var read = _source.Read(_buffer, _filled, _buffer.Length - 1 - _filled);
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
            while (!_terminated)
            {
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

    private Outcome ReadItem(ref byte* at, byte* end)
    {
        var first = *at;
        if (IsFieldByte(first))
        {
            return ReadPredicate(ref at, end);
        }
        switch (first)
        {
            case (byte)'(':
                if (!_inTimePoint || _predicate < 0)
                {
                    return Refuse(at, "A tuple stands without a predicate. Put the predicate's name before it.");
                }
                var tuple = at;
                var outcome = ReadTuple(ref tuple, end);
                if (outcome == Outcome.Done)
                {
                    at = tuple;
                }
                return outcome;
            case (byte)'@':
                return ReadStamp(ref at, end);
            case (byte)';':
                if (!_inTimePoint)
                {
                    return Refuse(at, "';' ends no time point. Remove it, or open one with @.");
                }
                at++;
                EndTimePoint();
                return Outcome.Done;
            case (byte)'>':
                return ReadCommand(ref at, end);
            case (byte)'#':
                return SkipComment(ref at, end);
            case 0:
                return Refuse(at, "A NUL byte stands here. Remove it.");
            default:
                return Refuse(at, $"Unexpected {Describe(first)}. Expected a predicate, '@', ';' or '>'.");
        }
    }

    private static string Describe(byte b) => b is < 0x20 or > 0x7E ? $"byte 0x{b:X2}" : $"'{(char)b}'";

    // A comment may be longer than the buffer, so its parts are dropped as they come.
    private Outcome SkipComment(ref byte* at, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
        var length = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (length >= 0)
        {
            at += length;
            return Outcome.Done;
        }
        if (_sourceEnded)
        {
            at = end;
            return Outcome.Done;
        }
        // The sign itself stays, so that the rest is still a comment.
        if (rest.Length > 1)
        {
            at = end - 1;
            *at = (byte)'#';
        }
        return Outcome.NeedsMore;
    }

    private Outcome ReadStamp(ref byte* start, byte* end)
    {
        var at = start + 1;
        while (*at is (byte)' ' or (byte)'\t')
        {
            at++;
        }
        var digits = at;
        var negative = *at == '-';
        if (negative)
        {
            at++;
        }
        var first = at;
        long stamp = 0;
        unchecked
        {
            while ((uint)(*at - '0') <= 9 && at - first < 19)
            {
                stamp = stamp * 10 + (*at - '0');
                at++;
            }
        }
        if (at == end && !_sourceEnded)
        {
            return Outcome.NeedsMore;
        }
        if (at == first || IsFieldByte(*at) || stamp < 0 || stamp > Timeline.LargestStamp)
        {
            return Refuse(digits, "Expected a stamp, an integer below 2^61, after '@'.");
        }
        stamp = negative ? -stamp : stamp;
        if (_inTimePoint)
        {
            EndTimePoint();
        }
        if (stamp < _earliest)
        {
            return Refuse(
                start,
                _options.LateHorizon == 0
                    ? $"Stamp {stamp} is before {_earliest}, which the log has reached. Sort the log by stamps, or allow late events."
                    : $"Stamp {stamp} is before {_earliest}, further back than late events are allowed."
            );
        }
        _inTimePoint = true;
        _predicate = -1;
        _stamp = stamp;
        _receiver.BeginTimePoint(stamp);
        if (_options.SkipUnusableLines)
        {
            _timePointLine = LineOf(start);
        }
        start = at;
        return Outcome.Done;
    }

    private void EndTimePoint()
    {
        _inTimePoint = false;
        _predicate = -1;
        _earliest = Math.Max(_earliest, _stamp - _options.LateHorizon);
        _receiver.EndTimePoint();
    }

    private Outcome ReadPredicate(ref byte* start, byte* end)
    {
        var at = start;
        var hash = PredicateNames.EmptyHash;
        while (IsFieldByte(*at))
        {
            hash = PredicateNames.Extend(hash, *at);
            at++;
        }
        if (at == end && !_sourceEnded)
        {
            return Outcome.NeedsMore;
        }
        if (!_inTimePoint)
        {
            return Refuse(start, "An event stands outside a time point. Open one with @ and a stamp.");
        }
        var predicate = _names.Find(new ReadOnlySpan<byte>(start, (int)(at - start)), hash);
        if (predicate < 0)
        {
            return Refuse(start, $"Unknown predicate {Excerpt(start, at)}. Declare it in the signature.");
        }
        _predicate = predicate;
        while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
        if (at == end && !_sourceEnded)
        {
            return Outcome.NeedsMore;
        }
        if (*at != '(')
        {
            if (_types[predicate].Length != 0)
            {
                return Refuse(
                    start,
                    $"Predicate {Excerpt(start, at)} has no tuple. It takes {_types[predicate].Length} fields."
                );
            }
            Deliver(predicate);
            start = at;
            return Outcome.Done;
        }
        var outcome = ReadTuple(ref at, end);
        if (outcome == Outcome.Done)
        {
            start = at;
        }
        return outcome;
    }

    private void Deliver(int predicate)
    {
        Events++;
        if (_isWanted[predicate])
        {
            _receiver.Take(predicate, ref MemoryMarshal.GetArrayDataReference(_arguments));
        }
    }

    private Outcome ReadTuple(ref byte* start, byte* end)
    {
        var types = _types[_predicate];
        var at = start + 1;
        for (var i = 0; i < types.Length; i++)
        {
            if (types[i] == ColumnType.Integer)
            {
                // The common case: a short decimal that is followed at once by a comma or a parenthesis.
                unchecked
                {
                    var digit = at;
                    var negative = *digit == '-';
                    if (negative)
                    {
                        digit++;
                    }
                    var first = digit;
                    long value = 0;
                    uint next;
                    while ((next = (uint)(*digit - '0')) <= 9)
                    {
                        value = value * 10 + next;
                        digit++;
                    }
                    if (digit > first && digit - first <= 18 && *digit == (i == types.Length - 1 ? ')' : ','))
                    {
                        _arguments[i] = negative ? -value : value;
                        at = digit + 1;
                        continue;
                    }
                }
            }
            var outcome = ReadField(ref at, end, i, types);
            if (outcome != Outcome.Done)
            {
                return outcome;
            }
        }
        if (types.Length == 0)
        {
            while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                at++;
            }
            if (*at != ')')
            {
                return at == end && !_sourceEnded
                    ? Outcome.NeedsMore
                    : Refuse(at, $"{Name()} takes no fields. Write {Name()}().");
            }
            at++;
        }
        Deliver(_predicate);
        start = at;
        return Outcome.Done;
    }

    private string Name() => _monitor.Signature.Predicates[_predicate].Name;

    // Any field, with the separator behind it.
    private Outcome ReadField(ref byte* start, byte* end, int index, ColumnType[] types)
    {
        var at = start;
        while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
        var field = at;
        byte* contentEnd;
        if (*at == 'r' && at[1] == '"')
        {
            at++;
        }
        if (*at == '"')
        {
            field = ++at;
            while (*at != '"')
            {
                if (*at == '\\' && at + 1 < end)
                {
                    at++;
                }
                else if (at == end)
                {
                    return _sourceEnded
                        ? Refuse(field - 1, "This text has no closing quote. Add one.")
                        : Outcome.NeedsMore;
                }
                if (*at == 0)
                {
                    return at == end ? Outcome.NeedsMore : Refuse(at, "A NUL byte stands here. Remove it.");
                }
                at++;
            }
            contentEnd = at++;
        }
        else
        {
            while (IsFieldByte(*at))
            {
                at++;
            }
            contentEnd = at;
            if (at == field && at < end)
            {
                return Refuse(
                    at,
                    *at == ')'
                        ? WrongArity(index)
                        : $"Expected a field of {Name()}, but {Describe(*at)} stands here. Put a text with other characters in double quotes."
                );
            }
        }
        while (*at is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;
        }
        if (at == end)
        {
            return Outcome.NeedsMore;
        }
        var isLast = index == types.Length - 1;
        if (*at != (isLast ? ')' : ','))
        {
            return Refuse(
                at,
                *at is (byte)')' or (byte)','
                    ? WrongArity(isLast ? types.Length + 1 : index + 1)
                    : $"Expected ',' or ')' in {Name()}, but {Describe(*at)} stands here."
            );
        }
        var content = new ReadOnlySpan<byte>(field, (int)(contentEnd - field));
        switch (types[index])
        {
            case ColumnType.Integer:
                if (!FieldText.TryInteger(content, out _arguments[index]))
                {
                    return Refuse(
                        field,
                        $"Field {index + 1} of {Name()} is no integer of 64 bits: {Excerpt(field, contentEnd)}."
                    );
                }
                break;
            case ColumnType.Float:
                if (!FieldText.TryFloat(content, out var number))
                {
                    return Refuse(field, $"Field {index + 1} of {Name()} is no number: {Excerpt(field, contentEnd)}.");
                }
                _arguments[index] = Value.FloatBits(number);
                break;
            default:
                _arguments[index] = _isWanted[_predicate] ? _receiver.Pack(content) : 0;
                break;
        }
        start = at + 1;
        return Outcome.Done;
    }

    private string WrongArity(int found)
    {
        var wanted = _types[_predicate].Length;
        var count =
            found > wanted ? $"more than {wanted}" : found.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{Name()} takes {wanted} fields and has {count} here.";
    }

    private Outcome ReadCommand(ref byte* start, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(start, (int)(end - start));
        var length = rest.IndexOf((byte)'<');
        if (length < 0)
        {
            return _sourceEnded ? Refuse(start, "This command has no end. Close it with '<'.") : Outcome.NeedsMore;
        }
        var command = Encoding.UTF8.GetString(rest[1..length]).Trim();
        if (
            long.TryParse(
                command,
                System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var instant
            )
        )
        {
            if (Math.Abs(Math.Max(instant, -long.MaxValue)) > Timeline.LargestStamp)
            {
                return Refuse(start, "The instant in this command is beyond 2^61.");
            }
            if (_inTimePoint)
            {
                EndTimePoint();
            }
            // Late events are still possible as far back as the horizon.
            var passed = _options.LateHorizon > 0 ? instant - _options.LateHorizon : instant + 1;
            _earliest = Math.Max(_earliest, passed);
            _receiver.AdvanceTo(instant);
        }
        else if (command == "terminate")
        {
            if (_inTimePoint)
            {
                EndTimePoint();
            }
            _terminated = true;
        }
        else
        {
            var brief = command.Length > 40 ? command[..40] + "..." : command;
            return Refuse(start, $"Unknown command {brief}. Use >123< for the clock, or >terminate<.");
        }
        start += length + 1;
        return Outcome.Done;
    }

    private static string Excerpt(byte* from, byte* to)
    {
        var text = Encoding.UTF8.GetString(from, (int)Math.Min(to - from, 40));
        return to - from > 40 ? text + "..." : text;
    }

    private long LineOf(byte* at)
    {
        fixed (byte* start = _buffer)
        {
            return _linesBefore + _buffer.AsSpan(0, (int)(at - start)).Count((byte)'\n');
        }
    }

    private Outcome Refuse(byte* at, string message)
    {
        fixed (byte* start = _buffer)
        {
            var before = _buffer.AsSpan(0, (int)(at - start));
            var lines = before.Count((byte)'\n');
            var column =
                lines > 0 ? before.Length - before.LastIndexOf((byte)'\n') : _columnsBefore + before.Length + 1;
            var line = _linesBefore + lines + 1;
            _refusal = new TemporalProblem(
                new TextPosition((int)Math.Min(line, int.MaxValue), (int)Math.Min(column, int.MaxValue)),
                message
            );
        }
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
        if (_inTimePoint && _timePointLine == LineOf(at))
        {
            _receiver.Discard();
            _inTimePoint = false;
            _predicate = -1;
        }
        at = length < 0 ? end : at + length + 1;
        _at = (int)(at - start);
        return true;
    }
}
