using Foedus.Language.Core;
using Foedus.Language.Markdown;
using Foedus.Language.Text;

namespace Foedus.Language.Parsing;

/// <summary>One file of the closure, cut into sentences and steps.</summary>
internal sealed class Unit
{
    public required int Agreement { get; init; }
    public required SourceText Source { get; init; }

    /// <summary>What the clause ids of this file begin with: empty for the main agreement.</summary>
    public required string Prefix { get; init; }
    public required List<Block> Blocks { get; init; }
    public List<FrontMatterEntry> FrontMatter { get; } = [];
    public List<Article> Articles { get; } = [];
    public List<Statement> Statements { get; } = [];
    public List<ScenarioText> Scenarios { get; } = [];

    /// <summary>The tokens of each block, by the block's index.</summary>
    public Dictionary<int, List<Token>> BlockTokens { get; } = [];

    public string Id { get; set; } = "";
    public string Title { get; set; } = "";
    public Settings Settings { get; set; } = new("UTC", TimestampsByRecorder: false, []);

    /// <summary>Units that this one rests on, by agreement index.</summary>
    public List<int> RestsOn { get; } = [];
}
