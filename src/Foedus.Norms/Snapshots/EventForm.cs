using Foedus.Language.Core;
using Foedus.Norms.Events;

namespace Foedus.Norms.Snapshots;

/// <summary>An event in a snapshot: member by member, nothing left out.</summary>
internal static class EventForm
{
    public static void Write(SnapshotWriter to, Event value)
    {
        to.Number((int)value.Type);
        to.Text(value.Id);
        to.Text(value.Source);
        to.Instant(value.Time);
        to.Instant(value.RecordedTime);
        to.Text(value.Subject);
        to.Number(value.Line);
        to.Flag(ReferenceEquals(value.Data, EventData.None));
        if (!ReferenceEquals(value.Data, EventData.None))
        {
            Write(to, value.Data);
        }
    }

    public static Event Read(SnapshotReader from) =>
        new()
        {
            Type = (EventType)from.Small(),
            Id = from.Text(),
            Source = from.Text(),
            Time = from.Instant(),
            RecordedTime = from.Instant(),
            Subject = from.OptionalText(),
            Line = from.Small(),
            Data = from.Flag() ? EventData.None : ReadData(from),
        };

    private static void Write(SnapshotWriter to, EventData data)
    {
        to.Text(data.Name);
        to.Text(data.Menu);
        to.Text(data.Agreement);
        to.Text(data.Party);
        to.Text(data.Toward);
        to.Text(data.Against);
        to.Text(data.Member);
        to.Number((int)data.Vote);
        to.Text(data.Outcome);
        to.Many(data.Items, to.Text);
        Write(to, data.Quantity);
        to.Text(data.Unit);
        to.Many(data.Reservations, to.Text);
        to.Many(
            data.Funders,
            funder =>
            {
                to.Text(funder.Party);
                to.Amount(funder.Quantity);
            }
        );
        to.Many(
            data.Attributes,
            attribute =>
            {
                to.Text(attribute.Name);
                to.Text(attribute.Text);
                Write(to, attribute.Number);
                to.Flag(attribute.Place is not null);
                if (attribute.Place is { } place)
                {
                    to.Fraction(place.Latitude);
                    to.Fraction(place.Longitude);
                }
            }
        );
        to.Text(data.TargetId);
        to.Text(data.TargetSource);
        to.Optional(data.CorrectedTime);
        to.Text(data.Correction);
    }

    private static EventData ReadData(SnapshotReader from) =>
        new()
        {
            Name = from.OptionalText(),
            Menu = from.OptionalText(),
            Agreement = from.OptionalText(),
            Party = from.OptionalText(),
            Toward = from.OptionalText(),
            Against = from.OptionalText(),
            Member = from.OptionalText(),
            Vote = (Vote)from.Small(),
            Outcome = from.OptionalText(),
            Items = [.. from.Many(from.Text)],
            Quantity = ReadAmount(from),
            Unit = from.OptionalText(),
            Reservations = [.. from.Many(from.Text)],
            Funders = [.. from.Many(() => new FunderShare(from.Text(), from.Amount()))],
            Attributes =
            [
                .. from.Many(() =>
                    new AttributeValue(
                        from.Text(),
                        from.OptionalText(),
                        ReadAmount(from),
                        from.Flag() ? new GeoPoint(from.Fraction(), from.Fraction()) : null
                    )
                ),
            ],
            TargetId = from.OptionalText(),
            TargetSource = from.OptionalText(),
            CorrectedTime = from.OptionalInstant(),
            Correction = from.OptionalText(),
        };

    private static void Write(SnapshotWriter to, decimal? amount)
    {
        to.Flag(amount is not null);
        if (amount is { } given)
        {
            to.Amount(given);
        }
    }

    private static decimal? ReadAmount(SnapshotReader from) => from.Flag() ? from.Amount() : null;
}
