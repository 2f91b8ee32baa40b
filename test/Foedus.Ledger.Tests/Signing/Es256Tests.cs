using System.Text;
using System.Text.Json;
using Foedus.Ledger.Json;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Signing;

public sealed class Es256Tests
{
    [Fact]
    public void What_is_signed_verifies_and_nothing_else_does()
    {
        using var key = Es256PrivateKey.Generate();
        using var other = Es256PrivateKey.Generate();
        var message = "pacta sunt servanda"u8.ToArray();
        var signature = key.Sign(message);

        Assert.True(key.Public.Verify(message, signature));
        Assert.False(other.Public.Verify(message, signature));
        for (var bit = 0; bit < signature.Length * 8; bit += 5)
        {
            var changed = signature.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(key.Public.Verify(message, changed));
        }
    }

    [Fact]
    public void A_signature_in_DER_is_refused()
    {
        using var key = Es256PrivateKey.Generate();
        var message = "text"u8.ToArray();
        var der = DerSignature.FromP1363(key.Sign(message));

        Assert.False(key.Public.Verify(message, der));
        Assert.True(DerSignature.TryToP1363(der, out var back));
        Assert.True(key.Public.Verify(message, back));
    }

    [Fact]
    public void A_signature_in_DER_with_another_spelling_is_refused()
    {
        // r = 1 with a needless leading zero, s = 1.
        Assert.False(DerSignature.TryToP1363([0x30, 0x07, 0x02, 0x02, 0x00, 0x01, 0x02, 0x01, 0x01], out _));
        Assert.False(DerSignature.TryToP1363([0x30, 0x81, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], out _));
        Assert.False(DerSignature.TryToP1363([0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01, 0x00], out _));
        Assert.True(DerSignature.TryToP1363([0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01], out _));
    }

    [Fact]
    public void A_private_key_survives_its_file_form()
    {
        using var key = Es256PrivateKey.Generate();
        Assert.True(StrictJson.TryParse(CanonicalJson.Write(key.ToJwk()), JsonRules.Ledger, out var jwk, out _));
        Assert.True(Es256PrivateKey.TryFromJwk(jwk, out var back, out var why), why);
        using (back)
        {
            Assert.Equal(key.Public, back.Public);
        }
        Assert.False(Es256PublicKey.TryFromJwk(jwk, out _, out var refused));
        Assert.Contains("private part", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_whose_point_is_another_is_refused()
    {
        using var key = Es256PrivateKey.Generate();
        using var other = Es256PrivateKey.Generate();
        var mixed = other.Public.ToJwk().With("d", key.ToJwk().Find("d") ?? JsonNull.Instance);
        Assert.False(Es256PrivateKey.TryFromJwk(mixed, out _, out _));
    }

    [Fact]
    public void A_point_off_the_curve_is_no_key() =>
        Assert.False(Es256PublicKey.TryCreate(new byte[32], new byte[32], out _));

    // RFC 7638 gives no P-256 example; the value was computed with npm jose.
    [Fact]
    public void The_key_id_is_the_thumbprint()
    {
        using var key = Es256PrivateKey.Generate();
        var jwk = key.Public.ToJwk();
        var text = $"{{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"{jwk.Text("x")}\",\"y\":\"{jwk.Text("y")}\"}}";
        var expected = StrictBase64.EncodeUrl(
            System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(text))
        );
        Assert.Equal(expected, key.Public.Id.ToString());
    }

    [Fact]
    public void The_way_for_many_signatures_gives_the_verdicts_of_the_usual_one()
    {
        var random = new Random(11);
        using var key = Es256PrivateKey.Generate();
        Assert.True(Es256PublicKey.TryFromJwk(key.Public.ToJwk(), out var usual, out _));
        key.Public.PrepareForMany();
        Assert.True(key.Public.HasTable);
        for (var i = 0; i < 300; i++)
        {
            var message = new byte[random.Next(200)];
            random.NextBytes(message);
            var signature = key.Sign(message);
            Assert.True(key.Public.Verify(message, signature));
            signature[random.Next(64)] ^= (byte)(1 << random.Next(8));
            Assert.Equal(usual.Verify(message, signature), key.Public.Verify(message, signature));
        }
        usual.Dispose();
    }

    [Fact]
    public void A_key_that_is_used_often_takes_the_way_for_many()
    {
        using var key = Es256PrivateKey.Generate();
        var signature = key.Sign("text"u8);
        for (var i = 0; i <= Es256PublicKey.UsesBeforeTable; i++)
        {
            Assert.True(key.Public.Verify("text"u8, signature));
        }
        Assert.True(key.Public.HasTable);
        Assert.False(key.Public.Verify("another"u8, signature));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gives_the_verdicts_of_Wycheproof_on_P1363_signatures(bool forMany)
    {
        var vectors = Vectors.Read(
            SharedFolder.Require("vectors", "wycheproof", "ecdsa_secp256r1_sha256_p1363_test.json")
        );
        var count = 0;
        foreach (var group in vectors.GetProperty("testGroups").EnumerateArray())
        {
            var point = group.GetProperty("publicKey").Hex("uncompressed");
            Assert.True(Es256PublicKey.TryCreate(point.AsSpan(1, 32), point.AsSpan(33), out var key));
            using (key)
            {
                if (forMany)
                {
                    key.PrepareForMany();
                }
                Assert.Equal(forMany, key.HasTable);
                foreach (var test in group.GetProperty("tests").EnumerateArray())
                {
                    var verified = key.Verify(test.Hex("msg"), test.Hex("sig"));
                    Assert.True(verified == (test.Text("result") == "valid"), $"tcId {test.GetProperty("tcId")}");
                    count++;
                }
            }
        }
        Assert.Equal(vectors.GetProperty("numberOfTests").GetInt32(), count);
    }

    [Fact]
    public void Gives_the_verdicts_of_Wycheproof_on_JWS()
    {
        var vectors = Vectors.Read(SharedFolder.Require("vectors", "wycheproof", "json_web_signature_test.json"));
        var applicable = 0;
        foreach (var group in vectors.GetProperty("testGroups").EnumerateArray())
        {
            var isEs256 =
                group.TryGetProperty("public", out var jwk)
                && jwk.TryGetProperty("crv", out var curve)
                && curve.GetString() == "P-256";
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                // The vectors of JSON serialization carry an object; it is no compact JWS.
                var jws = test.GetProperty("jws");
                var text = jws.ValueKind == JsonValueKind.String ? jws.GetString() ?? "" : jws.GetRawText();
                var verified = Verifies(text, isEs256 ? jwk : default);
                var expected = isEs256 && test.Text("result") == "valid";
                Assert.True(verified == expected, $"tcId {test.GetProperty("tcId")} {test.Text("comment")}");
                applicable += isEs256 ? 1 : 0;
            }
        }
        Assert.True(applicable >= 40);
    }

    private static bool Verifies(string text, JsonElement jwk)
    {
        if (!CompactJws.TryParse(text, out var jws, out _) || jwk.ValueKind != JsonValueKind.Object)
        {
            return false;
        }
        Assert.True(
            StrictJson.TryParse(Encoding.UTF8.GetBytes(jwk.GetRawText()), JsonRules.Ledger, out var parsed, out _)
        );
        if (!Es256PublicKey.TryFromJwk(parsed, out var key, out _))
        {
            return false;
        }
        using (key)
        {
            return jws.Header.KeyId == jwk.Text("kid") && jws.IsSignedBy(key);
        }
    }
}
