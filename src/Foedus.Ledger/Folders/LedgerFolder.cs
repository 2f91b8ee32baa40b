using System.IO;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using Foedus.Ledger.Json;
using Foedus.Ledger.Notes;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;
using Foedus.Ledger.Storage;
using Foedus.Ledger.Witnessing;

namespace Foedus.Ledger.Folders;

#pragma warning disable RS0030 // A ledger's folder is on the disk, and its keys come from the system's generator.

/// <summary>A ledger as its operator keeps it: settings, the log's keys, the database, the high-water mark.</summary>
public sealed class LedgerFolder
{
    public const string DatabaseName = "ledger.db";
    public const string OperatorKeyName = "operator.jwk";
    public const string NoteKeyName = "log.key";
    public const string HighWaterName = "high-water";

    /// <summary>The latest checkpoint with the signatures of witnesses, as it is shown to everybody.</summary>
    public const string PublishedName = "checkpoint";

    public const string PolicyName = "policy";

    private LedgerFolder(string path, LedgerSettings settings)
    {
        Path = path;
        Settings = settings;
    }

    public string Path { get; }

    public LedgerSettings Settings { get; }

    /// <summary>Makes the folder with new keys, and the log with its first entry.</summary>
    public static LedgerFolder Create(string path, LedgerSettings settings, TimeProvider clock)
    {
        if (File.Exists(System.IO.Path.Combine(path, LedgerSettings.FileName)))
        {
            throw new IOException($"{path} holds a ledger already.");
        }
        if (!Ed25519.IsAvailable)
        {
            throw new IOException(
                "This machine has no libcrypto.so.3 (OpenSSL 3), which signs checkpoints: install it first."
            );
        }
        Directory.CreateDirectory(path);
        var folder = new LedgerFolder(path, settings);
        using (var key = Es256PrivateKey.Generate())
        {
            SecretFile.Create(
                folder.PathOf(OperatorKeyName),
                Encoding.UTF8.GetString(CanonicalJson.Write(key.ToJwk())) + "\n"
            );
        }
        var note = NoteSigner.Create(
            settings.Origin,
            NoteAlgorithm.Ed25519,
            RandomNumberGenerator.GetBytes(Ed25519.KeyLength)
        );
        SecretFile.Create(folder.PathOf(NoteKeyName), note + "\n");
        // The connection string may hold a password.
        SecretFile.Create(folder.PathOf(LedgerSettings.FileName), Encoding.UTF8.GetString(settings.ToBytes()));
        using var writer = folder.OpenWriter(clock);
        return folder;
    }

    public static bool IsLedger(string path) =>
        File.Exists(System.IO.Path.Combine(path, LedgerSettings.FileName))
        && !Directory.Exists(System.IO.Path.Combine(path, "tile"));

    public static LedgerFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, LedgerSettings.FileName);
        if (!File.Exists(file))
        {
            throw new IOException(
                $"{path} holds no ledger: there is no {LedgerSettings.FileName} in it. Make one with 'foedus ledger init'."
            );
        }
        if (!IsLedger(path))
        {
            throw new IOException(
                $"{path} is the export of a ledger, which nobody writes: 'foedus ledger verify' checks it."
            );
        }
        return LedgerSettings.TryParse(File.ReadAllBytes(file), out var settings, out var why)
            ? new LedgerFolder(path, settings)
            : throw new IOException($"{file} cannot be used: {why}.");
    }

    public LogSigner ReadSigner()
    {
        var key = ReadPrivateKey(PathOf(OperatorKeyName));
        return NoteSigner.TryParse(SecretFile.Read(PathOf(NoteKeyName)).TrimEnd('\n'), out var note, out var why)
            ? new LogSigner(Settings.Origin, key, note)
            : throw new IOException($"{PathOf(NoteKeyName)} cannot be used: {why}.");
    }

    /// <summary>The one writer. The store's own lock keeps a second one out.</summary>
    public LedgerWriter OpenWriter(TimeProvider clock)
    {
        var store =
            OpenStore()
            ?? throw new StoreRefusedException($"{Path} is written by another node now. Send the events to that one.");
        return OpenWriter(store, clock);
    }

    /// <summary>The store to write; null while another node holds it.</summary>
    public ILedgerStore? OpenStore()
    {
        if (Settings.Database is not { } database)
        {
            return SqliteLedgerStore.Open(PathOf(DatabaseName));
        }
        PostgresLedgerStore.Prepare(database);
        return PostgresLedgerStore.TryOpen(database);
    }

    public LedgerWriter OpenWriter(ILedgerStore store, TimeProvider clock)
    {
        HighWaterFile? mark = null;
        try
        {
            mark = new HighWaterFile(PathOf(HighWaterName));
            var signer = ReadSigner();
            return LedgerWriter.Open(store, signer, mark, clock);
        }
        catch
        {
            mark?.Dispose();
            store.Dispose();
            throw;
        }
    }

    public ILedgerReader OpenReader() =>
        Settings.Database is { } database
            ? new PostgresLedgerReader(database)
            : new SqliteLedgerReader(PathOf(DatabaseName));

    /// <summary>The checkpoint with cosignatures if there is one, else the latest the log signed for itself.</summary>
    public SignedNote? ReadCheckpoint()
    {
        foreach (var name in (ReadOnlySpan<string>)[PublishedName, HighWaterName])
        {
            if (File.Exists(PathOf(name)) && HighWaterFile.TryParse(ReadShared(PathOf(name)), out var note))
            {
                return note;
            }
        }
        return null;
    }

    /// <summary>The latest checkpoint that the log signed.</summary>
    public SignedNote? ReadHighWater() =>
        File.Exists(PathOf(HighWaterName)) && HighWaterFile.TryParse(ReadShared(PathOf(HighWaterName)), out var note)
            ? note
            : null;

    public void Publish(SignedNote checkpoint)
    {
        // Readers see the old one or the new one, never half of it.
        var temporary = PathOf(PublishedName + ".new");
        File.WriteAllBytes(temporary, checkpoint.ToBytes());
        File.Move(temporary, PathOf(PublishedName), overwrite: true);
    }

    /// <summary>Those of the policy, where there is one.</summary>
    public WitnessClient? ReadWitnesses(HttpClient http)
    {
        if (ReadPolicy() is not { } text)
        {
            return null;
        }
        return WitnessPolicy.TryParse(text, out var policy, out var why)
            ? new WitnessClient(http, policy)
            : throw new IOException($"{PathOf(PolicyName)} cannot be used: {why}.");
    }

    public string? ReadPolicy() => File.Exists(PathOf(PolicyName)) ? File.ReadAllText(PathOf(PolicyName)) : null;

    public static Es256PrivateKey ReadPrivateKey(string path)
    {
        if (
            !StrictJson.TryParse(
                Encoding.UTF8.GetBytes(SecretFile.Read(path)),
                JsonRules.Ledger,
                out var jwk,
                out var fault
            )
        )
        {
            throw new IOException($"{path} is no key file: {fault}.");
        }
        return Es256PrivateKey.TryFromJwk(jwk, out var key, out var why)
            ? key
            : throw new IOException($"{path} cannot be used: {why}.");
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(file.Length, SignedNote.MaximumLength)];
        file.ReadExactly(bytes);
        return bytes;
    }
}

#pragma warning restore RS0030
