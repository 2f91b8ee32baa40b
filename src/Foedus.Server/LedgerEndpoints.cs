using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Foedus.Ledger;
using Foedus.Ledger.Entries;
using Foedus.Ledger.Exporting;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Merkle;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Foedus.Server;

/// <summary>
/// A ledger over HTTP: append and read. What is not there and what may not be seen get the same answer, and nothing tells
/// how the log is kept.
/// </summary>
public static class LedgerEndpoints
{
    /// <summary>Messages in one batch.</summary>
    public const int LargestBatch = 1000;

    /// <summary>Bytes of a batch's body.</summary>
    public const long LargestBatchBody = 16L << 20;

    /// <summary>What a body is called plays no part: it is taken for what it is.</summary>
    private const string AnyType = "*/*";

    private const string Jose = "application/jose";
    private const string Json = "application/json";
    private const string PlainText = "text/plain; charset=utf-8";
    private const string Bytes = "application/octet-stream";

    public static void MapLedger(this IEndpointRouteBuilder routes, ILedgerHost host)
    {
        routes
            .MapPost("/events", (Delegate)((HttpContext context) => AppendAsync(context, host)))
            .WithName("append")
            .WithSummary("Appends a signed event or key message: its body is a compact JWS.")
            .Accepts<string>(Jose, AnyType)
            .Produces(StatusCodes.Status201Created, contentType: Json)
            .Produces(StatusCodes.Status200OK, contentType: Json)
            .Produces(StatusCodes.Status409Conflict, contentType: Json)
            .Produces(StatusCodes.Status413PayloadTooLarge)
            .Produces(StatusCodes.Status422UnprocessableEntity, contentType: Json)
            .Produces(StatusCodes.Status429TooManyRequests, contentType: Json)
            .Produces(StatusCodes.Status503ServiceUnavailable, contentType: Json);
        routes
            .MapPost("/batch", (Delegate)((HttpContext context) => AppendBatchAsync(context, host)))
            .WithName("append-batch")
            .WithSummary("Appends up to 1000 signed messages, one a line, and answers one line for each.")
            .Accepts<string>("text/plain", AnyType)
            .Produces(StatusCodes.Status200OK, contentType: "application/x-ndjson")
            .Produces(StatusCodes.Status413PayloadTooLarge)
            .Produces(StatusCodes.Status422UnprocessableEntity, contentType: Json)
            .Produces(StatusCodes.Status429TooManyRequests, contentType: Json)
            .Produces(StatusCodes.Status503ServiceUnavailable, contentType: Json);
        MapRead(
            routes,
            "/checkpoint",
            "checkpoint",
            "The latest signed checkpoint, with the cosignatures of witnesses.",
            context => CheckpointAsync(context, host),
            PlainText,
            404
        );
        MapRead(
            routes,
            "/tile/{**path}",
            "tile",
            "A tile of hashes or a bundle of entries (C2SP tlog-tiles).",
            context => TileAsync(context, host),
            Bytes,
            404
        );
        MapRead(
            routes,
            "/entries/{index:long}",
            "entry",
            "One entry: kind, recorded time, JWS.",
            context => EntryAsync(context, host),
            Bytes,
            404
        );
        MapRead(
            routes,
            "/receipts/{index:long}",
            "receipt",
            "The proof that an entry stands in the log (C2SP tlog-proof).",
            context => ReceiptAsync(context, host),
            PlainText,
            404
        );
        MapRead(
            routes,
            "/keys",
            "keys",
            "Who may say what: keys and roles, and the number of the next key message.",
            context => KeysAsync(context, host),
            Json
        );
        MapRead(
            routes,
            "/sources/{source}",
            "source",
            "Where a source's chain ends: what its next event must carry.",
            context => SourceAsync(context, host),
            Json
        );
        MapRead(
            routes,
            "/health/live",
            "live",
            "Whether the process answers.",
            context => WriteAsync(context, 200, PlainText, "live\n"u8.ToArray()),
            PlainText
        );
        MapRead(
            routes,
            "/health/ready",
            "ready",
            "Whether the log can be appended to.",
            context => ReadyAsync(context, host),
            PlainText,
            503
        );
        // Whatever else there may be on this machine: it is answered like what is not there.
        routes.MapFallback("{**path}", (RequestDelegate)AbsentAsync).ExcludeFromDescription();
    }

    /// <param name="type">Of the body where the answer is 200.</param>
    /// <param name="other">What else the answer may be.</param>
    private static void MapRead(
        IEndpointRouteBuilder routes,
        string pattern,
        string name,
        string summary,
        Func<HttpContext, Task> handler,
        string type,
        int? other = null
    )
    {
        var route = routes
            .MapGet(pattern, (Delegate)handler)
            .WithName(name)
            .WithSummary(summary)
            .Produces(200, contentType: type);
        if (other is { } status)
        {
            route.Produces(status, contentType: status == 404 ? Json : PlainText);
        }
    }

    private static async Task AppendAsync(HttpContext context, ILedgerHost host)
    {
        if (host.Writer is not { } writer)
        {
            await AnswerAsync(context, AppendOutcome.Unavailable("this node does not write now")).ConfigureAwait(false);
            return;
        }
        // Before the body is read and before anything is checked or written.
        if (writer.Waiting >= LedgerWriter.QueueLength)
        {
            await AnswerAsync(context, AppendOutcome.Busy).ConfigureAwait(false);
            return;
        }
        const long Limit = LedgerEntry.MaximumJwsLength + 1;
        if (context.Request.ContentLength > Limit)
        {
            throw TooLarge(LedgerEntry.MaximumJwsLength);
        }
        if (
            await ReadTextAsync(context.Request.BodyReader, Limit, context.RequestAborted).ConfigureAwait(false)
            is not { } jws
        )
        {
            await AnswerAsync(context, AppendOutcome.Refused("the body is no ASCII")).ConfigureAwait(false);
            return;
        }
        await AnswerAsync(context, await writer.AppendAsync(jws.TrimEnd('\n')).ConfigureAwait(false))
            .ConfigureAwait(false);
    }

    private static async Task AppendBatchAsync(HttpContext context, ILedgerHost host)
    {
        if (host.Writer is not { } writer)
        {
            await AnswerAsync(context, AppendOutcome.Unavailable("this node does not write now")).ConfigureAwait(false);
            return;
        }
        if (writer.Waiting + LargestBatch > LedgerWriter.QueueLength)
        {
            await AnswerAsync(context, AppendOutcome.Busy).ConfigureAwait(false);
            return;
        }
        if (
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is
            { IsReadOnly: false } limit
        )
        {
            limit.MaxRequestBodySize = LargestBatchBody;
        }
        var text = await ReadTextAsync(context.Request.BodyReader, LargestBatchBody, context.RequestAborted)
            .ConfigureAwait(false);
        var messages = text?.TrimEnd('\n').Split('\n');
        if (messages is null or { Length: > LargestBatch })
        {
            await AnswerAsync(context, AppendOutcome.Refused($"a batch has at most {LargestBatch} lines, of ASCII"))
                .ConfigureAwait(false);
            return;
        }
        var outcomes = await writer.AppendAllAsync(messages).ConfigureAwait(false);
        var lines = new ArrayBufferWriter<byte>();
        foreach (var outcome in outcomes)
        {
            lines.Write(BodyOf(outcome));
            lines.Write("\n"u8);
        }
        await WriteAsync(context, StatusCodes.Status200OK, "application/x-ndjson", lines.WrittenMemory)
            .ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, AppendOutcome outcome)
    {
        var status = outcome.Fate switch
        {
            AppendFate.Accepted => StatusCodes.Status201Created,
            AppendFate.Known => StatusCodes.Status200OK,
            AppendFate.Refused => StatusCodes.Status422UnprocessableEntity,
            AppendFate.Contradicts => StatusCodes.Status409Conflict,
            AppendFate.Busy => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        if (outcome.Fate is AppendFate.Busy or AppendFate.Unavailable)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        return WriteAsync(context, status, Json, BodyOf(outcome));
    }

    private static byte[] BodyOf(AppendOutcome outcome)
    {
        var fate = new JsonMember("outcome", outcome.Fate.ToString().ToLowerInvariant());
        // Of a failure inside, the sender learns that it happened and nothing else.
        var why =
            outcome.Fate == AppendFate.Unavailable
                ? "the log cannot write now; send the event again later"
                : outcome.Why;
        return CanonicalJson.Write(
            outcome.Receipt is { } receipt
                ? JsonObject.Of(
                    new JsonMember("index", outcome.Index),
                    fate,
                    new JsonMember("receipt", receipt.ToString()),
                    new JsonMember("recordedtime", EventTimes.Format(outcome.RecordedTime))
                )
                : JsonObject.Of(new JsonMember("error", why), fate)
        );
    }

    private static Task CheckpointAsync(HttpContext context, ILedgerHost host)
    {
        context.Response.Headers.CacheControl = "max-age=1";
        return host.Published is { } note ? WriteAsync(context, 200, PlainText, note.ToBytes()) : AbsentAsync(context);
    }

    private static Task TileAsync(HttpContext context, ILedgerHost host)
    {
        var path = context.Request.RouteValues["path"] as string ?? "";
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (
            slash < 0
            || !TileId.TryParsePath(path[(slash + 1)..], out var index, out var width)
            || SizeOf(host) is not { } size
        )
        {
            return AbsentAsync(context);
        }
        var isEntries = path[..slash] == "entries";
        var level = 0;
        if (
            !isEntries
            && (
                !int.TryParse(path.AsSpan(0, slash), System.Globalization.NumberStyles.None, null, out level)
                || level > 7
                || $"{level}" != path[..slash]
            )
        )
        {
            return AbsentAsync(context);
        }
        var tile = new TileId(level, index);
        if (index > size || tile.WidthAt(size) < width)
        {
            return AbsentAsync(context);
        }
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return WriteAsync(
            context,
            200,
            Bytes,
            isEntries ? BundleOf(host.Reader, tile, width) : HashesOf(host.Reader, tile, width)
        );
    }

    private static byte[] BundleOf(ILedgerReader reader, TileId tile, int width) =>
        EntryBundle.Write(reader.ReadEntries(tile.Index * TileId.FullWidth, width).Select(entry => entry.Bytes));

    private static byte[] HashesOf(ILedgerReader reader, TileId tile, int width)
    {
        var bytes = new byte[width * MerkleHash.Length];
        var hashes = reader.ReadTile(tile, width);
        for (var i = 0; i < width; i++)
        {
            hashes[i].CopyTo(bytes.AsSpan(i * MerkleHash.Length));
        }
        return bytes;
    }

    private static Task EntryAsync(HttpContext context, ILedgerHost host) =>
        IndexOf(context, host) is { } index
            ? WriteAsync(context, 200, Bytes, host.Reader.ReadEntries(index, 1)[0].Bytes)
            : AbsentAsync(context);

    private static Task ReceiptAsync(HttpContext context, ILedgerHost host) =>
        IndexOf(context, host) is { } index
        && host.Published is { } note
        && Receipts.Of(host.Reader, index, note) is { } receipt
            ? WriteAsync(context, 200, PlainText, Encoding.UTF8.GetBytes(receipt.ToString()))
            : AbsentAsync(context);

    private static Task KeysAsync(HttpContext context, ILedgerHost host)
    {
        var registry = host.Registry;
        var keys = registry.Keys.Select(key =>
        {
            var json = JsonObject.Of(
                new JsonMember("from", key.From),
                new JsonMember(
                    "grants",
                    new JsonArray([.. registry.GrantsOf(key.Source).Select(grant => (JsonValue)grant.ToJson())])
                ),
                new JsonMember("key", key.Key.ToJwk()),
                new JsonMember("kid", key.Id.ToString()),
                new JsonMember("source", key.Source)
            );
            return (JsonValue)(key.Until is { } until ? json.With("until", new JsonNumber(until)) : json);
        });
        var body = JsonObject.Of(
            new JsonMember("keys", new JsonArray([.. keys])),
            new JsonMember(
                "logkeys",
                new JsonArray([.. registry.LogKeys.Select(key => (JsonValue)new JsonString(key.ToString()))])
            ),
            new JsonMember("number", registry.Count),
            new JsonMember("origin", registry.Origin)
        );
        return WriteAsync(context, 200, Json, CanonicalJson.Write(body));
    }

    private static Task SourceAsync(HttpContext context, ILedgerHost host)
    {
        var source = context.Request.RouteValues["source"] as string ?? "";
        var head = host.Reader.ReadHeads().FirstOrDefault(head => head.Source == source, SourceHead.Before(source));
        return WriteAsync(
            context,
            200,
            Json,
            CanonicalJson.Write(
                JsonObject.Of(new JsonMember("prevhash", head.Hash), new JsonMember("sequence", head.Sequence + 1))
            )
        );
    }

    private static Task ReadyAsync(HttpContext context, ILedgerHost host)
    {
        var isReady = host.Writer is { Stopped: null };
        if (!isReady)
        {
            context.Response.Headers.RetryAfter = "1";
        }
        return WriteAsync(
            context,
            isReady ? 200 : 503,
            PlainText,
            isReady ? "ready\n"u8.ToArray() : "not ready\n"u8.ToArray()
        );
    }

    private static long? SizeOf(ILedgerHost host) =>
        host.Latest is { } note && Checkpoint.TryParse(note.Text, out var checkpoint, out _) ? checkpoint.Size : null;

    private static long? IndexOf(HttpContext context, ILedgerHost host) =>
        context.Request.RouteValues["index"] is string text
        && long.TryParse(text, System.Globalization.NumberStyles.None, null, out var index)
        && index < SizeOf(host)
            ? index
            : null;

    private static Task AbsentAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status404NotFound, Json, "{\"error\":\"not found\"}"u8.ToArray());

    private static async Task WriteAsync(HttpContext context, int status, string type, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static BadHttpRequestException TooLarge(long limit) =>
        new($"At most {limit} bytes.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The body as ASCII; null where it is something else.</summary>
    internal static async Task<string?> ReadTextAsync(PipeReader reader, long limit, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (result.Buffer.Length > limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw TooLarge(limit);
            }
            if (result.IsCompleted)
            {
                var text = Encoding.ASCII.GetString(result.Buffer);
                var isAscii = !text.Contains('?', StringComparison.Ordinal);
                reader.AdvanceTo(result.Buffer.End);
                return isAscii ? text : null;
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
