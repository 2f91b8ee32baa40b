using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Parsing;

/// <summary>
/// Reads formulas in MonPoly's syntax, with its precedences: NOT binds tightest, then AND, OR, IMPLIES, EQUIV;
/// temporal operators and quantifiers reach over all of these; SINCE and UNTIL are weaker still and associate to the
/// right; LET and aggregations reach to the end.
/// </summary>
public sealed class FormulaParser
{
    /// <summary>How deep a formula may nest. Deeper ones are refused, so that no later stage can exhaust the stack.</summary>
    public const int MaximumDepth = 1000;

    private readonly List<FormulaToken> _tokens;
    private readonly int[] _closing;
    private int _next;
    private int _depth;
    private int _unnamed;

    private FormulaParser(List<FormulaToken> tokens)
    {
        _tokens = tokens;
        _closing = MatchParentheses(tokens);
    }

    private FormulaToken Current => _tokens[_next];

    /// <summary>Reads one formula. Never throws for a text: what cannot be read comes back as the problem.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Formula? formula,
        [NotNullWhen(false)] out TemporalProblem? problem
    )
    {
        try
        {
            var lexer = new FormulaLexer(text);
            var tokens = new List<FormulaToken>();
            do
            {
                tokens.Add(lexer.Next());
            } while (tokens[^1].Kind != FormulaTokenKind.End);
            var parser = new FormulaParser(tokens);
            formula = parser.Formula(0);
            parser.ExpectEnd();
            RefuseIfDeep(formula);
            problem = null;
            return true;
        }
        catch (RefusedTextException refused)
        {
            formula = null;
            problem = refused.Problem;
            return false;
        }
    }

    // A chain like A OR B OR C ... is flat to read and deep as a tree.
    private static void RefuseIfDeep(Formula formula)
    {
        var open = new Stack<Level>();
        open.Push(new Level(formula, 1));
        while (open.TryPop(out var item))
        {
            if (item.Depth > MaximumDepth)
            {
                throw TooDeep(item.Node.At);
            }
            foreach (var child in Children.Of(item.Node))
            {
                open.Push(new Level(child, item.Depth + 1));
            }
        }
    }

    private static RefusedTextException TooDeep(TextPosition at) =>
        new(at, $"The formula nests deeper than {MaximumDepth} levels here. Name parts of it with LET, or split it.");

    private static int[] MatchParentheses(List<FormulaToken> tokens)
    {
        var closing = new int[tokens.Count];
        var open = new int[tokens.Count];
        var depth = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsInterval(tokens, i))
            {
                closing[i] = i + 4;
                i += 4;
            }
            else if (IsSymbol(tokens[i], "("))
            {
                open[depth++] = i;
            }
            else if (IsSymbol(tokens[i], ")") && depth > 0)
            {
                closing[open[--depth]] = i;
            }
        }
        return closing;
    }

    // Brackets of an interval need not match: [0,5) is one.
    private static bool IsInterval(List<FormulaToken> tokens, int at) =>
        at + 4 < tokens.Count
        && (IsSymbol(tokens[at], "(") || IsSymbol(tokens[at], "["))
        && tokens[at + 1].Kind is FormulaTokenKind.Integer or FormulaTokenKind.Duration
        && IsSymbol(tokens[at + 2], ",")
        && (
            tokens[at + 3].Kind is FormulaTokenKind.Integer or FormulaTokenKind.Duration
            || IsSymbol(tokens[at + 3], "*")
        )
        && (IsSymbol(tokens[at + 4], ")") || IsSymbol(tokens[at + 4], "]"));

    private static bool IsSymbol(FormulaToken token, string symbol) =>
        token.Kind == FormulaTokenKind.Symbol && token.Text == symbol;

    private static bool IsKeyword(FormulaToken token, string keyword) =>
        token.Kind == FormulaTokenKind.Keyword && token.Text == keyword;

    private FormulaToken Take() => _tokens[_next++];

    private bool TakeSymbol(string symbol)
    {
        if (!IsSymbol(Current, symbol))
        {
            return false;
        }
        _next++;
        return true;
    }

    private void Expect(string symbol, string where)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}' {where}");
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != FormulaTokenKind.End)
        {
            throw Unexpected("an operator or the end of the formula");
        }
    }

    private RefusedTextException Unexpected(string expected)
    {
        var found = Current.Kind == FormulaTokenKind.End ? "the formula ends" : $"'{Current.Text}' stands";
        return new RefusedTextException(Current.At, $"Expected {expected}, but {found} here.");
    }

    private Formula Formula(int weakest)
    {
        if (++_depth > MaximumDepth)
        {
            throw TooDeep(Current.At);
        }
        var left = Operand();
        while (true)
        {
            var token = Current;
            var strength = token.Kind == FormulaTokenKind.Keyword ? Strength(token.Text) : -1;
            if (strength < weakest)
            {
                break;
            }
            _next++;
            left = Join(left, token, strength);
        }
        _depth--;
        return left;
    }

    // Strengths follow the reference's grammar; SINCE, UNTIL and IMPLIES associate to the right.
    private static int Strength(string keyword) =>
        keyword switch
        {
            "SINCE" or "UNTIL" => 1,
            "EQUIV" => 3,
            "IMPLIES" => 4,
            "OR" => 5,
            "AND" => 6,
            _ => -1,
        };

    private Formula Join(Formula left, FormulaToken token, int strength)
    {
        if (token.Text is "SINCE" or "UNTIL")
        {
            var interval = OptionalInterval();
            return new Formula.Bounded(token.Text == "UNTIL", interval, left, Formula(strength), token.At);
        }
        var right = Formula(token.Text == "IMPLIES" ? strength : strength + 1);
        var connective = token.Text switch
        {
            "AND" => Connective.And,
            "OR" => Connective.Or,
            "IMPLIES" => Connective.Implies,
            _ => Connective.Equivalent,
        };
        return new Formula.Binary(connective, left, right, token.At);
    }

    private Formula Operand()
    {
        var token = Current;
        switch (token.Kind)
        {
            case FormulaTokenKind.Keyword:
                return KeywordOperand(token);
            case FormulaTokenKind.Identifier or FormulaTokenKind.Underscore when IsSymbol(_tokens[_next + 1], "<-"):
                return Aggregate();
            case FormulaTokenKind.Identifier when IsSymbol(_tokens[_next + 1], "("):
                return Predicate(hidesUnnamed: true);
            case FormulaTokenKind.Symbol when token.Text == "(" && !StartsTerm():
                _next++;
                var inner = Formula(0);
                Expect(")", "to close the parenthesis");
                return inner;
            case FormulaTokenKind.Symbol when token.Text is "|>" or "<|":
                throw new RefusedTextException(
                    token.At,
                    "Regular expressions over time are not supported: use SINCE and UNTIL."
                );
            default:
                return Comparison();
        }
    }

    private Formula KeywordOperand(FormulaToken token)
    {
        switch (token.Text)
        {
            case "TRUE":
                _next++;
                return new Formula.Compare(RelationOperator.Equal, Term.Of(0L), Term.Of(0L), token.At);
            case "FALSE":
                _next++;
                return new Formula.Compare(RelationOperator.Equal, Term.Of(0L), Term.Of(1L), token.At);
            case "NOT":
                _next++;
                return new Formula.Not(Formula(7), token.At);
            case "EXISTS" or "FORALL":
                return Quantified();
            case "LET":
                return LetIn();
            case "LETPAST":
                throw new RefusedTextException(token.At, "LETPAST is not supported: a LET cannot refer to itself.");
            case "FORWARD" or "MATCHF" or "BACKWARD" or "MATCHP":
                throw new RefusedTextException(
                    token.At,
                    "Regular expressions over time are not supported: use SINCE and UNTIL."
                );
            case "PREV" or "PREVIOUS":
                return Temporal(TemporalOperator.Previous);
            case "NEXT":
                return Temporal(TemporalOperator.Next);
            case "ONCE":
                return Temporal(TemporalOperator.Once);
            case "EVENTUALLY" or "SOMETIMES":
                return Temporal(TemporalOperator.Eventually);
            case "HISTORICALLY" or "PAST_ALWAYS":
                return Temporal(TemporalOperator.Historically);
            case "ALWAYS":
                return Temporal(TemporalOperator.Always);
            default:
                return Comparison();
        }
    }

    private Formula Temporal(TemporalOperator when)
    {
        var at = Take().At;
        var interval = OptionalInterval();
        return new Formula.Temporal(when, interval, Formula(2), at);
    }

    private Formula Quantified()
    {
        var token = Take();
        var variables = Variables();
        if (variables.Count == 0)
        {
            throw Unexpected($"a variable after {token.Text}");
        }
        Expect(".", $"after the variables of {token.Text}");
        return new Formula.Quantify(token.Text == "FORALL", variables, Formula(2), token.At);
    }

    private Formula LetIn()
    {
        var at = Take().At;
        if (Current.Kind != FormulaTokenKind.Identifier)
        {
            throw Unexpected("a predicate after LET");
        }
        var head = (Formula.Predicate)Predicate(hidesUnnamed: false);
        var parameters = new List<string>(head.Arguments.Count);
        foreach (var argument in head.Arguments)
        {
            if (argument is not Term.Variable variable || variable.Name[0] == '_')
            {
                throw new RefusedTextException(
                    head.At,
                    $"LET {head.Name} has the parameter {argument}, which is no named variable. Name a variable there."
                );
            }
            parameters.Add(variable.Name);
        }
        Expect("=", $"after LET {head.Name}(...)");
        var definition = Formula(0);
        if (!IsKeyword(Current, "IN"))
        {
            throw Unexpected($"IN after the definition of {head.Name}");
        }
        _next++;
        return new Formula.Let(head.Name, parameters, definition, Formula(0), at);
    }

    private Formula Aggregate()
    {
        var at = Current.At;
        var result = VariableName();
        _next++;
        var function = Current.Kind == FormulaTokenKind.Keyword ? AggregateFunction(Current.Text) : null;
        if (function is null)
        {
            throw Unexpected("CNT, SUM, AVG, MIN, MAX or MED after '<-'");
        }
        _next++;
        var argument = VariableName();
        IReadOnlyList<string> groups = TakeSymbol(";") ? Variables() : [];
        return new Formula.Aggregate(result, function.Value, argument, groups, Formula(0), at);
    }

    private static AggregateOperator? AggregateFunction(string keyword) =>
        keyword switch
        {
            "CNT" => AggregateOperator.Count,
            "SUM" => AggregateOperator.Sum,
            "AVG" => AggregateOperator.Average,
            "MIN" => AggregateOperator.Minimum,
            "MAX" => AggregateOperator.Maximum,
            "MED" => AggregateOperator.Median,
            _ => null,
        };

    private List<string> Variables()
    {
        var names = new List<string>();
        if (Current.Kind is not (FormulaTokenKind.Identifier or FormulaTokenKind.Underscore))
        {
            return names;
        }
        names.Add(VariableName());
        while (TakeSymbol(","))
        {
            names.Add(VariableName());
        }
        return names;
    }

    private string VariableName()
    {
        var token = Current;
        switch (token.Kind)
        {
            case FormulaTokenKind.Identifier:
                _next++;
                return token.Text;
            case FormulaTokenKind.Underscore:
                _next++;
                return NextUnnamed();
            default:
                throw Unexpected("a variable");
        }
    }

    private string NextUnnamed() => "_" + (++_unnamed).ToString(CultureInfo.InvariantCulture);

    private Interval OptionalInterval()
    {
        var at = Current.At;
        if (!IsInterval(_tokens, _next))
        {
            if (IsSymbol(Current, "["))
            {
                _next++;
                throw Unexpected("an interval such as [0,5], [1d,*) or (0,30m)");
            }
            return Interval.All;
        }
        var low = Bound(_tokens[_next + 1]);
        if (_tokens[_next].Text == "(")
        {
            low++;
        }
        var high = Interval.Infinity;
        if (!IsSymbol(_tokens[_next + 3], "*"))
        {
            var written = Bound(_tokens[_next + 3]);
            var closed = _tokens[_next + 4].Text == "]";
            var first = Bound(_tokens[_next + 1]);
            var isEmpty = closed && _tokens[_next].Text == "[" ? first > written : first >= written;
            if (isEmpty)
            {
                throw new RefusedTextException(at, "This interval is empty. Its first bound must be below the second.");
            }
            high = closed ? written : written - 1;
        }
        _next += 5;
        return new Interval(low, high);
    }

    private static long Bound(FormulaToken token)
    {
        var digits = token.Text;
        long unit = 1;
        if (token.Kind == FormulaTokenKind.Duration)
        {
            unit = digits[^1] switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                'd' => 86400,
                _ => throw new RefusedTextException(token.At, $"Unknown unit of time in {digits}. Use s, m, h or d."),
            };
            digits = digits[..^1];
        }
        if (digits[0] == '-')
        {
            throw new RefusedTextException(token.At, $"The bound {digits} is negative. An interval counts from 0.");
        }
        if (
            !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > Interval.Largest / unit - 1
        )
        {
            throw new RefusedTextException(token.At, "This bound is too large. Write * for no bound.");
        }
        return count * unit;
    }

    private Formula Predicate(bool hidesUnnamed)
    {
        var name = Take();
        Expect("(", $"after predicate {name.Text}");
        var arguments = new List<Term>();
        if (!TakeSymbol(")"))
        {
            do
            {
                // The reference's list may end with a comma.
                if (arguments.Count > 0 && IsSymbol(Current, ")"))
                {
                    break;
                }
                arguments.Add(TermSum());
            } while (TakeSymbol(","));
            Expect(")", $"or ',' in the arguments of {name.Text}");
        }
        var predicate = new Formula.Predicate(name.Text, arguments, name.At);
        if (!hidesUnnamed)
        {
            return predicate;
        }
        // A variable that starts with an underscore is known only inside its predicate.
        var hidden = new List<string>();
        foreach (var argument in arguments)
        {
            if (argument is Term.Variable variable && variable.Name[0] == '_' && !Names.Contains(hidden, variable.Name))
            {
                hidden.Add(variable.Name);
            }
        }
        return hidden.Count == 0 ? predicate : new Formula.Quantify(false, hidden, predicate, name.At);
    }

    // A parenthesis opens a term if what follows its end can only follow a term.
    private bool StartsTerm()
    {
        var end = _closing[_next];
        if (end == 0 || end + 1 >= _tokens.Count)
        {
            return false;
        }
        var after = _tokens[end + 1];
        return after.Kind switch
        {
            FormulaTokenKind.Symbol => after.Text is "+" or "-" or "*" or "/" or "=" or "<" or "<=" or ">" or ">=",
            FormulaTokenKind.Keyword => after.Text is "MOD" or "SUBSTRING" or "MATCHES",
            FormulaTokenKind.Integer or FormulaTokenKind.Float => after.Text[0] == '-',
            _ => false,
        };
    }

    private Formula Comparison()
    {
        var left = TermSum();
        var token = Current;
        if (token.Kind is not (FormulaTokenKind.Symbol or FormulaTokenKind.Keyword))
        {
            throw Unexpected($"a comparison after {left}");
        }
        switch (token.Text)
        {
            case "=":
                return Relate(RelationOperator.Equal, left, swap: false);
            case "<":
                return Relate(RelationOperator.Less, left, swap: false);
            case "<=":
                return Relate(RelationOperator.LessOrEqual, left, swap: false);
            case ">":
                return Relate(RelationOperator.Less, left, swap: true);
            case ">=":
                return Relate(RelationOperator.LessOrEqual, left, swap: true);
            case "SUBSTRING":
                return Relate(RelationOperator.Substring, left, swap: false);
            case "MATCHES":
                throw new RefusedTextException(token.At, "MATCHES is not supported: use SUBSTRING.");
            default:
                throw Unexpected($"a comparison after {left}");
        }
    }

    private Formula Relate(RelationOperator relation, Term left, bool swap)
    {
        var at = Take().At;
        var right = TermSum();
        return swap ? new Formula.Compare(relation, right, left, at) : new Formula.Compare(relation, left, right, at);
    }

    // A chain like 1 + 2 + 3 ... is flat to read and deep as a tree.
    private static Term.Apply Apply(TermOperator function, Term left, Term? right, TextPosition at)
    {
        var term = new Term.Apply(function, left, right, at);
        return term.Depth > MaximumDepth ? throw TooDeep(at) : term;
    }

    private Term TermSum()
    {
        if (++_depth > MaximumDepth)
        {
            throw TooDeep(Current.At);
        }
        var left = TermProduct();
        while (true)
        {
            var token = Current;
            if (IsSymbol(token, "+") || IsSymbol(token, "-"))
            {
                _next++;
                var function = token.Text == "+" ? TermOperator.Add : TermOperator.Subtract;
                left = Apply(function, left, TermProduct(), token.At);
            }
            else if (token.Kind is FormulaTokenKind.Integer or FormulaTokenKind.Float && token.Text[0] == '-')
            {
                // "x -1" reads as x followed by the number -1.
                left = Apply(TermOperator.Add, left, TermProduct(), token.At);
            }
            else
            {
                _depth--;
                return left;
            }
        }
    }

    private Term TermProduct()
    {
        var left = TermOperand();
        while (true)
        {
            var token = Current;
            if (!IsSymbol(token, "*") && !IsSymbol(token, "/"))
            {
                return left;
            }
            _next++;
            var function = token.Text == "*" ? TermOperator.Multiply : TermOperator.Divide;
            left = Apply(function, left, TermOperand(), token.At);
        }
    }

    // MOD has no precedence in the reference's grammar, so its right side reaches as far as it can.
    private Term TermOperand()
    {
        var left = TermPrimary();
        var token = Current;
        if (!IsKeyword(token, "MOD"))
        {
            return left;
        }
        _next++;
        return Apply(TermOperator.Modulo, left, TermSum(), token.At);
    }

    private Term TermPrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case FormulaTokenKind.Integer:
                _next++;
                if (
                    !long.TryParse(
                        token.Text,
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var integer
                    )
                )
                {
                    throw new RefusedTextException(
                        token.At,
                        "This number does not fit in 64 bits. Use a smaller one, or a float."
                    );
                }
                return new Term.Constant(integer, token.At);
            case FormulaTokenKind.Float:
                _next++;
                return new Term.Constant(
                    double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
                    token.At
                );
            case FormulaTokenKind.Text:
                _next++;
                return new Term.Constant(token.Text, token.At);
            case FormulaTokenKind.Identifier:
            case FormulaTokenKind.Underscore:
                return new Term.Variable(VariableName(), token.At);
            case FormulaTokenKind.Symbol when token.Text == "-":
                _next++;
                return Negated(token);
            case FormulaTokenKind.Symbol when token.Text == "(":
                _next++;
                var inner = TermSum();
                Expect(")", "to close the parenthesis");
                return inner;
            case FormulaTokenKind.Keyword when FunctionNamed(token.Text) is { } function:
                _next++;
                Expect("(", $"after {token.Text}");
                var argument = TermSum();
                Expect(")", $"to close {token.Text}(");
                return Apply(function, argument, null, token.At);
            default:
                throw Unexpected("a term or a formula");
        }
    }

    private Term Negated(FormulaToken token)
    {
        if (++_depth > MaximumDepth)
        {
            throw TooDeep(token.At);
        }
        var operand = TermOperand();
        _depth--;
        return Apply(TermOperator.Negate, operand, null, token.At);
    }

    private static TermOperator? FunctionNamed(string keyword) =>
        keyword switch
        {
            "f2i" => TermOperator.FloatToInteger,
            "i2f" => TermOperator.IntegerToFloat,
            "i2s" => TermOperator.IntegerToText,
            "s2i" => TermOperator.TextToInteger,
            "f2s" => TermOperator.FloatToText,
            "s2f" => TermOperator.TextToFloat,
            "DAY_OF_MONTH" => TermOperator.DayOfMonth,
            "MONTH" => TermOperator.Month,
            "YEAR" => TermOperator.Year,
            "FORMAT_DATE" => TermOperator.FormatDate,
            _ => null,
        };

    private sealed record Level(Formula Node, int Depth);
}
