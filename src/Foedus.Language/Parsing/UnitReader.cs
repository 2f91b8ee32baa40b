using System.Globalization;
using Foedus.Language.Core;
using Foedus.Language.Diagnostics;
using Foedus.Language.Markdown;
using Foedus.Language.Text;

namespace Foedus.Language.Parsing;

/// <summary>Cuts one file into articles, sentences and scenario steps.</summary>
internal sealed class UnitReader
{
    /// <summary>Far beyond any agreement, and small enough that a file of the greatest length compiles in seconds.</summary>
    private const int MostSentences = 10_000;
    private readonly Unit unit;
    private readonly Reporter reporter;
    private Article? article;
    private int annexLevel;
    private Article? annex;
    private string? paragraph;
    private string? point;

    private UnitReader(Unit unit, Reporter reporter)
    {
        this.unit = unit;
        this.reporter = reporter;
    }

    public static Unit Read(SourceText source, int agreement, string prefix, Reporter reporter)
    {
        var unit = new Unit
        {
            Agreement = agreement,
            Source = source,
            Prefix = prefix,
            Blocks = source.IsTooLong ? [] : BlockScanner.Scan(source),
        };
        unit.Id = IdOf(source.Path);
        if (source.IsTooLong)
        {
            reporter.Report(Rules.FileTooLong, source.Span(0, 0), SourceText.MaximumLength.ToString());
            return unit;
        }
        var binary = source.Content.AsSpan().IndexOfAny('\0', '\uFFFD');
        if (binary >= 0)
        {
            reporter.Report(Rules.NotText, source.Span(binary, binary + 1));
            return unit;
        }
        new UnitReader(unit, reporter).ReadBlocks();
        return unit;
    }

    /// <summary>The file name without folders and without its extensions.</summary>
    private static string IdOf(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".foedus.md", StringComparison.Ordinal) ? name[..^".foedus.md".Length]
            : name.LastIndexOf('.') is > 0 and var dot ? name[..dot]
            : name;
    }

    private SourceSpan Span(int start, int end) => unit.Source.Span(start, end);

    private void ReadBlocks()
    {
        for (var i = 0; i < unit.Blocks.Count; i++)
        {
            var block = unit.Blocks[i];
            if (!block.IsClosed && block.Kind != BlockKind.Prose)
            {
                var lineEnd = Math.Min(unit.Source.LineEnd(unit.Source.LineOf(block.Start)), block.End);
                reporter.Report(Rules.UnclosedBlock, Span(block.Start, lineEnd));
            }
            switch (block.Kind)
            {
                case BlockKind.FrontMatter:
                    unit.FrontMatter.AddRange(FrontMatterReader.Read(unit.Source, block));
                    FrontMatterBinder.Bind(unit, reporter);
                    break;
                case BlockKind.Heading:
                    ReadHeading(block);
                    break;
                case BlockKind.Foedus:
                    ReadSentences(i, block);
                    break;
                case BlockKind.Scenario:
                    ReadSteps(i, block);
                    break;
                default:
                    break;
            }
        }
        if (unit.Title.Length == 0)
        {
            unit.Title = unit.Id;
        }
    }

    private void ReadHeading(Block block)
    {
        var text = unit.Source.Content[block.BodyStart..block.BodyEnd];
        if (block.Level == 1 && unit.Title.Length == 0)
        {
            unit.Title = text;
        }
        var words = text.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0] is not ("Article" or "Annex"))
        {
            return;
        }
        var number = Number(words[1]);
        if (number.Length == 0)
        {
            return;
        }
        Article found;
        if (words[0] == "Annex")
        {
            found = new Article("annex_" + number, "Annex " + number, block.BodyStart, block.BodyEnd);
            annex = found;
            annexLevel = block.Level;
        }
        else if (words.Length >= 5 && words[2] == "of" && words[3] == "Annex")
        {
            var outer = Number(words[4]);
            found = new Article(
                $"annex_{outer}__art_{number}",
                $"Article {number} of Annex {outer}",
                block.BodyStart,
                block.BodyEnd
            );
        }
        else if (annex is not null && block.Level > annexLevel)
        {
            found = new Article(
                $"{annex.Eid}__art_{number}",
                $"Article {number} of {annex.Label}",
                block.BodyStart,
                block.BodyEnd
            );
        }
        else
        {
            annex = null;
            found = new Article("art_" + number, "Article " + number, block.BodyStart, block.BodyEnd);
        }
        if (unit.Articles.Exists(other => other.Eid == found.Eid))
        {
            reporter.Report(Rules.DuplicateArticle, Span(block.BodyStart, block.BodyEnd), found.Label);
        }
        unit.Articles.Add(found);
        article = found;
        paragraph = null;
        point = null;
    }

    /// <summary>The number of an article or annex without what may follow it: "3", "1-A", "B".</summary>
    private static string Number(string word)
    {
        var length = 0;
        while (
            length < word.Length
            && (char.IsLetterOrDigit(word[length]) || (word[length] == '-' && length + 1 < word.Length))
        )
        {
            length++;
        }
        return word[..length];
    }

    private void ReadSentences(int index, Block block)
    {
        var tokens = Lexer.Lex(unit.Source.Content, block.BodyStart, block.BodyEnd);
        unit.BlockTokens[index] = tokens;
        if (article is null && tokens.Count > 0)
        {
            reporter.Report(Rules.OutsideArticle, Span(tokens[0].Start, tokens[0].End));
        }
        var first = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            var mark = MarkLength(tokens, i);
            if (mark > 0 && (first == i || IsNextParagraph(tokens, i)))
            {
                AddSentence(tokens, first, i, hasStop: false);
                ReadMark(tokens, i, mark);
                i += mark - 1;
                first = i + 1;
            }
            else if (tokens[i].Kind == TokenKind.Punctuation && tokens[i].Text == ".")
            {
                AddSentence(tokens, first, i, hasStop: true);
                first = i + 1;
            }
        }
        AddSentence(tokens, first, tokens.Count, hasStop: false);
    }

    /// <summary>How many tokens a paragraph number "2." or a point "(a)" at the beginning of a line takes; 0: there is none.</summary>
    private int MarkLength(List<Token> tokens, int i)
    {
        if (!BeginsLine(tokens[i]))
        {
            return 0;
        }
        if (
            tokens[i].Kind == TokenKind.Number
            && i + 1 < tokens.Count
            && tokens[i + 1].Text == "."
            && tokens[i + 1].Lead == tokens[i + 1].Start
        )
        {
            return 2;
        }
        return
            tokens[i].Text == "("
            && i + 2 < tokens.Count
            && tokens[i + 1].Kind == TokenKind.Word
            && tokens[i + 1].Text.Length <= 2
            && char.IsAsciiLetterLower(tokens[i + 1].Text[0])
            && tokens[i + 2].Text == ")"
            ? 3
            : 0;
    }

    private bool BeginsLine(Token token)
    {
        var at = token.Start;
        while (at > 0 && unit.Source.Content[at - 1] is ' ' or '\t')
        {
            at--;
        }
        return at == 0 || unit.Source.Content[at - 1] == '\n';
    }

    /// <summary>A number that follows the current paragraph's begins a new one even where the full stop before it is missing.</summary>
    private bool IsNextParagraph(List<Token> tokens, int i) =>
        tokens[i].Kind == TokenKind.Number
        && int.TryParse(tokens[i].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(paragraph ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var current)
        && number == current + 1;

    private void ReadMark(List<Token> tokens, int i, int length)
    {
        if (length == 2)
        {
            paragraph = tokens[i].Text;
            point = null;
        }
        else
        {
            point = tokens[i + 1].Text;
        }
    }

    private void AddSentence(List<Token> tokens, int first, int last, bool hasStop)
    {
        if (first >= last)
        {
            return;
        }
        var statement = new Statement(
            unit.Agreement,
            unit.Source,
            article,
            paragraph,
            point,
            tokens,
            first,
            last,
            hasStop
        );
        if (!hasStop)
        {
            var end = tokens[last - 1].End;
            reporter.Report(
                Rules.MissingFullStop,
                Span(tokens[last - 1].Start, end),
                new Fix("Add the full stop.", Span(end, end), "."),
                tokens[last - 1].Text
            );
        }
        if (unit.Statements.Count >= MostSentences)
        {
            reporter.Report(Rules.TooManySentences, statement.Source.Span(0, 0), MostSentences.ToString());
            return;
        }
        unit.Statements.Add(statement);
    }

    private void ReadSteps(int index, Block block)
    {
        var tokens = Lexer.Lex(unit.Source.Content, block.BodyStart, block.BodyEnd);
        unit.BlockTokens[index] = tokens;
        var headEnd = Math.Min(unit.Source.LineEnd(unit.Source.LineOf(block.Start)), block.End);
        var steps = new List<Statement>();
        var first = 0;
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (i == tokens.Count || (i > first && IsStepKeyword(tokens[i].Text) && BeginsLine(tokens[i])))
            {
                AddStep(steps, tokens, first, i);
                first = i;
            }
        }
        if (block.Info.Length == 0)
        {
            reporter.Report(Rules.ScenarioWithoutName, Span(block.Start, headEnd));
        }
        if (unit.Scenarios.Exists(other => other.Name == block.Info))
        {
            reporter.Report(Rules.DuplicateScenario, Span(block.Start, headEnd), block.Info);
        }
        unit.Scenarios.Add(new ScenarioText(block.Info, Span(block.Start, headEnd), steps));
    }

    private void AddStep(List<Statement> steps, List<Token> tokens, int first, int last)
    {
        if (first >= last)
        {
            return;
        }
        if (!IsStepKeyword(tokens[first].Text))
        {
            reporter.Report(Rules.StepWithoutKeyword, Span(tokens[first].Start, tokens[first].End), tokens[first].Text);
            return;
        }
        var stop = tokens[last - 1].Text == ".";
        steps.Add(
            new Statement(unit.Agreement, unit.Source, article, null, null, tokens, first, stop ? last - 1 : last, stop)
        );
    }

    private static bool IsStepKeyword(string text) => text is "Given" or "When" or "Then" or "And";
}
