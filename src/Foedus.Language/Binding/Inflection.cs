namespace Foedus.Language.Binding;

/// <summary>English plurals and verb forms, as far as treaty terms need them; what is irregular beyond this table is declared with the term.</summary>
internal static class Inflection
{
    private static readonly string[] Prepositions =
    [
        "of",
        "on",
        "against",
        "in",
        "for",
        "to",
        "by",
        "toward",
        "from",
        "with",
        "under",
        "between",
        "at",
        "across",
        "over",
    ];

    /// <summary>The plural of a noun phrase: of its head, which stands before the first preposition.</summary>
    public static string Plural(string phrase)
    {
        var words = phrase.Split(' ');
        var head = words.Length - 1;
        for (var i = 1; i < words.Length; i++)
        {
            if (Array.IndexOf(Prepositions, words[i]) >= 0)
            {
                head = i - 1;
                break;
            }
        }
        words[head] = PluralOfWord(words[head]);
        return string.Join(' ', words);
    }

    private static string PluralOfWord(string word) =>
        word switch
        {
            _ when word.Length < 2 => word,
            _ when Ends(word, "sis") => word[..^2] + "es",
            _ when Ends(word, "s") || Ends(word, "x") || Ends(word, "z") || Ends(word, "ch") || Ends(word, "sh") => word
                + "es",
            _ when word[^1] == 'y' && !IsVowel(word[^2]) => word[..^1] + "ies",
            _ => word + "s",
        };

    /// <summary>The singular of a plural noun, as a definition "The Guarantors are …" needs it.</summary>
    public static string Singular(string phrase)
    {
        var space = phrase.LastIndexOf(' ') + 1;
        var word = phrase[space..];
        var singular =
            Ends(word, "ies") && word.Length > 4 ? word[..^3] + "y"
            : Ends(word, "sses") || Ends(word, "xes") || Ends(word, "ches") || Ends(word, "shes") ? word[..^2]
            : Ends(word, "s") && !Ends(word, "ss") ? word[..^1]
            : word;
        return phrase[..space] + singular;
    }

    public static string Third(string verb) =>
        verb switch
        {
            "have" => "has",
            "do" => "does",
            "go" => "goes",
            _ when verb.Length < 2 => verb + "s",
            _ when Ends(verb, "s") || Ends(verb, "x") || Ends(verb, "z") || Ends(verb, "ch") || Ends(verb, "sh") => verb
                + "es",
            _ when verb[^1] == 'y' && !IsVowel(verb[^2]) => verb[..^1] + "ies",
            _ => verb + "s",
        };

    public static string Progressive(string verb) =>
        verb.Length > 2 && verb[^1] == 'e' && verb[^2] != 'e' ? verb[..^1] + "ing"
        : Doubles(verb) ? verb + verb[^1] + "ing"
        : verb + "ing";

    /// <summary>The simple past and the participle.</summary>
    public static (string Simple, string Participle) Past(string verb) =>
        verb switch
        {
            "begin" => ("began", "begun"),
            "bear" => ("bore", "borne"),
            "break" => ("broke", "broken"),
            "bring" => ("brought", "brought"),
            "build" => ("built", "built"),
            "buy" => ("bought", "bought"),
            "come" => ("came", "come"),
            "cut" or "let" or "put" or "set" => (verb, verb),
            "do" => ("did", "done"),
            "draw" => ("drew", "drawn"),
            "fight" => ("fought", "fought"),
            "give" => ("gave", "given"),
            "go" => ("went", "gone"),
            "hold" => ("held", "held"),
            "keep" => ("kept", "kept"),
            "lay" => ("laid", "laid"),
            "lead" => ("led", "led"),
            "leave" => ("left", "left"),
            "lend" => ("lent", "lent"),
            "make" => ("made", "made"),
            "meet" => ("met", "met"),
            "pay" => ("paid", "paid"),
            "seek" => ("sought", "sought"),
            "sell" => ("sold", "sold"),
            "send" => ("sent", "sent"),
            "speak" => ("spoke", "spoken"),
            "spend" => ("spent", "spent"),
            "strike" => ("struck", "struck"),
            "take" => ("took", "taken"),
            "undertake" => ("undertook", "undertaken"),
            "withdraw" => ("withdrew", "withdrawn"),
            "withhold" => ("withheld", "withheld"),
            "write" => ("wrote", "written"),
            _ => Same(Regular(verb)),
        };

    private static (string, string) Same(string past) => (past, past);

    private static string Regular(string verb) =>
        verb.Length < 2 ? verb + "ed"
        : verb[^1] == 'e' ? verb + "d"
        : verb[^1] == 'y' && !IsVowel(verb[^2]) ? verb[..^1] + "ied"
        : Doubles(verb) ? verb + verb[^1] + "ed"
        : verb + "ed";

    /// <summary>A final consonant doubles after one short stressed vowel.</summary>
    private static bool Doubles(string verb) =>
        verb
            is "submit"
                or "permit"
                or "refer"
                or "transfer"
                or "commit"
                or "admit"
                or "omit"
                or "prefer"
                or "occur"
                or "equip"
                or "control"
                or "compel"
        || (
            verb.Length == 3
            && !IsVowel(verb[0])
            && IsVowel(verb[1])
            && !IsVowel(verb[2])
            && verb[2] is not ('w' or 'x' or 'y')
        )
        || verb is "stop" or "plan" or "drop" or "ship" or "step" or "scrap";

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
