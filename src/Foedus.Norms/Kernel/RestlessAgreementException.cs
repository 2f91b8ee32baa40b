using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>What the text says sets itself off again and again without time passing: a fault of the text that shows only when it is run.</summary>
public sealed class RestlessAgreementException(string provision, SourceSpan place)
    : Exception(
        $"{place.File}:{place.Line}: {provision} sets itself off again and again without time passing. "
            + "Let it wait for an event, or for time (“24 hours after …”), or take what it rests on out of its own condition."
    )
{
    public string Provision => provision;

    public SourceSpan Place => place;
}
