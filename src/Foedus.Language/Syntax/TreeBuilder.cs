using System.Collections.Immutable;
using Foedus.Language.Markdown;
using Foedus.Language.Parsing;

namespace Foedus.Language.Syntax;

/// <summary>Puts blocks, sentences and the phrases found in them together into one lossless tree.</summary>
internal static class TreeBuilder
{
    public static SyntaxTree Build(Unit unit, Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> nodes)
    {
        var children = ImmutableArray.CreateBuilder<SyntaxNode>();
        var statements = unit
            .Statements.Concat(unit.Scenarios.SelectMany(scenario => scenario.Steps))
            .ToLookup(statement => statement.Tokens);
        for (var i = 0; i < unit.Blocks.Count; i++)
        {
            var block = unit.Blocks[i];
            children.Add(
                unit.BlockTokens.TryGetValue(i, out var tokens)
                    ? BuildBlock(block, tokens, [.. statements[tokens]], nodes)
                    : Token(
                        block.Kind switch
                        {
                            BlockKind.FrontMatter => SyntaxKind.FrontMatter,
                            BlockKind.Heading => SyntaxKind.Heading,
                            _ => SyntaxKind.Prose,
                        },
                        block.Start,
                        block.Start,
                        block.End
                    )
            );
        }
        if (children.Count == 0 && unit.Source.Content.Length > 0)
        {
            children.Add(Token(SyntaxKind.Prose, 0, 0, unit.Source.Content.Length));
        }
        return new SyntaxTree(
            unit.Source,
            new SyntaxNode(SyntaxKind.Document, 0, 0, unit.Source.Content.Length, children.ToImmutable())
        );
    }

    private static SyntaxNode Token(SyntaxKind kind, int start, int textStart, int end) =>
        new(kind, start, textStart, end, []);

    private static SyntaxNode BuildBlock(
        Block block,
        List<Token> tokens,
        List<Statement> statements,
        Dictionary<Statement, List<(SyntaxKind Kind, int First, int Last)>> nodes
    )
    {
        var isScenario = block.Kind == BlockKind.Scenario;
        var children = ImmutableArray.CreateBuilder<SyntaxNode>();
        children.Add(Token(SyntaxKind.Fence, block.Start, block.Start, block.BodyStart));
        var next = 0;
        foreach (var statement in statements)
        {
            AddTokens(children, tokens, next, statement.First, SyntaxKind.Paragraph);
            children.Add(
                BuildSentence(
                    isScenario ? SyntaxKind.Step : SyntaxKind.Sentence,
                    statement,
                    nodes.GetValueOrDefault(statement) ?? []
                )
            );
            next = statement.Last;
        }
        AddTokens(children, tokens, next, tokens.Count, SyntaxKind.Paragraph);
        var bodyEnd = tokens.Count == 0 ? block.BodyStart : tokens[^1].End;
        if (bodyEnd < block.End)
        {
            children.Add(Token(SyntaxKind.Fence, bodyEnd, block.BodyEnd, block.End));
        }
        return new SyntaxNode(
            isScenario ? SyntaxKind.ScenarioBlock : SyntaxKind.FoedusBlock,
            block.Start,
            block.Start,
            block.End,
            children.ToImmutable()
        );
    }

    private static void AddTokens(
        ImmutableArray<SyntaxNode>.Builder children,
        List<Token> tokens,
        int from,
        int to,
        SyntaxKind kind
    )
    {
        for (var i = from; i < to; i++)
        {
            children.Add(Token(kind, tokens[i].Lead, tokens[i].Start, tokens[i].End));
        }
    }

    /// <summary>Nodes are nested or apart, because the rules that made them call one another.</summary>
    private static SyntaxNode BuildSentence(
        SyntaxKind kind,
        Statement statement,
        List<(SyntaxKind Kind, int First, int Last)> found
    )
    {
        var spans = found
            .Where(node => node.First >= statement.First && node.Last <= statement.Last && node.First < node.Last)
            .Distinct()
            .OrderBy(node => node.First)
            .ThenByDescending(node => node.Last)
            .ToList();
        var next = 0;
        var children = Fill(statement, spans, ref next, statement.First, statement.Last);
        return Inner(kind, statement, statement.First, statement.Last, children);
    }

    private static SyntaxNode Inner(
        SyntaxKind kind,
        Statement statement,
        int first,
        int last,
        ImmutableArray<SyntaxNode> children
    ) =>
        new(
            kind,
            statement.Tokens[first].Lead,
            statement.Tokens[first].Start,
            statement.Tokens[last - 1].End,
            children
        );

    private static ImmutableArray<SyntaxNode> Fill(
        Statement statement,
        List<(SyntaxKind Kind, int First, int Last)> spans,
        ref int next,
        int first,
        int last
    )
    {
        var children = ImmutableArray.CreateBuilder<SyntaxNode>();
        var at = first;
        while (at < last)
        {
            if (next < spans.Count && spans[next].First < at)
            {
                next++;
                continue;
            }
            if (next < spans.Count && spans[next].First == at && spans[next].Last <= last)
            {
                var span = spans[next++];
                children.Add(
                    Inner(
                        span.Kind,
                        statement,
                        span.First,
                        span.Last,
                        Fill(statement, spans, ref next, span.First, span.Last)
                    )
                );
                at = span.Last;
                continue;
            }
            var token = statement.Tokens[at];
            children.Add(Token(SyntaxKind.Sentence, token.Lead, token.Start, token.End));
            at++;
            if (next < spans.Count && spans[next].First < at)
            {
                next++;
            }
        }
        return children.ToImmutable();
    }
}
