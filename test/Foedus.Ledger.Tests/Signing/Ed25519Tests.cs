using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Signing;

public sealed class Ed25519Tests
{
    public Ed25519Tests() => Assert.SkipUnless(Ed25519.IsAvailable, "This machine has no libcrypto.so.3 with Ed25519.");

    // RFC 8032, section 7.1, test 2.
    [Fact]
    public void Makes_the_signature_of_the_standard()
    {
        var seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        var expectedKey = Convert.FromHexString("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        var expected = Convert.FromHexString(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );

        Assert.Equal(expectedKey, Ed25519.PublicKeyOf(seed));
        Assert.Equal(expected, Ed25519.Sign(seed, [0x72]));
        Assert.True(Ed25519.Verify(expectedKey, [0x72], expected));
        Assert.False(Ed25519.Verify(expectedKey, [0x73], expected));
        Assert.False(Ed25519.Verify(expectedKey, [], expected));
    }

    [Fact]
    public void Gives_the_verdicts_of_Wycheproof()
    {
        var vectors = Vectors.Read(SharedFolder.Require("vectors", "wycheproof", "ed25519_test.json"));
        var count = 0;
        foreach (var group in vectors.GetProperty("testGroups").EnumerateArray())
        {
            var key = group.GetProperty("publicKey").Hex("pk");
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var verified = Ed25519.Verify(key, test.Hex("msg"), test.Hex("sig"));
                Assert.True(verified == (test.Text("result") == "valid"), $"tcId {test.GetProperty("tcId")}");
                count++;
            }
        }
        Assert.Equal(vectors.GetProperty("numberOfTests").GetInt32(), count);
    }
}
