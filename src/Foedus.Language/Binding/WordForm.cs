namespace Foedus.Language.Binding;

/// <summary>The form in which a term was met: nouns are singular or plural; verbs are the base, the third person, the past, the -ing form.</summary>
internal enum WordForm
{
    Singular,
    Plural,
    Base,
    Third,
    Past,
    Progressive,
}
