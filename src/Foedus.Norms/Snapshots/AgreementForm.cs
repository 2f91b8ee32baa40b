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
        to.Many(
            value.Amendments,
            pair =>
            {
                to.Number(pair.Key);
                to.Bits(pair.Value.Accepted);
                to.Bits(pair.Value.Parties);
            }
        );
        to.Many(
            value.Applying,
            pair =>
            {
                to.Number(pair.Key);
                to.Bits(pair.Value);
            }
        );
        to.Instant(value.Since);
        to.Flag(value.IsInForceAsReported);
        to.Flag(value.HasEnded);
        to.Many(value.MetAt, to.Instant);
        to.Instant(value.DurationEnd);
        to.Bits(value.AgainstRenewal);
        to.Bits(value.Renewing);
        to.Many(
            value.Times,
            pair =>
            {
                to.Number(pair.Key);
                to.Instant(pair.Value.Consented);
                to.Instant(pair.Value.InForce);
                to.Instant(pair.Value.Leaves);
                to.Instant(pair.Value.Reserved);
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
        WritePairs(to, value.Accepted);
        WritePairs(to, value.Objections);
        to.Many(
            value.ObjectionsUntil,
            pair =>
            {
                to.Number(pair.Key);
                to.Instant(pair.Value);
            }
        );
        WritePairs(to, value.NotBetween);
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
            Amendments = from.Many(() =>
                    KeyValuePair.Create(from.Small(), new AmendmentState(from.Bits(), from.OptionalBits()))
                )
                .ToImmutableSortedDictionary(),
            Applying = from.Many(() => KeyValuePair.Create(from.Small(), from.Bits())).ToImmutableSortedDictionary(),
            Since = from.Instant(),
            IsInForceAsReported = from.Flag(),
            HasEnded = from.Flag(),
            MetAt = [.. from.Many(from.Instant)],
            DurationEnd = from.Instant(),
            AgainstRenewal = from.Bits(),
            Renewing = from.Bits(),
            Times = from.Many(() =>
                    KeyValuePair.Create(
                        from.Small(),
                        new PartyTimes(from.Instant(), from.Instant(), from.Instant(), from.Instant())
                    )
                )
                .ToImmutableSortedDictionary(),
            Reservations = from.Many(() => KeyValuePair.Create(from.Small(), from.Many(from.Small).ToImmutableArray()))
                .ToImmutableSortedDictionary(),
            Accepted = [.. ReadPairs(from)],
            Objections = [.. ReadPairs(from)],
            ObjectionsUntil = from.Many(() => KeyValuePair.Create(from.Small(), from.Instant()))
                .ToImmutableSortedDictionary(),
            NotBetween = [.. ReadPairs(from)],
        };

    private static void WritePairs(SnapshotWriter to, IReadOnlyCollection<(int, int)> pairs) =>
        to.Many(
            pairs,
            pair =>
            {
                to.Number(pair.Item1);
                to.Number(pair.Item2);
            }
        );

    private static List<(int, int)> ReadPairs(SnapshotReader from) => from.Many(() => (from.Small(), from.Small()));
}
