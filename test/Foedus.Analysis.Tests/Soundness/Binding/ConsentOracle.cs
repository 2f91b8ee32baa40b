using System.Collections.Immutable;
using System.Numerics;
using Foedus.Analysis.Tests.Soundness.Trying;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;
using Foedus.Norms.Replay;

namespace Foedus.Analysis.Tests.Soundness.Binding;

/// <summary>Judges whom a small agreement binds, and when, by trying every set of consents, every reservation and every short course of events.</summary>
internal sealed class ConsentOracle(Agreement agreement, ConsentAgreement drawn)
{
    private const int Length = 2;

    private const long Year = 366 * Drafts.Day;

    private readonly Machine machine = Machine.Create(agreement);

    private readonly ImmutableArray<Event> alphabet =
    [
        .. drawn.Parties.Append("Mission").Select(by => Told.Report(by, "alarm")),
        .. If(drawn, "Upon an attack", drawn.Parties.SelectMany(by => drawn.Parties.Select(on => Told.Attack(by, on)))),
        .. If(
            drawn,
            ConsentAgreement.Grave,
            drawn.Parties.Select(by => Told.Announcement(by, ConsentAgreement.Grave, "yes"))
        ),
        .. If(drawn, "fires", drawn.Parties.Select(by => Told.Act(by, "fire"))),
    ];

    /// <summary>What no norm listens to is left out.</summary>
    private static IEnumerable<Event> If(ConsentAgreement drawn, string words, IEnumerable<Event> events) =>
        drawn.Text.Contains(words, StringComparison.Ordinal) ? events : [];

    public IEnumerable<Clause> Norms =>
        agreement.Clauses.Where(clause =>
            clause.Modality is Modality.Duty or Modality.Prohibition or Modality.Hortatory
        );

    /// <summary>The smallest sets of parties by whose consent it enters into force, none within another.</summary>
    public SortedSet<string> Entering() =>
        Smallest(set => Consented(drawn.Parties.Where(set.Contains)).State.IsInForce(0));

    /// <summary>The smallest sets of parties that keep it from entering into force by staying away.</summary>
    public SortedSet<string> Blocking() =>
        Smallest(set => !Consented(drawn.Parties.Where(party => !set.Contains(party))).State.IsInForce(0));

    private SortedSet<string> Smallest(Func<HashSet<string>, bool> does)
    {
        var sets = Enumerable
            .Range(0, 1 << drawn.Parties.Length)
            .Where(bits => does([.. drawn.Parties.Where((_, index) => (bits & (1 << index)) != 0)]))
            .ToList();
        return new SortedSet<string>(
            sets.Where(bits => !sets.Exists(other => other != bits && (other & bits) == other))
                .Select(bits =>
                    string.Join(
                        "+",
                        drawn.Parties.Where((_, index) => (bits & (1 << index)) != 0).Order(StringComparer.Ordinal)
                    )
                ),
            StringComparer.Ordinal
        );
    }

    /// <summary>Norms of which some party frees itself by a reservation made on consenting, of these or of any others.</summary>
    public SortedSet<string> Reservable()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var norms = Norms.Where(clause => clause.Modality != Modality.Hortatory).ToList();
        foreach (var party in drawn.Parties)
        {
            var plain = Consented(drawn.Parties);
            for (var bits = 1; bits < 1 << norms.Count; bits++)
            {
                var reserved = norms.Where((_, index) => (bits & (1 << index)) != 0).ToList();
                var free = Consented(drawn.Parties, party, [.. reserved.Select(Place)]);
                if (free.State.StatusOf(0, machine.ActorNamed(party)) != ParticipationStatus.InForce)
                {
                    continue;
                }
                found.UnionWith(
                    reserved.Where(clause => Binds(plain, clause, party) && !Binds(free, clause, party)).Select(Place)
                );
            }
        }
        return found;
    }

    /// <summary>Whether the norm comes to bind the party in some course after it was in this position.</summary>
    public (bool Before, bool InForce, bool AfterNotice, bool AfterLeaving) Cell(Clause clause, string party)
    {
        var without = Consented(drawn.Parties.Where(other => other != party));
        var here = Consented(drawn.Parties);
        var noticed = here.Then(Told.Instrument(party, "notice of withdrawal"), here.At + 1);
        return (
            without.State.IsInForce(0) && Binds(without, clause, party, Length + 1),
            Binds(here, clause, party),
            Binds(noticed, clause, party),
            Left(noticed, party) is { } left && Binds(left, clause, party)
        );
    }

    public bool MayLeave(string party)
    {
        var here = Consented(drawn.Parties);
        return Left(here.Then(Told.Instrument(party, "notice of withdrawal"), here.At + 1), party) is not null;
    }

    private Course? Left(Course noticed, string party)
    {
        var end = noticed.Until(noticed.At + Year);
        return end.State.StatusOf(0, machine.ActorNamed(party)) == ParticipationStatus.Withdrawn ? end : null;
    }

    private bool Binds(Course from, Clause clause, string party, int length = Length)
    {
        var actor = machine.ActorNamed(party);
        return from.All(alphabet, length)
            .Any(course =>
                course
                    .State.OpenInstances()
                    .Any(open =>
                        open.Clause == clause.Index
                        && open.NormState is NormState.Active or NormState.Violated
                        && open.Bearer.Includes(actor)
                    )
            );
    }

    private Course Consented(
        IEnumerable<string> parties,
        string? reserving = null,
        ImmutableArray<string> reserved = default
    )
    {
        var course = Course.Begin(machine);
        foreach (var party in parties.Order(StringComparer.Ordinal))
        {
            var ratification = Told.Instrument(party, "ratification");
            course = course.Then(
                party == reserving
                    ? ratification with
                    {
                        Data = ratification.Data with { Reservations = reserved },
                    }
                    : ratification,
                Drafts.Begin
            );
        }
        return course.Until(Drafts.Begin + (40 * Drafts.Day));
    }

    public static string Place(Clause clause) => ProvisionReference.Of(clause.Id);
}
