using Foedus.Language.Core;
using Foedus.Norms.Conditions;
using Foedus.Norms.Time;
using Foedus.Temporal.Formulas;

namespace Foedus.Norms.Exporting;

internal enum BreachKind
{
    Deadline,
    Prohibition,
    Maintenance,
}

/// <summary>How one clause is exported, and why not if it is not.</summary>
internal sealed class ClauseExport
{
    private ClauseExport(ClausePlan plan, BreachKind kind)
    {
        Plan = plan;
        Kind = kind;
        Name = ExportNames.Of(plan.Core.Id);
    }

    public ClausePlan Plan { get; }

    public BreachKind Kind { get; }

    /// <summary>As predicates and files are named.</summary>
    public string Name { get; }

    /// <summary>Milliseconds, where the deadline is one fixed length after the opening; else null: deadlines are in the log.</summary>
    public long? Length { get; set; }

    public Formula? Kept { get; private init; }

    public Formula? Excuse { get; private init; }

    /// <summary>Set when the run does something that formulas do not follow.</summary>
    public string? Refusal { get; set; }

    /// <param name="why">Why the clause has no formula.</param>
    public static ClauseExport? Of(
        ClausePlan clause,
        TreatyCalendar calendar,
        ConditionTranslator conditions,
        out string why
    )
    {
        why = "";
        var core = clause.Core;
        switch (core.Modality)
        {
            case Modality.Duty or Modality.Hortatory when clause.IsPower:
            case Modality.Power or Modality.Permission:
                why = "it permits or empowers, and cannot be breached";
                return null;
            case Modality.Disability:
                why =
                    "an attempt without right has no effect, and whether there was the right is for the machine to find";
                return null;
            case Modality.Duty or Modality.Hortatory:
                return OfDuty(clause, calendar, out why);
            case Modality.Prohibition:
                if (clause.Perform is not { } act || act.Amount is not null || act.Items is not null)
                {
                    why = "it forbids an amount, which is summed over acts";
                    return null;
                }
                if (clause.IsJoint || core.SubjectTo.Length > 0)
                {
                    why = clause.IsJoint ? "several bear it jointly" : "another norm prevails over it by turns";
                    return null;
                }
                return new ClauseExport(clause, BreachKind.Prohibition)
                {
                    Excuse = core.Unless is { } unless ? conditions.Translate(unless) : null,
                };
            default:
                return OfMaintenance(clause, conditions, out why);
        }
    }

    private static ClauseExport? OfDuty(ClausePlan clause, TreatyCalendar calendar, out string why)
    {
        why = "";
        var core = clause.Core;
        if (core.Deadlines.Length == 0 && core.Recurrence is null)
        {
            why = "it has no deadline: time alone cannot breach it";
        }
        else if (core.Deadlines.Any(static deadline => deadline is Before))
        {
            why = "its deadline is an occasion, not an instant";
        }
        else if (clause.Perform?.Amount is { IsCap: true })
        {
            why = "it caps an amount, which is summed over acts";
        }
        else if (clause.Keep is not null || clause.Perform is null)
        {
            why = "what performs it is no act";
        }
        if (why.Length > 0)
        {
            return null;
        }
        return new ClauseExport(clause, BreachKind.Deadline)
        {
            Length = core is { Deadlines: [Within { Anchor: null } within], Recurrence: null }
                ? LengthOf(calendar, within.Length)
                : null,
        };
    }

    private static ClauseExport? OfMaintenance(ClausePlan clause, ConditionTranslator conditions, out string why)
    {
        why = "";
        if (clause.Core.Content is not Keep keep)
        {
            why = "it keeps no condition";
            return null;
        }
        if (clause.Core.Unless is { } unless && !ConditionTranslator.IsLatched(unless))
        {
            why = "its excuse may end again while the condition is broken";
            return null;
        }
        if (conditions.Translate(keep.Condition) is not { } kept)
        {
            why = "its condition asks about the chain it stands in";
            return null;
        }
        if (clause.IsJoint && (kept.FreeVariables.Count > 0 || clause.Unless?.DependsOnBearer == true))
        {
            why = "its condition asks what each of several joint bearers did";
            return null;
        }
        return new ClauseExport(clause, BreachKind.Maintenance)
        {
            Kept = kept,
            Excuse = clause.Core.Unless is { } excuse ? conditions.Translate(excuse) : null,
        };
    }

    public Formula Formula() =>
        Kind switch
        {
            BreachKind.Deadline => Length is { } length
                ? BreachFormula.Deadline(Name, length)
                : BreachFormula.Due(Name),
            BreachKind.Prohibition => BreachFormula.Prohibition(Name, Excuse),
            _ => BreachFormula.Maintenance(Name, Kept ?? Foedus.Temporal.Formulas.Formula.True, Excuse),
        };

    private static long? LengthOf(TreatyCalendar calendar, in Period length) =>
        CalendarMeasure.IsElapsed(calendar, length) ? CalendarMeasure.BoundOf(length) : null;

    public IEnumerable<string> Signature()
    {
        const string instance = "(string,string,string,string)";
        yield return $"opened_{Name}{instance}";
        yield return $"ended_{Name}{instance}";
        if (Kind == BreachKind.Deadline)
        {
            yield return $"performed_{Name}{instance}";
            if (Length is null)
            {
                yield return $"due_{Name}{instance}";
            }
        }
        else if (Kind == BreachKind.Prohibition)
        {
            yield return $"act_{Name}(string,string,string)";
            yield return $"act_in_{Name}{instance}";
        }
    }

    /// <summary>Whether, in that state, a breach can happen as far as the machine alone decides.</summary>
    public bool IsOpen(NormState state) =>
        state == NormState.Active
        || (
            Kind != BreachKind.Deadline
            && (state == NormState.Violated || (state == NormState.Excused && Excuse is not null))
        );
}
