using Foedus.Ledger.Folders;
using Foedus.Ledger.Json;
using Foedus.Ledger.Keys;
using Foedus.Ledger.Sequencing;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Sequencing;

public sealed class KeyTests : IDisposable
{
    private readonly TestLog log = new();

    public void Dispose() => log.Dispose();

    [Fact]
    public void A_rotated_key_speaks_for_its_source_and_the_old_one_no_longer()
    {
        var france = log.Register("France");
        log.Accept(france.Next("a"));
        var old = france.Key;
        var fresh = Es256PrivateKey.Generate();
        Accepted(KeyMessages.Rotate(Number, fresh.Public, KeyMessages.Proof(fresh, TestLog.Origin, "France")), old);

        Refused(france.Sign(france.Draft("b")), "no longer valid");
        france.Key = fresh;
        log.Accept(france.Next("b"));
        old.Dispose();
    }

    [Fact]
    public void The_operator_cannot_rotate_a_partys_key()
    {
        var france = log.Register("France");
        using var fresh = Es256PrivateKey.Generate();
        var rotation = KeyMessages.Rotate(Number, fresh.Public, KeyMessages.Proof(fresh, TestLog.Origin, "France"));
        Refused(rotation, log.OperatorKey, "'proof'");
        Assert.Equal(france.Key.Public.Id, log.Writer.Registry.Keys.Single(key => key.Source == "France").Id);
    }

    [Fact]
    public void A_party_cannot_register_grant_or_revoke_for_another()
    {
        var france = log.Register("France");
        var poland = log.Register("Poland");
        var canada = log.Unregistered("Canada");
        Refused(log.Registration(canada, Reporter), france.Key, "only the operator registers");
        Refused(KeyMessages.Grant(Number, "France", [Reporter]), france.Key, "only the operator grants");
        Refused(
            KeyMessages.Revoke(Number, poland.Key.Public.Id, "x"),
            france.Key,
            "by its own source or by the operator"
        );
        Accepted(KeyMessages.Revoke(Number, france.Key.Public.Id, "lost"), france.Key);
    }

    [Fact]
    public void Once_there_is_a_depositary_the_operator_registers_nobody_alone()
    {
        var depositary = log.Register("Depositary", LedgerRoles.Depositary);
        var france = log.Unregistered("France");
        var message = log.Registration(france, Reporter);

        Refused(message, log.OperatorKey, "'approval'");
        Refused(KeyMessages.Approve(message, france.Key, TestLog.Origin), log.OperatorKey, "'approval'");
        Refused(KeyMessages.Approve(message, log.OperatorKey, TestLog.Origin), log.OperatorKey, "'approval'");
        var other = log.Registration(france, new RoleGrant("*", LedgerRoles.Voter));
        var borrowed = message.With(
            "approval",
            KeyMessages.Approve(other, depositary.Key, TestLog.Origin).Find("approval") ?? JsonNull.Instance
        );
        Refused(borrowed, log.OperatorKey, "'approval'");
        Accepted(KeyMessages.Approve(message, depositary.Key, TestLog.Origin), log.OperatorKey);
        Refused(
            KeyMessages.Grant(Number, "France", [new RoleGrant("*", LedgerRoles.Voter)]),
            log.OperatorKey,
            "'approval'"
        );
    }

    [Fact]
    public void The_operator_appends_no_events()
    {
        var pretender = log.Unregistered("operator");
        pretender.Key = LedgerFolder.ReadPrivateKey(log.Folder.PathOf(LedgerFolder.OperatorKeyName));
        Refused(pretender.Next("a"), "the operator of a log cannot append events");
    }

    [Fact]
    public void A_key_is_registered_once_and_by_its_holder()
    {
        var france = log.Register("France");
        var copycat = log.Unregistered("Poland");
        copycat.Key.Dispose();
        copycat.Key = france.Key;
        Refused(log.Registration(copycat, Reporter), log.OperatorKey, "make a new one");

        var poland = log.Unregistered("Poland");
        var stolen = KeyMessages.Register(
            Number,
            "Poland",
            poland.Key.Public,
            KeyMessages.Proof(france.Key, TestLog.Origin, "Poland"),
            [Reporter]
        );
        Refused(stolen, log.OperatorKey, "'proof'");
        var forAnother = KeyMessages.Register(
            Number,
            "Poland",
            poland.Key.Public,
            KeyMessages.Proof(poland.Key, TestLog.Origin, "Canada"),
            [Reporter]
        );
        Refused(forAnother, log.OperatorKey, "'proof'");
    }

    [Fact]
    public void A_key_message_fits_one_state_of_the_keys_and_is_answered_once()
    {
        var france = log.Unregistered("France");
        var message = log.Registration(france, Reporter);
        var text = KeyMessages.Sign(log.OperatorKey, TestLog.Origin, message);
        var first = log.Append(text);
        Assert.Equal(AppendFate.Accepted, first.Fate);
        var again = log.Append(text);
        Assert.Equal((AppendFate.Known, first.Index), (again.Fate, again.Index));
        Refused(KeyMessages.Grant(Number - 1, "France", [Reporter]), log.OperatorKey, "made for another state");
        Refused(KeyMessages.Grant(Number + 1, "France", [Reporter]), log.OperatorKey, "made for another state");
    }

    [Theory]
    [InlineData("org.foedus.occurrence.reported.v1", LedgerRoles.Reporter)]
    [InlineData("org.foedus.act.performed.v1", LedgerRoles.Reporter)]
    [InlineData("org.foedus.vote.cast.v1", LedgerRoles.Voter)]
    [InlineData("org.foedus.instrument.deposited.v1", LedgerRoles.Ratifier)]
    public void A_type_needs_a_role_that_may_author_it(string type, LedgerRoles role)
    {
        var only = log.Register("France", role);
        log.Accept(only.Next("a", type: type));
        if (role != LedgerRoles.Reporter)
        {
            var reporter = log.Register("Canada", LedgerRoles.Reporter);
            Refused(reporter.Next("a", type: type), "no role that may author");
        }
    }

    [Fact]
    public void A_role_for_one_agreement_is_none_for_another()
    {
        var france = log.Unregistered("France");
        Accepted(log.Registration(france, new RoleGrant("guarantee", LedgerRoles.Reporter)), log.OperatorKey);
        Refused(france.Sign(france.Draft("a")), "no role");
        Refused(france.Sign(france.Draft("a").With("dataschema", new JsonString("foedus:ceasefire@1"))), "no role");
        log.Accept(france.Count(france.Draft("a").With("dataschema", new JsonString("foedus:guarantee@2"))));
    }

    [Fact]
    public void Time_is_nobodys_to_say()
    {
        var france = log.Register("France", LedgerRoles.Reporter | LedgerRoles.Depositary | LedgerRoles.Voter);
        Refused(france.Next("a", type: "org.foedus.clock.reached.v1"), "time is the log's own");
    }

    [Fact]
    public void Keys_survive_a_restart()
    {
        var france = log.Register("France");
        log.Close();
        log.Accept(france.Next("a"));
    }

    [Fact]
    public void Key_files_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are those of Unix.");
            return;
        }
        var path = log.Folder.PathOf(LedgerFolder.OperatorKeyName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var failure = Assert.Throws<IOException>(() => LedgerFolder.ReadPrivateKey(path));
        Assert.Contains("chmod 600", failure.Message, StringComparison.Ordinal);
    }

    private static RoleGrant Reporter { get; } = new(RoleGrant.EveryAgreement, LedgerRoles.Reporter);

    private int Number => log.Writer.Registry.Count;

    private void Accepted(JsonObject message, Es256PrivateKey signer)
    {
        var outcome = log.AppendKeyMessage(message, signer);
        Assert.Equal((AppendFate.Accepted, ""), (outcome.Fate, outcome.Why));
    }

    private void Refused(JsonObject message, Es256PrivateKey signer, string why) =>
        Refused(KeyMessages.Sign(signer, TestLog.Origin, message), why);

    private void Refused(string jws, string why)
    {
        var outcome = log.Append(jws);
        Assert.Equal(AppendFate.Refused, outcome.Fate);
        Assert.Contains(why, outcome.Why, StringComparison.Ordinal);
    }
}
