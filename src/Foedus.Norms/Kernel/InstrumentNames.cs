using Foedus.Language.Core;

namespace Foedus.Norms;

/// <summary>Kinds of instruments as event files name them.</summary>
public static class InstrumentNames
{
    private static readonly Dictionary<string, InstrumentKind> Kinds = new(StringComparer.Ordinal)
    {
        ["signature"] = InstrumentKind.Signature,
        ["ratification"] = InstrumentKind.Ratification,
        ["acceptance"] = InstrumentKind.Acceptance,
        ["approval"] = InstrumentKind.Approval,
        ["accession"] = InstrumentKind.Accession,
        ["provisional application"] = InstrumentKind.ProvisionalApplication,
        ["notice of withdrawal"] = InstrumentKind.NoticeOfWithdrawal,
        ["notice of non-renewal"] = InstrumentKind.NoticeOfNonRenewal,
        ["withdrawal of notice"] = InstrumentKind.WithdrawalOfNotice,
        ["reservation"] = InstrumentKind.Reservation,
        ["objection"] = InstrumentKind.Objection,
        ["withdrawal of reservation"] = InstrumentKind.WithdrawalOfReservation,
        ["acceptance of reservation"] = InstrumentKind.AcceptanceOfReservation,
        ["withdrawal of objection"] = InstrumentKind.WithdrawalOfObjection,
        ["agreement to renewal"] = InstrumentKind.AgreementToRenewal,
        ["request"] = InstrumentKind.Request,
        ["acceptance of amendment"] = InstrumentKind.AcceptanceOfAmendment,
        ["entry into force"] = InstrumentKind.EntryIntoForce,
        ["end"] = InstrumentKind.End,
    };

    public static bool TryFind(string? name, out InstrumentKind kind)
    {
        kind = default;
        return name is not null
            && (Kinds.TryGetValue(name, out kind) || Kinds.TryGetValue(FoldedName.Of(name), out kind));
    }

    public static string Of(InstrumentKind kind)
    {
        foreach (var (name, known) in Kinds)
        {
            if (known == kind)
            {
                return name;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(kind));
    }
}
