using System.Runtime.InteropServices;
using System.Text;
using Foedus.Temporal.Evaluation;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <content>Every item that a log may have, and what is wrong with those it may not have.</content>
public sealed unsafe partial class LogReader
{
    private Outcome ReadItem(ref byte* at, byte* end)
    {
        var first = *at;
        if (FieldBytes.Has(first))
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
                return RefuseNul(at);
            case 0xEF when PositionOf(at) == 0:
                return SkipByteOrderMark(ref at, end);
            default:
                return Refuse(at, $"Unexpected {Describe(first)}. Expected a predicate, '@', ';' or '>'.");
        }
    }

    private Outcome SkipByteOrderMark(ref byte* at, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(at, (int)Math.Min(end - at, 3));
        if (rest.SequenceEqual(Encoding.UTF8.Preamble))
        {
            at += 3;
            return Outcome.Done;
        }
        return Encoding.UTF8.Preamble.StartsWith(rest) && !_sourceEnded
            ? Outcome.NeedsMore
            : Refuse(at, $"Unexpected {Describe(*at)}. Expected '@' or '>'.");
    }

    private Outcome RefuseNul(byte* at) => Refuse(at, "A NUL byte stands here. Remove it.");

    private static string Describe(byte b) => b is < 0x20 or > 0x7E ? $"byte 0x{b:X2}" : $"'{(char)b}'";

    // A comment may be longer than the buffer, so its parts are dropped as they come.
    private Outcome SkipComment(ref byte* at, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
        var length = rest.IndexOfAny((byte)'\n', (byte)'\r', (byte)0);
        if (length >= 0)
        {
            at += length;
            return *at == 0 ? RefuseNul(at) : Outcome.Done;
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
        if (at == first || FieldBytes.Has(*at) || stamp < 0 || stamp > Timeline.LargestStamp)
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
        _timePointAt = PositionOf(start);
        start = at;
        return Outcome.Done;
    }

    private void EndTimePoint()
    {
        _inTimePoint = false;
        _predicate = -1;
        _earliest = Math.Max(_earliest, _stamp - _options.LateHorizon);
        _receiver.EndTimePoint();
        if (_nextReceiver is not null)
        {
            TurnToNextReceiver();
        }
    }

    private Outcome ReadPredicate(ref byte* start, byte* end)
    {
        var at = start;
        var hash = PredicateNames.EmptyHash;
        while (FieldBytes.Has(*at))
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
        if (*at == 0 && at < end)
        {
            return RefuseNul(at);
        }
        if (*at != '(')
        {
            if (_types[predicate].Length != 0)
            {
                return Refuse(
                    start,
                    $"Predicate {Excerpt(start, at)} has no tuple. It takes {Fields(_types[predicate].Length)}."
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
            _wantedEvents++;
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
            while (true)
            {
                var rest = new ReadOnlySpan<byte>(at, (int)(end - at));
                var next = rest.IndexOfAny((byte)'"', (byte)'\\', (byte)0);
                if (next < 0 || rest[next] == '\\' && next + 1 == rest.Length)
                {
                    return _sourceEnded
                        ? Refuse(field - 1, "This text has no closing quote. Add one.")
                        : Outcome.NeedsMore;
                }
                at += next;
                if (*at == '"')
                {
                    break;
                }
                // A backslash keeps what follows, unless that is a NUL byte.
                at += *at == '\\' ? 1 : 0;
                if (*at == 0)
                {
                    return RefuseNul(at);
                }
                at++;
            }
            contentEnd = at++;
        }
        else
        {
            while (FieldBytes.Has(*at))
            {
                at++;
            }
            contentEnd = at;
            if (at < end && *at == 0)
            {
                return RefuseNul(at);
            }
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
        if (*at == 0)
        {
            return RefuseNul(at);
        }
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

    private static string Fields(int count) => count == 1 ? "1 field" : $"{count} fields";

    private string WrongArity(int found)
    {
        var wanted = _types[_predicate].Length;
        var count =
            found > wanted ? $"more than {wanted}" : found.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{Name()} takes {Fields(wanted)} and has {count} here.";
    }

    private static bool IsInteger(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        return digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }

    private Outcome ReadCommand(ref byte* start, byte* end)
    {
        var rest = new ReadOnlySpan<byte>(start, (int)(end - start));
        var length = rest.IndexOf((byte)'<');
        if (length < 0)
        {
            return _sourceEnded ? Refuse(start, "This command has no end. Close it with '<'.") : Outcome.NeedsMore;
        }
        if (rest[..length].IndexOf((byte)0) is var nul and >= 0)
        {
            return RefuseNul(start + nul);
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
            if (IsInteger(command))
            {
                return Refuse(start, "The instant in this command is beyond 2^61.");
            }
            return Refuse(start, $"Unknown command {brief}. Use >123< for the clock, or >terminate<.");
        }
        start += length + 1;
        return Outcome.Done;
    }
}
