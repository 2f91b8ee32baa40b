using System.Collections.Immutable;

namespace Foedus.Norms.Snapshots;

/// <summary>The participation in an agreement, in a snapshot.</summary>
internal static class AgreementForm
{
    public static void Write(SnapshotWriter to, AgreementState value)
    {
        to.Bits(value.Signed);
        to.Bits(value.Consented);
        to.Bits(value.InForce);
        to.Bits(value.Ever);
        to.Bits(value.Provisional);
        to.Bits(value.Suspended);
        to.Bits(value.Notified);
        to.Bits(value.Withdrawn);
        to.Bits(value.Amending);
        to.Instant(value.Since);
        to.Flag(value.IsInForceAsReported);
        to.Flag(value.HasEnded);
        to.Many(value.MetAt, to.Instant);
        to.Instant(value.DurationEnd);
        to.Flag(value.IsNotToBeRenewed);
        to.Many(
            value.Times,
            pair =>
            {
                to.Number(pair.Key);
                to.Instant(pair.Value.Consented);
                to.Instant(pair.Value.InForce);
                to.Instant(pair.Value.Leaves);
            }
        );
        to.Many(
            value.Reservations,
            pair =>
            {
                to.Number(pair.Key);
                to.Many(pair.Value, clause => to.Number(clause));
            }
        );
        to.Many(
            value.NotBetween,
            pair =>
            {
                to.Number(pair.Objector);
                to.Number(pair.Reserving);
            }
        );
    }

    public static AgreementState Read(SnapshotReader from) =>
        new()
        {
            Signed = from.Bits(),
            Consented = from.Bits(),
            InForce = from.Bits(),
            Ever = from.Bits(),
            Provisional = from.Bits(),
            Suspended = from.Bits(),
            Notified = from.Bits(),
            Withdrawn = from.Bits(),
            Amending = from.Bits(),
            Since = from.Instant(),
            IsInForceAsReported = from.Flag(),
            HasEnded = from.Flag(),
            MetAt = [.. from.Many(from.Instant)],
            DurationEnd = from.Instant(),
            IsNotToBeRenewed = from.Flag(),
            Times = from.Many(() => KeyValuePair.Create(from.Small(), new PartyTimes(from.Instant(), from.Instant(), from.Instant())))
                .ToImmutableSortedDictionary(),
            Reservations = from.Many(() => KeyValuePair.Create(from.Small(), from.Many(from.Small).ToImmutableArray()))
                .ToImmutableSortedDictionary(),
            NotBetween = [.. from.Many(() => (from.Small(), from.Small()))],
        };
}
