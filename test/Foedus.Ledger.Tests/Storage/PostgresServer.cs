using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

[assembly: AssemblyFixture(typeof(Foedus.Ledger.Tests.Storage.PostgresServer))]

namespace Foedus.Ledger.Tests.Storage;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder; made when the first test asks for it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lock gate = new();
    private string? folder;
    private int port;
    private int schemas;

    /// <summary>A connection string with an empty schema of its own. Skips the test where there is no PostgreSQL.</summary>
    public string NewSchema()
    {
        lock (gate)
        {
            Start();
            var name = $"log{++schemas}";
            Execute(ConnectionString(null), $"CREATE SCHEMA {name}");
            return ConnectionString(name);
        }
    }

    /// <summary>Restarts the server as an impatient administrator does: sessions are cut.</summary>
    public void Restart() => Control("-m", "fast", "-w", "restart", "-o", Options);

    public static void Execute(string connectionString, string text)
    {
        using var connection = new Npgsql.NpgsqlConnection(connectionString + ";Pooling=false");
        connection.Open();
#pragma warning disable CA2100
        using var command = new Npgsql.NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        if (folder is not null)
        {
            Control("-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Bin { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Order(StringComparer.Ordinal)
                .Select(path => Path.Combine(path, "bin"))
                .LastOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            : null;

    private string Options =>
        $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=100";

    private void Start()
    {
        if (Bin is null)
        {
            Assert.Skip("There is no PostgreSQL server on this machine (Debian: apt-get install postgresql).");
        }
        if (folder is not null)
        {
            return;
        }
        var made = Directory.CreateTempSubdirectory("foedus-pg-").FullName;
        if (IsRoot)
        {
            // The server refuses to run as root.
            Run("chown", ["postgres", made]);
        }
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        folder = made;
        RunAsServer(
            Path.Combine(Bin, "initdb"),
            ["-D", Path.Combine(made, "data"), "-A", "trust", "-U", "foedus", "-E", "UTF8", "--locale=C"]
        );
        Control("-w", "start", "-o", Options);
    }

    private void Control(params string[] arguments) =>
        RunAsServer(
            Path.Combine(Bin ?? "", "pg_ctl"),
            ["-D", Path.Combine(folder ?? "", "data"), "-l", Path.Combine(folder ?? "", "data", "log"), .. arguments]
        );

    private string ConnectionString(string? schema) =>
        $"Host=127.0.0.1;Port={port};Username=foedus;Database=postgres"
        + (schema is null ? "" : $";Search Path={schema}");

    private static bool IsRoot => Environment.UserName == "root";

    private static void RunAsServer(string program, string[] arguments)
    {
        if (IsRoot)
        {
            Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        }
        else
        {
            Run(program, arguments);
        }
    }

    private static void Run(string program, string[] arguments)
    {
        // The server keeps the streams it is started with: they are not waited for.
        using var process =
            Process.Start(
                new ProcessStartInfo(
                    "/bin/sh",
                    ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]
                )
                {
                    WorkingDirectory = "/",
                }
            ) ?? throw new InvalidOperationException(program);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
