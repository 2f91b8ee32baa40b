using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Foedus.Ledger.Notes;

namespace Foedus.Ledger.Witnessing;

/// <param name="Url">Where it takes checkpoints (its submission prefix); null: it is only asked for by hand.</param>
public sealed record PolicyWitness(string Name, NoteVerifier Key, string? Url);

/// <summary>
/// Which logs are believed, and how many of which witnesses must have cosigned: C2SP tlog-policy. With N witnesses of
/// which f may be faulty, ask for k = N − f with 2k &gt; N + f, so that no two histories both find enough.
/// </summary>
public sealed class WitnessPolicy
{
    private readonly Dictionary<string, Rule> rules;
    private readonly string quorum;

    private WitnessPolicy(
        ImmutableArray<NoteVerifier> logs,
        ImmutableArray<PolicyWitness> witnesses,
        Dictionary<string, Rule> rules,
        string quorum
    )
    {
        Logs = logs;
        Witnesses = witnesses;
        this.rules = rules;
        this.quorum = quorum;
    }

    private sealed record Rule(NoteVerifier? Witness, int Threshold, ImmutableArray<string> Members);

    public ImmutableArray<NoteVerifier> Logs { get; }

    public ImmutableArray<PolicyWitness> Witnesses { get; }

    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out WitnessPolicy? policy,
        [NotNullWhen(false)] out string? why
    )
    {
        policy = null;
        var reader = new Lines();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }
            if (reader.Take(words) is { } fault)
            {
                why = $"line {number}: {fault}";
                return false;
            }
        }
        if (reader.Quorum is not { } quorum)
        {
            why = "there is no quorum line";
            return false;
        }
        policy = new WitnessPolicy([.. reader.Logs], [.. reader.Witnesses], reader.Rules, quorum);
        why = null;
        return true;
    }

    /// <summary>Whether enough witnesses have cosigned. What is missing: the names of those of the policy that have not.</summary>
    public bool IsSatisfiedBy(SignedNote note, out ImmutableArray<string> missing)
    {
        missing = [.. Witnesses.Where(witness => !note.IsSignedBy(witness.Key)).Select(witness => witness.Name)];
        return quorum == "none" || Satisfies(quorum, note);
    }

    private bool Satisfies(string name, SignedNote note)
    {
        var rule = rules[name];
        return rule.Witness is { } key
            ? note.IsSignedBy(key)
            : rule.Members.Count(member => Satisfies(member, note)) >= rule.Threshold;
    }

    private sealed class Lines
    {
        private readonly HashSet<string> members = new(StringComparer.Ordinal);

        public List<NoteVerifier> Logs { get; } = [];

        public List<PolicyWitness> Witnesses { get; } = [];

        public Dictionary<string, Rule> Rules { get; } = new(StringComparer.Ordinal);

        public string? Quorum { get; private set; }

        public string? Take(string[] words) =>
            words[0] switch
            {
                "log" when words.Length is 2 or 3 => TakeLog(words[1]),
                "witness" when words.Length is 3 or 4 => TakeWitness(words),
                "group" when words.Length >= 4 => TakeGroup(words),
                "quorum" when words.Length == 2 => TakeQuorum(words[1]),
                _ =>
                    "a line reads 'log VKEY [URL]', 'witness NAME VKEY [URL]', 'group NAME all|any|K NAME…' or 'quorum NAME'",
            };

        private string? TakeLog(string text)
        {
            if (!NoteVerifier.TryParse(text, out var key, out var why))
            {
                return why;
            }
            Logs.Add(key);
            return null;
        }

        private string? TakeWitness(string[] words)
        {
            if (!NoteVerifier.TryParse(words[2], out var key, out var why))
            {
                return why;
            }
            if (key.Algorithm != NoteAlgorithm.Cosignature)
            {
                return "the key of a witness is of type cosignature/v1";
            }
            if (
                Witnesses.Any(witness =>
                    witness.Key.ToString().EndsWith(words[2].Split('+', 3)[2], StringComparison.Ordinal)
                )
            )
            {
                return "two witnesses have one key";
            }
            if (!Rules.TryAdd(words[1], new Rule(key, 1, [])) || words[1] == "none")
            {
                return $"the name {words[1]} is taken";
            }
            Witnesses.Add(new PolicyWitness(words[1], key, words.Length == 4 ? words[3] : null));
            return null;
        }

        private string? TakeGroup(string[] words)
        {
            var names = words[3..];
            var threshold = words[2] switch
            {
                "all" => names.Length,
                "any" => 1,
                var number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var k) ? k : 0,
            };
            if (threshold < 1 || threshold > names.Length)
            {
                return "the group asks for none of its members, or for more than it has";
            }
            foreach (var name in names)
            {
                if (!Rules.ContainsKey(name))
                {
                    return $"{name} is defined on no line before";
                }
                if (!members.Add(name))
                {
                    return $"{name} is a member already";
                }
            }
            return Rules.TryAdd(words[1], new Rule(null, threshold, [.. names])) && words[1] != "none"
                ? null
                : $"the name {words[1]} is taken";
        }

        private string? TakeQuorum(string name)
        {
            if (Quorum is not null)
            {
                return "there are two quorum lines";
            }
            if (name != "none" && !Rules.ContainsKey(name))
            {
                return $"{name} is defined on no line before";
            }
            Quorum = name;
            return null;
        }
    }
}
