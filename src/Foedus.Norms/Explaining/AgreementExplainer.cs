using Foedus.Language.Core;
using Foedus.Norms.Replay;

namespace Foedus.Norms.Explaining;

/// <summary>Prints an agreement as the machine understands it: its clauses with their grades, and what was inserted where the text is silent.</summary>
public static class AgreementExplainer
{
    public static void Write(Agreement agreement, TextWriter output)
    {
        output.Write($"{agreement.Title} ({agreement.Id})\n");
        output.Write(
            $"time zone {agreement.Settings.TimeZone}, {(agreement.Settings.TimestampsByRecorder ? "the recorder" : "the author")} fixes the time"
                + $"{(agreement.Settings.IsClosed ? ", parties closed: " + string.Join(", ", agreement.Settings.ClosedParties) : "")}\n"
        );
        foreach (var decision in agreement.Decisions)
        {
            output.Write($"\n{ProvisionReference.Of(decision.Id)}  {decision.Id}  decision\n  {decision.Words}\n");
        }
        foreach (var clause in agreement.Clauses)
        {
            WriteClause(agreement, clause, output);
        }
        foreach (var rule in agreement.Participation.Where(rule => rule.Default is null))
        {
            output.Write($"\n{ProvisionReference.Of(rule.Id)}  {rule.Id}  participation\n  {rule.Words}\n");
        }
        if (!agreement.Defaults.IsEmpty)
        {
            output.Write("\nDefaults, where the text is silent\n");
            foreach (var inserted in agreement.Defaults)
            {
                var clause = inserted.Clause is { } index
                    ? $" ({ProvisionReference.Of(agreement.Clauses[index].Id)})"
                    : "";
                output.Write($"  {inserted.Provision}: {inserted.Says}{clause}\n");
            }
        }
        if (!agreement.Readings.IsDefaultOrEmpty)
        {
            output.Write($"\nReadings: {string.Join(", ", agreement.Readings.Select(reading => reading.Reader))}\n");
        }
    }

    private static void WriteClause(Agreement agreement, Clause clause, TextWriter output)
    {
        output.Write(
            $"\n{ProvisionReference.Of(clause.Id)}  {clause.Id}  {ModalityOf(clause)}{GradeOf(clause)}\n  {clause.Words}\n"
        );
        foreach (var grade in clause.Grades)
        {
            output.Write($"    {SlotName(grade.Slot), -13} P{grade.Grade}  {grade.Because}\n");
        }
        foreach (var standard in clause.Standards.Select(index => agreement.Standards[index]))
        {
            var kind = standard.Kind switch
            {
                StandardKind.Delegated => "delegated standard",
                StandardKind.SelfJudging => "self-judging standard",
                _ => "open term",
            };
            output.Write($"    {kind}: {standard.Words}\n");
        }
    }

    private static string ModalityOf(Clause clause)
    {
        var modality = clause.Modality switch
        {
            Modality.Duty => "duty",
            Modality.Prohibition => "prohibition",
            Modality.Permission => "permission",
            Modality.Power => "power",
            Modality.Disability => "disability",
            Modality.Maintenance => "maintenance duty",
            _ => "hortatory",
        };
        return clause.IsBinding ? modality : modality + ", politically binding";
    }

    // A clause is as precise as its vaguest slot.
    private static string GradeOf(Clause clause) =>
        clause.Grades.IsDefaultOrEmpty ? "" : $"  P{clause.Grades.Min(grade => grade.Grade)}";

    private static string SlotName(Slot slot) =>
        slot == Slot.CounterParty ? "counter-party" : slot.ToString().ToLowerInvariant();
}
