namespace Foedus.Temporal.Formulas;

/// <summary>A connective of two formulas.</summary>
public enum Connective
{
    And,
    Or,
    Implies,
    Equivalent,
}
