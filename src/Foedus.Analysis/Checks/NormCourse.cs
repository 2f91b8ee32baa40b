using Foedus.Analysis.Exploring;
using Foedus.Language.Core;
using Foedus.Norms;

namespace Foedus.Analysis.Checks;

/// <summary>A norm with a course of events that brings it to life: whom it binds there, and whom where all that happens after another beginning, or to others.</summary>
internal sealed class NormCourse
{
    private readonly Setting setting;
    private readonly Clause clause;
    private readonly Play course;

    /// <summary>The ordinary beginning that the course continues; null if it continues none.</summary>
    private readonly Play? start;

    public NormCourse(Setting setting, Clause clause, Play course)
        : this(
            setting,
            clause,
            course,
            course.Continues(setting.Start) ? setting.Start
                : setting.WithoutRests is { } without && course.Continues(without) ? without
                : null
        ) { }

    private NormCourse(Setting setting, Clause clause, Play course, Play? start)
    {
        this.setting = setting;
        this.clause = clause;
        this.course = course;
        this.start = start;
    }

    public bool IsWithoutRests => start is not null && start == setting.WithoutRests;

    public bool Binds(string party) => Binds(course, party);

    /// <summary>Whether it binds the party where the same happens, in the same time, after another beginning.</summary>
    public bool BindsAfter(Play beginning, string party) =>
        start is not null && course.Shifted(start, beginning) is { } play && Binds(play, party);

    /// <summary>Whether it binds the party that gives notice just before the first of the happenings: a short period has not run out by then.</summary>
    public bool BindsOnNotice(string party)
    {
        if (start is null)
        {
            return false;
        }
        var first = course.Events().Skip(start.Count).Select(told => told.Time).FirstOrDefault(course.State.Now);
        var noticed = start.Do(Math.Max(start.State.Now + 1, first - 1), [Moves.Notice(party)]);
        return course.Shifted(start, noticed, 0) is { } play && Binds(play, party);
    }

    /// <summary>This, or the same with the party in the place of another, such that it binds the party; null if none was found.</summary>
    /// <remarks>Who is struck, or acts, in a course may be free of the norm because of just that.</remarks>
    public NormCourse? ThatBinds(string party)
    {
        if (Binds(party))
        {
            return this;
        }
        if (start is null || !setting.Possible.Contains(clause.Bearer.Who, party))
        {
            return null;
        }
        return StandIns
            .Of(setting, course, start, party)
            .Where(play => Binds(play, party))
            .Select(play => new NormCourse(setting, clause, play, start))
            .FirstOrDefault();
    }

    private bool Binds(Play play, string party) =>
        play
            .State.OpenInstances()
            .Any(open =>
                open.Clause == clause.Index
                && open.NormState is NormState.Active or NormState.Violated
                && setting.Includes(open.Bearer, party)
            );
}
