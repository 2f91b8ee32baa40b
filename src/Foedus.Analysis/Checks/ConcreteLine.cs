using Foedus.Analysis.Exploring;
using Foedus.Language.Core;

namespace Foedus.Analysis.Checks;

/// <summary>Concrete (precision): how many clauses have each grade, and which promise nothing.</summary>
internal static class ConcreteLine
{
    /// <param name="neverLate">Duties that can be left undone for ever without a breach.</param>
    public static string Of(Agreement agreement, IReadOnlyList<Clause> neverLate)
    {
        // Who may deem nothing necessary may deliver nothing, in time.
        var floorless = agreement
            .Clauses.Where(clause =>
                neverLate.Contains(clause)
                || (clause is { Modality: Modality.Duty, Agreement: 0 } && SelfJudgedContent.IsOf(agreement, clause))
            )
            .ToList();
        var grades = agreement
            .Clauses.Where(clause => !clause.Grades.IsDefaultOrEmpty)
            .Select(clause => clause.Grades.Min(grade => grade.Grade))
            .ToList();
        if (grades.Count == 0)
        {
            return "no clauses";
        }
        var counts = string.Join(
            ", ",
            grades
                .GroupBy(grade => grade)
                .OrderByDescending(group => group.Key)
                .Select(group => $"{group.Count()} × P{group.Key}")
        );
        // A promise to act is what a guarantee consists of: if each of them can be left undone, abstaining precisely does not save it.
        // Where some bind in law, those that bind politically do not save it either.
        var duties = agreement.Clauses.Where(clause => clause is { Modality: Modality.Duty, Agreement: 0 }).ToList();
        var weighty = duties.Exists(clause => clause.IsBinding)
            ? duties.Where(clause => clause.IsBinding).ToList()
            : duties;
        var verdict =
            grades.Min() >= 3 ? "yes"
            : grades.Min() == 2 ? "yes, where the deciders named decide"
            : (weighty.Count > 0 && weighty.TrueForAll(floorless.Contains))
            || grades.Count(grade => grade >= 2) * 2 < grades.Count
                ? "no"
            : "in part";
        var floor =
            floorless.Count == 0
                ? ""
                : $"; content floor 0 (an empty promise) in {string.Join(", ", floorless.Take(8).Select(FindingList.Place))}{(floorless.Count > 8 ? $" and {floorless.Count - 8} more" : "")}";
        return $"{verdict}: {counts}{floor}";
    }
}
