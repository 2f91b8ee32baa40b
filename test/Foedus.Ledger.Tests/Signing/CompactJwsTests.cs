using System.Text;
using Foedus.Ledger.Signing;

namespace Foedus.Ledger.Tests.Signing;

public sealed class CompactJwsTests : IDisposable
{
    private readonly Es256PrivateKey key = Es256PrivateKey.Generate();

    public void Dispose() => key.Dispose();

    [Fact]
    public void A_signed_message_comes_back()
    {
        var text = CompactJws.Sign(key, "foedus-event+jws", "example.org/log", "{}"u8);

        Assert.True(CompactJws.TryParse(text, out var jws, out var why), why);
        Assert.Equal("example.org/log", jws.Header.Audience);
        Assert.Equal("foedus-event+jws", jws.Header.Type);
        Assert.Equal(key.Public.Id.ToString(), jws.Header.KeyId);
        Assert.Equal("{}"u8.ToArray(), jws.Payload);
        Assert.Equal(text, jws.Text);
        Assert.True(jws.IsSignedBy(key.Public));
    }

    [Theory]
    [InlineData("{\"alg\":\"none\",\"kid\":\"k\"}", "alg is not ES256")]
    [InlineData("{\"alg\":\"HS256\",\"kid\":\"k\"}", "alg is not ES256")]
    [InlineData("{\"alg\":\"es256\",\"kid\":\"k\"}", "alg is not ES256")]
    [InlineData("{\"alg\":\"ES256K\",\"kid\":\"k\"}", "alg is not ES256")]
    [InlineData("{\"kid\":\"k\"}", "alg is not ES256")]
    [InlineData("{\"alg\":\"ES256\"}", "no kid")]
    [InlineData("{\"alg\":\"ES256\",\"alg\":\"none\",\"kid\":\"k\"}", "stands twice")]
    [InlineData("{\"alg\":\"ES256\",\"crit\":\"exp\",\"kid\":\"k\"}", "'crit' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"jku\":\"https://x\",\"kid\":\"k\"}", "'jku' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"jwk\":{},\"kid\":\"k\"}", "'jwk' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"x5u\":\"https://x\",\"kid\":\"k\"}", "'x5u' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"x5c\":[],\"kid\":\"k\"}", "'x5c' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"k\",\"zip\":\"DEF\"}", "'zip' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"b64\":false,\"kid\":\"k\"}", "'b64' is not allowed")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"k\",\"more\":\"x\"}", "a member other than")]
    [InlineData("{\"alg\":\"ES256\",\"kid\":7}", "'kid' is no text")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not JSON")]
    public void Headers_that_could_steer_the_verifier_are_refused(string header, string reason)
    {
        var input = StrictBase64.EncodeUrl(Encoding.UTF8.GetBytes(header)) + ".e30";
        var text = input + "." + StrictBase64.EncodeUrl(key.Sign(Encoding.ASCII.GetBytes(input)));

        Assert.False(CompactJws.TryParse(text, out _, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("+")]
    [InlineData("/")]
    [InlineData("A")]
    public void Other_spellings_of_base64url_are_refused(string added)
    {
        var good = CompactJws.Sign(key, "t", "a", "{}"u8);
        var parts = good.Split('.');
        for (var part = 0; part < 3; part++)
        {
            var changed = parts.ToArray();
            changed[part] += added;
            Assert.False(
                CompactJws.TryParse(string.Join('.', changed), out var jws, out _) && jws.IsSignedBy(key.Public)
            );
        }
    }

    [Fact]
    public void Stray_bits_at_the_end_of_base64url_are_refused()
    {
        Assert.True(StrictBase64.TryDecodeUrl("AA", out _));
        Assert.False(StrictBase64.TryDecodeUrl("AB", out _));
        Assert.False(StrictBase64.TryDecode("AB==", out _));
        Assert.False(StrictBase64.TryDecode("AA", out _));
        Assert.False(StrictBase64.TryDecode("A A=", out _));
    }

    [Fact]
    public void A_DER_signature_is_refused()
    {
        var good = CompactJws.Sign(key, "t", "a", "{}"u8);
        var input = good[..good.LastIndexOf('.')];
        var der = DerSignature.FromP1363(key.Sign(Encoding.ASCII.GetBytes(input)));

        Assert.False(CompactJws.TryParse(input + "." + StrictBase64.EncodeUrl(der), out _, out var why));
        Assert.Contains("not DER", why, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_damaged_verifies()
    {
        var good = CompactJws.Sign(key, "foedus-event+jws", "example.org/log", "{\"a\":1}"u8);
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
        {
            var characters = good.ToCharArray();
            var at = random.Next(characters.Length);
            characters[at] = (char)random.Next(1, 128);
            var text = new string(characters);
            Assert.Equal(text == good, CompactJws.TryParse(text, out var jws, out _) && jws.IsSignedBy(key.Public));
        }
    }
}
