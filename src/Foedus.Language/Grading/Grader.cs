using System.Collections.Immutable;
using Foedus.Language.Binding;
using Foedus.Language.Core;
using Foedus.Language.Parsing;

namespace Foedus.Language.Grading;

/// <summary>
/// How precise each slot of a norm is: P4 determinate, P3 a bounded choice, P2 delegated to a decider whose procedure always ends, P1 left to the bearer's own judgment, P0 open.
/// A norm has the least grade of the slots its skeleton has.
/// </summary>
internal static class Grader
{
    public static SlotGrade OfTrigger(Trigger trigger, Draft draft, string words, SourceSpan span) =>
        new(Slot.Trigger, GradeOf(trigger, draft), words, span);

    private static int GradeOf(Trigger trigger, Draft draft) =>
        trigger switch
        {
            OnDecision decided => Ends(decided.Decision, draft) ? 2 : 0,
            OnSelfJudgment => 1,
            OnCondition condition => GradeOf(condition.Condition),
            AnyOfTriggers any => any.Triggers.Min(one => GradeOf(one, draft)),
            After after => GradeOf(after.Of, draft),
            Nth nth => GradeOf(nth.Of, draft),
            _ => 4,
        };

    private static int GradeOf(Condition condition) =>
        condition switch
        {
            OpenCondition => 0,
            Not not => GradeOf(not.Of),
            And and => and.Of.Select(GradeOf).DefaultIfEmpty(4).Min(),
            Or or => or.Of.Select(GradeOf).DefaultIfEmpty(4).Min(),
            _ => 4,
        };

    /// <summary>Whether a decision's procedure always ends: every stage has a time limit.</summary>
    private static bool Ends(int decision, Draft draft)
    {
        var found = decision < draft.Decisions.Count ? draft.Decisions[decision] : null;
        found ??=
            draft.Outline is { } outline && decision < outline.Decisions.Count ? outline.Decisions[decision] : null;
        return found is null || found.Stages.All(stage => stage.Within is not null);
    }

    public static ImmutableArray<SlotGrade> Complete(Clause clause, NormContext norm, Draft draft)
    {
        var grades = new List<SlotGrade>();
        foreach (var grade in norm.Grades)
        {
            // One entry a slot: the least, with the word that caused it.
            var there = grades.FindIndex(other => other.Slot == grade.Slot);
            if (there < 0)
            {
                grades.Add(grade);
            }
            else if (grade.Grade < grades[there].Grade)
            {
                grades[there] = grade;
            }
        }
        AddTrigger(clause, grades, draft);
        AddDeadline(clause, norm, grades);
        if (clause.Consequence is not null)
        {
            grades.Add(new SlotGrade(Slot.Consequence, 4, "failing which", clause.Span));
        }
        return [.. grades.OrderBy(grade => grade.Slot)];
    }

    private static void AddTrigger(Clause clause, List<SlotGrade> grades, Draft draft)
    {
        var least = Math.Min(
            GradeOf(clause.Trigger, draft),
            Math.Min(Least(clause.If), Math.Min(Least(clause.While), Least(clause.Unless)))
        );
        var there = grades.FindIndex(grade => grade.Slot == Slot.Trigger);
        if (there < 0)
        {
            var because =
                clause.ConsequenceOf is not null ? "failing which"
                : clause.Trigger is FromEntryIntoForce ? "from entry into force, by default"
                : clause.Words;
            grades.Add(new SlotGrade(Slot.Trigger, least, because, clause.Span));
        }
        else if (least < grades[there].Grade)
        {
            grades[there] = grades[there] with { Grade = least };
        }
        if (clause.Trigger is OnDecision && !grades.Exists(grade => grade.Slot == Slot.Decider))
        {
            var trigger = grades.Find(grade => grade.Slot == Slot.Trigger);
            grades.Add(
                new SlotGrade(
                    Slot.Decider,
                    GradeOf(clause.Trigger, draft),
                    trigger?.Because ?? clause.Words,
                    trigger?.Span ?? clause.Span
                )
            );
        }
    }

    private static int Least(Condition? condition) => condition is null ? 4 : GradeOf(condition);

    private static void AddDeadline(Clause clause, NormContext norm, List<SlotGrade> grades)
    {
        var needsOne =
            clause.Modality is Modality.Duty or Modality.Hortatory
            || (clause.Modality == Modality.Power && clause.ConsequenceOf is not null);
        if (grades.Exists(grade => grade.Slot == Slot.Deadline) || !needsOne)
        {
            return;
        }
        grades.Add(
            norm.OpenDeadline is var (words, span)
                ? new SlotGrade(Slot.Deadline, 0, words, span)
                : new SlotGrade(Slot.Deadline, 0, "no deadline is written", clause.Span)
        );
    }
}
