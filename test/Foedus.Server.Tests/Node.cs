using System.Diagnostics;

namespace Foedus.Server.Tests;

/// <summary><c>foedus serve</c> as a process of its own, which can be stopped, continued and killed.</summary>
internal sealed class Node : IDisposable
{
    private readonly Process process;

    private Node(Process process, string url)
    {
        this.process = process;
        Url = url;
    }

    public string Url { get; }

    /// <summary>Starts the server and waits until it says where it answers.</summary>
    /// <param name="wrapper">A program that starts it in turn, with its arguments; for instance strace.</param>
    public static async Task<Node> StartAsync(string folder, params string[] wrapper)
    {
        string[] command =
        [
            .. wrapper,
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "foedus.dll"),
            "serve",
            folder,
            "--urls",
            "http://127.0.0.1:0",
        ];
        var process =
            Process.Start(
                new ProcessStartInfo(command[0], command[1..])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    WorkingDirectory = "/",
                }
            ) ?? throw new InvalidOperationException("The server does not start.");
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        const string Prefix = "answering at ";
        if (line is null || !line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            process.Dispose();
            throw new InvalidOperationException($"The server says: {line} {error}");
        }
        return new Node(process, line[Prefix.Length..]);
    }

    public void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }
        process.Dispose();
    }
}
