using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>The end of something that lasts, counted from an occasion: "until 3 days after a warning". That last instant is included.</summary>
/// <param name="From">The occasion, remembered from when it happened.</param>
internal sealed record ClauseEnd(TriggerNode From, Period After);
