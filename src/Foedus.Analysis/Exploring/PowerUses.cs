using System.Collections.Immutable;
using Foedus.Language.Core;
using Foedus.Norms;
using Foedus.Norms.Events;

namespace Foedus.Analysis.Exploring;

/// <summary>Who can use a power in a state, and how: by any one of those who hold it, or by the votes of all.</summary>
internal sealed class PowerUses(Setting setting)
{
    public static bool IsEnabled(Play play, Clause power) => Open(play, power).Any();

    public ImmutableArray<string> Holders(Play play, Clause power)
    {
        var open = Open(play, power).ToList();
        return open.Count == 0
            ? []
            :
            [
                .. setting.Possible.Actors.Where(actor =>
                    open.Exists(instance => setting.Includes(instance.Bearer, actor))
                ),
            ];
    }

    public IEnumerable<ImmutableArray<Event>> Of(Play play, Clause power)
    {
        var holders = Holders(play, power);
        return power.Content is ExercisePower { By: null }
                ? holders.Select(holder => ImmutableArray.Create(Moves.Exercise(power, holder)))
            : holders.IsEmpty ? []
            :
            [
                [.. holders.Select(holder => Moves.Exercise(power, holder))],
            ];
    }

    /// <summary>Every power that is enabled, used in each way.</summary>
    public IEnumerable<ImmutableArray<Event>> All(Play play) =>
        setting
            .Agreement.Clauses.Where(clause => clause.Modality == Modality.Power)
            .SelectMany(power => Of(play, power));

    /// <summary>Each prohibition in being, broken by each that it binds.</summary>
    public IEnumerable<Event> Breaches(Play play) =>
        from open in play.State.OpenInstances()
        where setting.Agreement.Clauses[open.Clause].Modality == Modality.Prohibition
        from act in setting.Performances(open)
        select act with
        {
            Subject = null,
        };

    private static IEnumerable<OpenInstance> Open(Play play, Clause power) =>
        play.State.OpenInstances().Where(open => open.Clause == power.Index && open.PowerState == PowerState.Enabled);
}
