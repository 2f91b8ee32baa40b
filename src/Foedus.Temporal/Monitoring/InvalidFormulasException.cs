using Foedus.Temporal.Formulas;

namespace Foedus.Temporal.Monitoring;

/// <summary>A formula is right, but cannot be run. The problem says what to change.</summary>
/// <param name="formulaIndex">Its position among those given.</param>
/// <param name="problem">Where and what.</param>
public sealed class InvalidFormulasException(int formulaIndex, TemporalProblem problem) : Exception(problem.Message)
{
    public int FormulaIndex => formulaIndex;

    public TemporalProblem Problem => problem;
}
