using Foedus.Ledger.Witnessing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Foedus.Server;

/// <summary>Builds the web applications: everything a stranger can send is bounded before it is looked at.</summary>
public static class WebHost
{
    /// <summary>Bytes of a body, but for batches, which raise it for themselves.</summary>
    public const long LargestBody = 128 * 1024;

    /// <summary>A ledger's API on the address; not started yet.</summary>
    public static WebApplication ForLedger(ILedgerHost host, string url)
    {
        var builder = Create(url);
        builder.Services.AddOpenApi();
        var app = builder.Build();
        app.UseGenericFailures();
        app.MapOpenApi();
        app.MapLedger(host);
        return app;
    }

    /// <summary>A witness on the address; not started yet.</summary>
    public static WebApplication ForWitness(Witness witness, string url)
    {
        var app = Create(url).Build();
        app.UseGenericFailures();
        app.MapPost(
            "/add-checkpoint",
            async context =>
            {
                using var reader = new StreamReader(context.Request.Body, System.Text.Encoding.UTF8);
                var answer = witness.AddCheckpoint(
                    await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false)
                );
                context.Response.StatusCode = answer.Status;
                context.Response.ContentType = answer.ContentType;
                await context.Response.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
            }
        );
        return app;
    }

    private static WebApplicationBuilder Create(string url)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
            options.Limits.MaxRequestHeaderCount = 32;
            options.Limits.MaxRequestHeadersTotalSize = 8 * 1024;
            options.Limits.MaxRequestLineSize = 2 * 1024;
            options.Limits.MaxConcurrentConnections = 1024;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            options.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        });
        return builder;
    }

    /// <summary>A failure inside is a 500 without a word about it.</summary>
    private static void UseGenericFailures(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context).ConfigureAwait(false);
                }
                catch (Microsoft.AspNetCore.Http.BadHttpRequestException bad)
                {
                    context.Response.StatusCode = bad.StatusCode;
                }
                catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
                {
                    // Nobody waits for the answer.
                }
                catch (Exception) when (!context.Response.HasStarted)
                {
                    context.Response.Clear();
                    context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                }
            }
        );
}
