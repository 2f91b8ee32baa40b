using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Foedus.Analysis.Rehearsing;

/// <summary>What a plan says of how conducts hang together.</summary>
internal sealed class CorrelationReader(PlanDocument document, PlanNames names)
{
    private const string Known = "none, one factor, matrix, common cause";

    public Correlation Read(YamlNode part)
    {
        var keys = new Dictionary<string, (YamlNode At, YamlNode Value)>(StringComparer.Ordinal);
        foreach (var (at, key, value) in document.Entries(part, "'correlation'"))
        {
            keys[key] = (at, value);
        }
        var model = keys.TryGetValue("model", out var named) ? document.Text(named.Value, "'model'") : null;
        string[] mine = model switch
        {
            "none" => [],
            "one factor" => ["rho", "own"],
            "matrix" => ["names", "rows"],
            "common cause" => ["causes"],
            _ => ["rho", "own", "names", "rows", "causes"],
        };
        foreach (var (key, (at, _)) in keys)
        {
            if (key != "model" && !mine.Contains(key))
            {
                document.Report(
                    at,
                    $"'{key}' is not a key of {(model is null ? "a correlation" : $"the model '{model}'")}.",
                    mine.Length == 0 ? "It needs none." : $"Known here: {string.Join(", ", mine)}."
                );
            }
        }
        switch (model)
        {
            case "none":
                return new Independent();
            case "one factor":
                return Factor(part, keys);
            case "matrix":
                return Matrix(part, keys);
            case "common cause":
                return Causes(part, keys);
            default:
                document.Report(
                    keys.TryGetValue("model", out var wrong) ? wrong.Value : part,
                    model is null ? "'correlation' names no model." : $"'{model}' is no model that is known.",
                    $"Write 'model:' with one of: {Known}."
                );
                return new Independent();
        }
    }

    private OneFactor Factor(YamlNode part, Dictionary<string, (YamlNode At, YamlNode Value)> keys)
    {
        var own = ImmutableDictionary.CreateBuilder<string, double>();
        if (keys.TryGetValue("own", out var others))
        {
            foreach (var (at, key, value) in document.Entries(others.Value, "'own'"))
            {
                if (names.Actor(at, key) is { } name)
                {
                    own[name] = Rho(value);
                }
            }
        }
        if (keys.TryGetValue("rho", out var rho))
        {
            return new OneFactor(Rho(rho.Value), own.ToImmutable());
        }
        document.Report(
            part,
            "The model 'one factor' needs 'rho'.",
            "Write rho: 0.2, the correlation of any two parties."
        );
        return new OneFactor(0, own.ToImmutable());
    }

    private double Rho(YamlNode node)
    {
        if (document.Share(node, "'rho'") is not { } rho)
        {
            return 0;
        }
        if (rho > 0.99)
        {
            document.Report(
                node,
                "'rho' is above 0.99.",
                "Parties that always act alike are one party; for a cause common to some, use the model 'common cause'."
            );
            return 0;
        }
        return rho;
    }

    private Correlation Matrix(YamlNode part, Dictionary<string, (YamlNode At, YamlNode Value)> keys)
    {
        if (!keys.TryGetValue("names", out var named) || !keys.TryGetValue("rows", out var rows))
        {
            document.Report(
                part,
                "The model 'matrix' needs 'names' and 'rows'.",
                "Name the parties, then give one row of correlations for each."
            );
            return new Independent();
        }
        var written = document.Texts(named.Value, "'names'");
        var who = written.Select(name => names.Actor(name.At, name.Text)).OfType<string>().ToImmutableArray();
        if (who.Length != written.Count)
        {
            return new Independent();
        }
        if (who.Distinct(StringComparer.Ordinal).Count() != who.Length)
        {
            document.Report(named.Value, "A party stands twice among the names.", "Name each once.");
            return new Independent();
        }
        var matrix = Rows(rows.Value, who.Length);
        if (matrix.IsDefault)
        {
            return new Independent();
        }
        if (Cholesky(matrix) is not { } factor)
        {
            document.Report(
                rows.Value,
                "The matrix is not positive semidefinite: no parties could be correlated like that.",
                "Lower the correlations that contradict each other: who is like two others cannot see them unlike each other."
            );
            return new Independent();
        }
        return new CorrelationMatrix(who, matrix, factor);
    }

    private ImmutableArray<ImmutableArray<double>> Rows(YamlNode node, int size)
    {
        if (
            node is not YamlSequenceNode rows
            || rows.Children.Count != size
            || rows.Children.Any(row => row is not YamlSequenceNode list || list.Children.Count != size)
        )
        {
            document.Report(
                node,
                $"'rows' must be {size} rows of {size} numbers.",
                "One row for each name, in the order of the names."
            );
            return default;
        }
        var matrix = new double[size][];
        for (var i = 0; i < size; i++)
        {
            matrix[i] = new double[size];
            for (var j = 0; j < size; j++)
            {
                var cell = ((YamlSequenceNode)rows.Children[i]).Children[j];
                if (
                    PlanDocument.Number((cell as YamlScalarNode)?.Value?.Trim() ?? "") is not { } number
                    || number is < -1 or > 1
                )
                {
                    document.Report(cell, "A correlation is a number from -1 to 1.", "Write 0.3.");
                    return default;
                }
                matrix[i][j] = number;
                if (i == j && number != 1)
                {
                    document.Report(cell, "The correlation of a party with itself is 1.", "Write 1 on the diagonal.");
                    return default;
                }
                if (j < i && number != matrix[j][i])
                {
                    document.Report(
                        cell,
                        $"Row {i + 1}, column {j + 1} differs from row {j + 1}, column {i + 1}.",
                        "A correlation goes both ways: write the same number."
                    );
                    return default;
                }
            }
        }
        return [.. matrix.Select(row => row.ToImmutableArray())];
    }

    /// <summary>L with L·Lᵀ the matrix; null where there is none. A pivot of nought is let pass: the matrix is then singular, not impossible.</summary>
    private static ImmutableArray<ImmutableArray<double>>? Cholesky(ImmutableArray<ImmutableArray<double>> matrix)
    {
        const double Tolerance = 1e-10;
        var size = matrix.Length;
        var factor = Enumerable.Range(0, size).Select(_ => new double[size]).ToArray();
        for (var j = 0; j < size; j++)
        {
            var pivot = matrix[j][j] - Enumerable.Range(0, j).Sum(k => factor[j][k] * factor[j][k]);
            if (pivot < -Tolerance)
            {
                return null;
            }
            factor[j][j] = pivot <= Tolerance ? 0 : Math.Sqrt(pivot);
            for (var i = j + 1; i < size; i++)
            {
                var rest = matrix[i][j] - Enumerable.Range(0, j).Sum(k => factor[i][k] * factor[j][k]);
                if (factor[j][j] == 0 && Math.Abs(rest) > 1e-5)
                {
                    return null;
                }
                factor[i][j] = factor[j][j] == 0 ? 0 : rest / factor[j][j];
            }
        }
        return [.. factor.Select(row => row.ToImmutableArray())];
    }

    private Correlation Causes(YamlNode part, Dictionary<string, (YamlNode At, YamlNode Value)> keys)
    {
        if (!keys.TryGetValue("causes", out var causes))
        {
            document.Report(
                part,
                "The model 'common cause' needs 'causes'.",
                "Write causes: with, for each, a name, its 'chance' and whom it 'strikes'."
            );
            return new Independent();
        }
        var read = ImmutableArray.CreateBuilder<CommonCause>();
        var struck = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, name, value) in document.Entries(causes.Value, "'causes'"))
        {
            double? chance = null;
            var strikes = ImmutableArray<string>.Empty;
            foreach (var (place, key, what) in document.Entries(value, $"'{name}'"))
            {
                switch (key)
                {
                    case "chance":
                        chance = document.Share(what, $"'{name}: chance'");
                        break;
                    case "strikes":
                        var written = document.Texts(what, $"'{name}: strikes'");
                        strikes = [.. written.Select(party => names.Actor(party.At, party.Text)).OfType<string>()];
                        foreach (var (party, text) in written.Where(party => !struck.Add(party.Text)))
                        {
                            document.Report(
                                party,
                                $"'{text}' is struck twice.",
                                "A party can belong to one common cause only."
                            );
                        }
                        break;
                    default:
                        document.Report(place, $"'{key}' is not known of a cause.", "Known here: chance, strikes.");
                        break;
                }
            }
            if (chance is null || strikes.IsEmpty)
            {
                document.Report(
                    at,
                    $"The cause '{name}' needs a 'chance' and whom it 'strikes'.",
                    "For example {chance: 0.05, strikes: [France, Poland]}."
                );
            }
            else
            {
                read.Add(new CommonCause(name, chance.Value, strikes));
            }
        }
        return new CommonCauses(read.ToImmutable());
    }
}
