using System.Collections.Immutable;
using System.Numerics;
using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Checks;

/// <summary>
/// A course of events as one reader judges it: beside the state, whom each norm has ever bound, and who has ever been in
/// breach of it.
/// </summary>
/// <remarks>
/// What has been judged goes along with the course: courses that begin alike share it, and no course is judged again from
/// its beginning.
/// </remarks>
internal sealed class JudgedCourse
{
    private readonly CourseReader reader;

    /// <summary>By the place of the norm; a bit for each actor.</summary>
    private readonly ImmutableArray<(BigInteger Bound, BigInteger InBreach)> norms;

    private JudgedCourse(CourseReader reader, Play play, ImmutableArray<(BigInteger Bound, BigInteger InBreach)> norms)
    {
        this.reader = reader;
        this.norms = norms;
        Play = play;
    }

    public string Reader => reader.Name;

    public Play Play { get; }

    public static JudgedCourse Of(CourseReader reader, Play play) =>
        new(
            reader,
            play,
            Judged(reader, [.. Enumerable.Repeat((BigInteger.Zero, BigInteger.Zero), reader.Norms)], play.History())
        );

    public JudgedCourse Do(long time, IEnumerable<Event> moves) => After(Play.Do(time, moves));

    public JudgedCourse Wait(long until) => After(Play.Wait(until));

    /// <summary>Whom one of the two holds bound by the norm, or in breach of it, and the other does not: a bit for each actor.</summary>
    public BigInteger Differing(JudgedCourse other, int norm) =>
        (norms[norm].Bound ^ other.norms[norm].Bound) | (norms[norm].InBreach ^ other.norms[norm].InBreach);

    public ReadersVerdict On(int norm) => Verdict(!norms[norm].Bound.IsZero, !norms[norm].InBreach.IsZero);

    public ReadersVerdict On(int norm, int actor) =>
        Verdict(Has(norms[norm].Bound, actor), Has(norms[norm].InBreach, actor));

    private static ReadersVerdict Verdict(bool isBound, bool isInBreach) =>
        isInBreach ? ReadersVerdict.Breach
        : isBound ? ReadersVerdict.Bound
        : ReadersVerdict.Unbound;

    private static bool Has(BigInteger actors, int actor) => !((actors >> actor) & BigInteger.One).IsZero;

    private JudgedCourse After(Play play) =>
        play == Play ? this : new JudgedCourse(reader, play, Judged(reader, norms, play.Transitions));

    private static ImmutableArray<(BigInteger Bound, BigInteger InBreach)> Judged(
        CourseReader reader,
        ImmutableArray<(BigInteger Bound, BigInteger InBreach)> before,
        IEnumerable<Transition> transitions
    )
    {
        ImmutableArray<(BigInteger Bound, BigInteger InBreach)>.Builder? after = null;
        foreach (var made in transitions)
        {
            if (
                made is { Kind: TransitionKind.Norm, NormTo: NormState.Violated or NormState.Active }
                && reader.NormOf(made) is { } norm
            )
            {
                after ??= before.ToBuilder();
                var (bound, inBreach) = after[norm];
                var bearers = reader.BearersOf(made);
                after[norm] =
                    made.NormTo == NormState.Violated ? (bound, inBreach | bearers) : (bound | bearers, inBreach);
            }
        }
        return after?.DrainToImmutable() ?? before;
    }
}
