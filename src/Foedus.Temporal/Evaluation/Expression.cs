using System.Globalization;
using System.Text;
using Foedus.Temporal.Formulas;
using Foedus.Temporal.Monitoring;

namespace Foedus.Temporal.Evaluation;

/// <summary>A term over registers that hold packed values.</summary>
internal abstract class Expression(ColumnType type)
{
    public ColumnType Type { get; } = type;

    /// <summary>Throws <see cref="ValueOverflowException"/> where an integer leaves 64 bits.</summary>
    public abstract long Evaluate(long[] registers);

    public sealed class Register(int index, ColumnType type) : Expression(type)
    {
        public int Index { get; } = index;

        public override long Evaluate(long[] registers) => registers[Index];
    }

    public sealed class Constant(long value, ColumnType type) : Expression(type)
    {
        public long Value => value;

        public override long Evaluate(long[] registers) => value;
    }

    public sealed class Arithmetic(TermOperator function, Expression left, Expression right, TextPosition at)
        : Expression(left.Type)
    {
        public override long Evaluate(long[] registers)
        {
            var a = left.Evaluate(registers);
            var b = right.Evaluate(registers);
            if (Type == ColumnType.Integer)
            {
                return OfIntegers(a, b);
            }
            var x = BitConverter.Int64BitsToDouble(a);
            var y = BitConverter.Int64BitsToDouble(b);
            return Value.FloatBits(
                function switch
                {
                    TermOperator.Add => x + y,
                    TermOperator.Subtract => x - y,
                    TermOperator.Multiply => x * y,
                    _ => x / y,
                }
            );
        }

        private long OfIntegers(long a, long b)
        {
            try
            {
                return function switch
                {
                    TermOperator.Add => checked(a + b),
                    TermOperator.Subtract => checked(a - b),
                    TermOperator.Multiply => checked(a * b),
                    TermOperator.Divide => b == 0 ? 0 : checked(a / b),
                    _ => b is 0 ? a
                    : b == -1 ? 0
                    : a % b,
                };
            }
            catch (OverflowException)
            {
                throw new ValueOverflowException(at);
            }
        }
    }

    public sealed class Function(
        TermOperator function,
        Expression operand,
        ColumnType type,
        TextPool texts,
        TextPosition at
    ) : Expression(type)
    {
        // 2100-01-01: the reference counts no later date.
        private const double LatestInstant = 4102444800.0;

        public override long Evaluate(long[] registers)
        {
            var value = operand.Evaluate(registers);
            return function switch
            {
                TermOperator.Negate when Type == ColumnType.Integer => value != long.MinValue
                    ? -value
                    : throw new ValueOverflowException(at),
                TermOperator.Negate => Value.FloatBits(-BitConverter.Int64BitsToDouble(value)),
                TermOperator.IntegerToFloat => Value.FloatBits(value),
                TermOperator.FloatToInteger => ToInteger(BitConverter.Int64BitsToDouble(value)),
                TermOperator.IntegerToText => texts.Intern(value.ToString(CultureInfo.InvariantCulture)),
                TermOperator.FloatToText => texts.Intern(FloatText(BitConverter.Int64BitsToDouble(value))),
                TermOperator.TextToInteger => FieldText.TryInteger(texts[value], out var integer) ? integer : 0,
                TermOperator.TextToFloat => FieldText.TryFloat(texts[value], out var number)
                    ? Value.FloatBits(number)
                    : 0,
                _ => OfDate(value),
            };
        }

        // From -2^63 to below 2^63.
        private long ToInteger(double value) =>
            double.IsNaN(value) || double.IsInfinity(value) ? 0
            : value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value
            : throw new ValueOverflowException(at);

        private static string FloatText(double value)
        {
            var text = NumberText.General(value, digits: 12);
            return text.IndexOfAny(['.', 'e', 'n', 'i']) < 0 ? text + "." : text;
        }

        private long OfDate(long value)
        {
            var seconds = Math.Truncate(Math.Min(BitConverter.Int64BitsToDouble(value), LatestInstant));
            // The first day of year 1 stands for everything before it.
            var date = seconds > -62135596800.0 ? DateTime.UnixEpoch.AddSeconds(seconds) : DateTime.MinValue;
            return function switch
            {
                TermOperator.DayOfMonth => date.Day,
                TermOperator.Month => date.Month,
                TermOperator.Year => date.Year,
                _ => texts.Intern(Encoding.ASCII.GetBytes(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            };
        }
    }
}
