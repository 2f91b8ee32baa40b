using Foedus.Language.Core;

namespace Foedus.Language.Diagnostics;

/// <summary>A mend that an editor can apply: put <paramref name="NewText"/> in place of what stands at <paramref name="At"/>.</summary>
public sealed record Fix(string Says, SourceSpan At, string NewText);
