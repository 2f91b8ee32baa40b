namespace Foedus.Language.Binding;

/// <summary>A term found in the text and how many tokens it takes.</summary>
internal readonly record struct SymbolMatch(Symbol? Symbol, WordForm Form, int Length)
{
    public bool IsPlural => Form == WordForm.Plural;
}
