using System.Collections.Immutable;
using System.Numerics;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>One who reads a disputed text, with the machine of the text as it is read so.</summary>
internal sealed class CourseReader
{
    /// <summary>Where a clause of this reading stands among the norms compared; −1 for one that is not.</summary>
    private readonly ImmutableArray<int> norms;

    /// <summary>Which actor of the common list an actor of this machine is.</summary>
    private readonly ImmutableArray<int> actors;

    private readonly int nobody;

    private CourseReader(string name, Machine machine, ImmutableArray<Clause> compared, ImmutableArray<string> all)
    {
        Name = name;
        Machine = machine;
        Norms = compared.Length;
        norms = [.. machine.Agreement.Clauses.Select(clause => Place(compared, clause))];
        actors = [.. machine.Actors.Select(actor => all.IndexOf(actor, StringComparer.Ordinal))];
        nobody = all.Length;
    }

    public string Name { get; }

    public Machine Machine { get; }

    /// <summary>How many norms are compared.</summary>
    public int Norms { get; }

    /// <summary>The readers of the agreement, and all actors that any of them knows.</summary>
    /// <param name="compared">The norms on which they are compared.</param>
    public static (ImmutableArray<CourseReader> Readers, ImmutableArray<string> Actors) Of(
        Agreement agreement,
        ImmutableArray<Clause> compared
    )
    {
        var machines = agreement
            .Readings.Select(read => (read.Reader, Machine: Machine.Create(read.Agreement)))
            .ToList();
        ImmutableArray<string> actors =
        [
            .. machines.SelectMany(read => read.Machine.Actors).Distinct(StringComparer.Ordinal),
        ];
        return ([.. machines.Select(read => new CourseReader(read.Reader, read.Machine, compared, actors))], actors);
    }

    /// <summary>The place of the norm that changed; null for one that is not compared.</summary>
    public int? NormOf(in Transition made) => norms[made.Index] is >= 0 and var norm ? norm : null;

    /// <summary>Who bears it, alone or with others: a bit for each actor of the common list. One more stands for nobody.</summary>
    public BigInteger BearersOf(in Transition made)
    {
        if (made.Bearer.IsNone)
        {
            return BigInteger.One << nobody;
        }
        var bearers = BigInteger.Zero;
        for (var actor = 0; actor < actors.Length; actor++)
        {
            if (made.Bearer.Includes(actor))
            {
                bearers |= BigInteger.One << actors[actor];
            }
        }
        return bearers;
    }

    private static int Place(ImmutableArray<Clause> compared, Clause clause)
    {
        for (var i = 0; i < compared.Length; i++)
        {
            if (compared[i].Id == clause.Id)
            {
                return i;
            }
        }
        return -1;
    }
}
