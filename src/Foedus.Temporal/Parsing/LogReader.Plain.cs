using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Foedus.Temporal.Evaluation;

namespace Foedus.Temporal.Parsing;

/// <content>
/// The form nearly all of a log has: <c>@stamp</c>, names of up to 15 letters, tuples without blanks, single blanks and
/// line ends. It is read without looking at a byte twice; anything else is left to where every item is read.
/// </content>
public sealed unsafe partial class LogReader
{
    // So many decimal digits need no look at whether they leave 64 bits.
    private const int SafeDigits = 18;

    // Takes in what it can and stops before the first item that it cannot, or that is not complete.
    private void ReadPlain(ref byte* position, byte* start)
    {
        unchecked
        {
            var at = position;
            while (true)
            {
                var item = at;
                switch (*at)
                {
                    case (byte)' ' or (byte)'\n':
                        position = ++at;
                        continue;
                    case (byte)';':
                        if (!_inTimePoint)
                        {
                            return;
                        }
                        EndTimePoint();
                        position = ++at;
                        continue;
                    case (byte)'@':
                        if (_inTimePoint || !TryStamp(ref at, out var stamp) || stamp < _earliest)
                        {
                            return;
                        }
                        _inTimePoint = true;
                        _predicate = -1;
                        _stamp = stamp;
                        _timePointAt = _bytesBefore + (item - start);
                        _receiver.BeginTimePoint(stamp);
                        position = at;
                        continue;
                    case (byte)'(':
                        if (_predicate < 0)
                        {
                            return;
                        }
                        break;
                    default:
                        if (!_inTimePoint || !_names.TryShort(ref at, out var predicate))
                        {
                            return;
                        }
                        _predicate = predicate;
                        break;
                }
                if (!TryIntegers(ref at))
                {
                    return;
                }
                Events++;
                if (_isWanted[_predicate])
                {
                    _wantedEvents++;
                    _receiver.Take(_predicate, ref MemoryMarshal.GetArrayDataReference(_arguments));
                }
                position = at;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryStamp(ref byte* position, out long stamp)
    {
        unchecked
        {
            var at = position + 1;
            var first = at;
            stamp = 0;
            uint digit;
            while ((digit = (uint)(*at - '0')) <= 9)
            {
                stamp = stamp * 10 + digit;
                at++;
            }
            position = at;
            // A comment, a tuple or the end of the buffer may follow, but those are rare.
            return *at is (byte)' ' or (byte)'\n' or (byte)';'
                && at > first
                && at - first <= SafeDigits
                && stamp <= Timeline.LargestStamp;
        }
    }

    // A tuple of the current predicate, if its fields are all integers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryIntegers(ref byte* position)
    {
        unchecked
        {
            var count = _integerCounts[_predicate];
            ref var arguments = ref MemoryMarshal.GetArrayDataReference(_arguments);
            var at = position;
            for (var i = 0; i < count; i++)
            {
                // Behind the parenthesis or the comma.
                var negative = *++at == '-';
                if (negative)
                {
                    at++;
                }
                var first = at;
                long value = 0;
                uint digit;
                while ((digit = (uint)(*at - '0')) <= 9)
                {
                    value = value * 10 + digit;
                    at++;
                }
                if (at == first || at - first > SafeDigits || *at != (i + 1 == count ? ')' : ','))
                {
                    return false;
                }
                Unsafe.Add(ref arguments, i) = negative ? -value : value;
            }
            position = at + 1;
            return count > 0;
        }
    }
}
