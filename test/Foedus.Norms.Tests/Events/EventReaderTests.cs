using System.Text;
using Foedus.Norms.Events;

namespace Foedus.Norms.Tests.Events;

public sealed class EventReaderTests
{
    private const string Good =
        """{"specversion":"1.0","id":"e1","source":"France","type":"org.foedus.clock.reached.v1","time":"2026-01-01T00:00:00Z"}""";

    [Fact]
    public void Reads_every_member_of_an_event()
    {
        var read = Single(
            """
            {"specversion":"1.0","id":"e7","source":"Special Commission","type":"org.foedus.act.performed.v1",
            "time":"2026-03-05T10:00:00+02:00","recordedtime":"2026-03-05T09:00:00.250Z","subject":"attack-1",
            "signature":"ignored","data":{"act":"provide","toward":"Ukraine","items":["military","economic"],
            "quantity":12.5,"unit":"EUR","funders":{"France":10,"Poland":2.5},"sector":"north","place":
            {"latitude":48.01,"longitude":37.8},"count":3}}
            """.Replace("\n", "", StringComparison.Ordinal)
        );

        Assert.Equal(EventType.ActPerformed, read.Type);
        Assert.Equal("e7", read.Id);
        Assert.Equal("Special Commission", read.Source);
        Assert.Equal("2026-03-05T08:00:00Z", EventTime.Format(read.Time));
        Assert.Equal("2026-03-05T09:00:00.250Z", EventTime.Format(read.RecordedTime));
        Assert.Equal("attack-1", read.Subject);
        Assert.Equal(1, read.Line);
        Assert.Equal("provide", read.Data.Name);
        Assert.Equal("Ukraine", read.Data.Toward);
        Assert.Equal(["military", "economic"], read.Data.Items);
        Assert.Equal(12.5m, read.Data.Quantity);
        Assert.Equal("EUR", read.Data.Unit);
        Assert.Equal([new FunderShare("France", 10), new FunderShare("Poland", 2.5m)], read.Data.Funders);
        Assert.Equal("north", read.Data.AttributeNamed("sector")?.Text);
        Assert.Equal(3, read.Data.AttributeNamed("count")?.Number);
        Assert.Equal(48.01, read.Data.AttributeNamed("place")?.Place?.Latitude);
    }

    [Fact]
    public void Members_may_stand_in_any_order_and_be_escaped()
    {
        var read = Single(
            """{"data":{"v\u006fte":"yes","decision":"Determin\u0061tion"},"time":"2026-01-01T00:00:00z","typ\u0065":"org.foedus.vote.cast.v1","source":"Polska \u017b","id":"v","specversion":"1.0"}"""
        );

        Assert.Equal(Vote.Yes, read.Data.Vote);
        Assert.Equal("Determination", read.Data.Name);
        Assert.Equal("Polska Ż", read.Source);
    }

    [Fact]
    public void A_byte_order_mark_carriage_returns_and_blank_lines_are_tolerated()
    {
        var reader = Reader("\uFEFF" + Good + "\r\n\r\n  \n" + Good.Replace("e1", "e2", StringComparison.Ordinal));

        Assert.True(reader.TryRead(out var first));
        Assert.True(reader.TryRead(out var second));
        Assert.False(reader.TryRead(out _));
        Assert.Null(reader.Fault);
        Assert.Equal((1, 4), (first.Line, second.Line));
    }

    [Fact]
    public void Without_a_recorded_time_it_is_the_largest_time_so_far()
    {
        var late = Good.Replace("2026-01-01", "2025-12-24", StringComparison.Ordinal);
        var reader = Reader(Good + "\n" + late + "\n");

        Assert.True(reader.TryRead(out var first));
        Assert.True(reader.TryRead(out var second));
        Assert.Equal(first.Time, second.RecordedTime);
        Assert.True(second.Time < second.RecordedTime);
    }

    [Theory]
    [InlineData("""{"specversion":"1.0",""", "not JSON from byte 21")]
    [InlineData("""[1]""", "the line is not a JSON object")]
    [InlineData("""{} {}""", "not JSON from byte 4")]
    [InlineData("""{}""", "'specversion' is missing")]
    [InlineData("""{"specversion":"0.3"}""", "'specversion' is not \"1.0\"")]
    [InlineData("""{"specversion":"1.0"}""", "'id' is missing")]
    [InlineData("""{"specversion":"1.0","id":7}""", "'id' is not a text")]
    [InlineData("""{"specversion":"1.0","id":""}""", "'id' is empty")]
    [InlineData("""{"specversion":"1.0","id":"a\u001b[2J"}""", "'id' 'a�[2J' holds a control character")]
    [InlineData("{\"specversion\":\"1.0\",\"source\":\"a\u009b2J\"}", "'source' 'a�2J' holds a control character")]
    [InlineData("{\"specversion\":\"1.0\",\"subject\":\"a\u007f\"}", "'subject' 'a�' holds a control character")]
    [InlineData("""{"specversion":"1.0","id":"a","id":"b"}""", "the member 'id' stands twice")]
    [InlineData("""{"x":1,"x":2}""", "the member 'x' stands twice")]
    [InlineData("""{"id":"\ud800"}""", "a text holds half of a surrogate pair")]
    [InlineData("""{"type":"org.foedus.act.done.v1"}""", "the type 'org.foedus.act.done.v1' is unknown")]
    [InlineData("""{"type":"org.foedus.v1"}""", "the type 'org.foedus.v1' is unknown")]
    [InlineData("""{"time":"2026-03-05T08:00:00"}""", "'time' '2026-03-05T08:00:00' has no offset from UTC")]
    [InlineData("""{"time":"2026-02-29T08:00:00Z"}""", "'time' '2026-02-29T08:00:00Z' is a time that does not exist")]
    [InlineData("""{"time":"2026-02-28T23:59:60Z"}""", "'time' '2026-02-28T23:59:60Z' is a time that does not exist")]
    [InlineData("""{"time":"1899-12-31T23:59:59Z"}""", "lies outside the years 1900 to 2199")]
    [InlineData("""{"time":"2200-01-01T00:00:00Z"}""", "lies outside the years 1900 to 2199")]
    [InlineData("""{"time":"5 March"}""", "'time' '5 March' is not an instant of RFC 3339")]
    [InlineData("""{"time":1}""", "'time' is not a text")]
    [InlineData(
        """{"type":"org.foedus.vote.cast.v1","data":{"decision":"D","vote":"yes","vote":"no"}}""",
        "'data' has the member 'vote' twice"
    )]
    [InlineData("""{"type":"org.foedus.vote.cast.v1","data":{"decision":"D"}}""", "'data.vote' is missing")]
    [InlineData(
        """{"type":"org.foedus.vote.cast.v1","data":{"decision":"D","vote":true}}""",
        "'data.vote' is not a text"
    )]
    [InlineData(
        """{"specversion":"1.0","id":"a","source":"b","type":"org.foedus.vote.cast.v1","time":"2026-01-01T00:00:00Z"}""",
        "'data.decision' is missing"
    )]
    [InlineData("""{"type":"org.foedus.act.performed.v1","data":[]}""", "'data' is not an object")]
    [InlineData("""{"type":"org.foedus.act.performed.v1","data":{"quantity":-1}}""", "'data.quantity' is below zero")]
    [InlineData(
        """{"type":"org.foedus.act.performed.v1","data":{"quantity":"one"}}""",
        "'data.quantity' is not a number"
    )]
    [InlineData(
        """{"type":"org.foedus.act.performed.v1","data":{"quantity":1e99}}""",
        "'data.quantity' is too large or too precise"
    )]
    [InlineData(
        """{"type":"org.foedus.act.performed.v1","data":{"item":"a","items":["b"]}}""",
        "'data' has both 'item' and 'items'"
    )]
    [InlineData("""{"type":"org.foedus.act.performed.v1","data":{"items":["b",1]}}""", "'data.items[1]' is not a text")]
    [InlineData("""{"type":"org.foedus.act.performed.v1","data":{"sector":["b"]}}""", "'data.sector' is a list")]
    [InlineData(
        """{"type":"org.foedus.act.performed.v1","data":{"at":{"latitude":91,"longitude":1}}}""",
        "'data.at' is not a place"
    )]
    [InlineData(
        """{"type":"org.foedus.event.corrected.v1","data":{"id":"x","data":{"time":"x"}}}""",
        "'data.data.time' 'x' is not an instant"
    )]
    public void A_bad_line_is_named_described_and_mended(string line, string what)
    {
        var reader = Reader(Good + "\n\n" + line + "\n" + Good + "\n");

        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.NotNull(reader.Fault);
        Assert.Equal(3, reader.Fault.Line);
        Assert.Contains(what, reader.Fault.What, StringComparison.Ordinal);
        Assert.NotEqual("", reader.Fault.Remedy);
        Assert.StartsWith("line 3: ", reader.Fault.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("; 2 lines were good", reader.Fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reader.Fault.ToString());
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData("""{"act":"pay","quantity":10,"funders":{"France":6,"Poland":5}}""", "add up to more")]
    [InlineData("""{"act":"pay","funders":{"France":6,"Poland":5},"quantity":"10.5"}""", "add up to more")]
    [InlineData("""{"act":"pay","quantity":1000000000000000001}""", "'data.quantity' is too large")]
    [InlineData("""{"act":"pay","quantity":79228162514264337593543950335}""", "'data.quantity' is too large")]
    [InlineData("""{"act":"pay","quantity":"79228162514264337593543950335"}""", "'data.quantity' is too large")]
    public void An_amount_that_nobody_could_add_up_is_refused(string data, string what)
    {
        var line = Good.Replace("clock.reached", "act.performed", StringComparison.Ordinal)
            .Replace("Z\"}", $"Z\",\"data\":{data}}}", StringComparison.Ordinal);

        Assert.Contains(what, FaultOf(line).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_time_that_goes_back_is_refused()
    {
        var one = Good.Replace(
            "\"time\"",
            "\"recordedtime\":\"2026-01-03T00:00:00Z\",\"time\"",
            StringComparison.Ordinal
        );
        var two = one.Replace("01-03", "01-02", StringComparison.Ordinal);

        Assert.Contains("goes back", FaultOf(one + "\n" + two).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_after_the_recorded_time_is_refused()
    {
        var line = Good.Replace(
            "\"time\"",
            "\"recordedtime\":\"2025-12-31T00:00:00Z\",\"time\"",
            StringComparison.Ordinal
        );

        Assert.Contains("is later than 'recordedtime'", FaultOf(line).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0x7B, 0xC3, 0x28 }, "not UTF-8 at byte 2")]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0xFF, 0x00 }, "binary data at byte 4")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B, 0x00 }, "the file is UTF-16")]
    public void Bytes_that_are_no_text_are_refused(byte[] bytes, string what)
    {
        var reader = new EventReader(new MemoryStream(bytes));

        Assert.False(reader.TryRead(out _));
        Assert.Equal(what, reader.Fault?.What);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using var endless = new EndlessStream();
        var reader = new EventReader(endless);

        Assert.False(reader.TryRead(out _));
        Assert.Equal("the line is longer than 1 MiB", reader.Fault?.What);
        Assert.True(endless.BytesRead < 4 << 20);
    }

    [Fact]
    public void Reading_an_event_allocates_little_more_than_the_event()
    {
        const int Lines = 10_000;
        const string Vote =
            """{"specversion":"1.0","id":"v-1","source":"France","type":"org.foedus.vote.cast.v1","time":"2026-01-01T00:00:00Z","subject":"attack-1","data":{"decision":"Determination","vote":"yes"}}""";
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Vote + "\n", Lines)));
        var reader = new EventReader(new MemoryStream(bytes));
        Assert.True(reader.TryRead(out _));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 1;
        while (reader.TryRead(out _))
        {
            count++;
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Lines, count);
        Assert.InRange(allocated / Lines, 0, 480);
    }

    [Fact]
    public void Whatever_is_done_to_a_file_reading_it_never_throws()
    {
        var seed = Encoding.UTF8.GetBytes(
            """{"specversion":"1.0","id":"a","source":"b","type":"org.foedus.act.performed.v1","time":"2026-01-01T00:00:00Z","data":{"act":"x","items":["\u0041",{}],"at":{"latitude":1,"longitude":2},"funders":{"F":1}}}"""
        );
        var random = new Random(20260305);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = seed.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }
            var reader = new EventReader(new MemoryStream(bytes, 0, random.Next(bytes.Length + 1)));
            while (reader.TryRead(out _)) { }
        }
    }

    private static EventFault FaultOf(string text)
    {
        var reader = Reader(text);
        while (reader.TryRead(out _)) { }
        Assert.NotNull(reader.Fault);
        return reader.Fault;
    }

    private static Event Single(string line)
    {
        var reader = Reader(line);
        var found = reader.TryRead(out var read);
        Assert.True(found, reader.Fault?.ToString());
        Assert.NotNull(read);
        return read;
    }

    private static EventReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private sealed class EndlessStream : Stream
    {
        public long BytesRead { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => BytesRead;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'x');
            BytesRead += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
