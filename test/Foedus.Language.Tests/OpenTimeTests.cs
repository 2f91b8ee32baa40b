namespace Foedus.Language.Tests;

/// <summary>Words for a time that nobody can check are warned of where nothing else says when.</summary>
public sealed class OpenTimeTests
{
    [Theory]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest immediately.", true)]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest without delay.", true)]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest without delay within 24 hours.", false)]
    [InlineData(
        "Upon an armed attack on Ukraine, Poland shall protest immediately, at the latest within 24 hours.",
        false
    )]
    [InlineData("Upon an armed attack on Ukraine, Poland shall protest forthwith, at the latest by 1 May 2026.", false)]
    public void An_open_time_is_warned_of_unless_another_can_be_checked(string sentence, bool isWarnedOf)
    {
        var compilation = Compiled.FromSentences(sentence);

        Compiled.Good(compilation);
        Assert.Equal(
            isWarnedOf ? ["FOE0406"] : [],
            compilation
                .Diagnostics.Select(diagnostic => diagnostic.Code)
                .Where(code => code.StartsWith("FOE04", StringComparison.Ordinal))
        );
    }
}
