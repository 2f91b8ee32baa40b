namespace Foedus.Analysis.Checks;

/// <summary>One norm for one row of parties.</summary>
/// <param name="Grade">From 4 (unconditional) to 0 (declared not binding), where it binds at all.</param>
public sealed record BindingCell(int Grade, bool BeforeConsent, bool InForce, bool AfterNotice, bool AfterLeaving);
