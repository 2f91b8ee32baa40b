using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Foedus.Ledger.Signing;

/// <summary>
/// ES256 verification with multiples of the public key worked out ahead, by libcrypto's own arithmetic. Its usual way has
/// such a table for the curve's generator only, and spends most of a verification on the key. A table costs as much as
/// some five hundred verifications and 150 KB, so that it is made for keys that are used often.
/// </summary>
internal sealed partial class P256Table : IDisposable
{
    private const string Library = "libcrypto.so.3";

    /// <summary>NID_X9_62_prime256v1 of OpenSSL's headers.</summary>
    private const int Curve = 415;

    /// <summary>The order of P-256's group, n (SEC 2, section 2.4.2).</summary>
    private static readonly byte[] OrderBytes = Convert.FromHexString(
        "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"
    );

    private readonly GroupHandle group;
    private readonly GroupHandle keyGroup;
    private readonly NumberHandle order;

    [ThreadStatic]
    private static Scratch? scratch;

    private P256Table(GroupHandle group, GroupHandle keyGroup, NumberHandle order)
    {
        this.group = group;
        this.keyGroup = keyGroup;
        this.order = order;
    }

    /// <summary>Null where this machine's libcrypto has no such tables; the usual way remains.</summary>
    public static P256Table? TryCreate(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y)
    {
        try
        {
            var group = NewGroup(Curve);
            var keyGroup = NewGroup(Curve);
            var order = FromBytes(OrderBytes, OrderBytes.Length, 0);
            var table = new P256Table(group, keyGroup, order);
            using var left = FromBytes(x, x.Length, 0);
            using var right = FromBytes(y, y.Length, 0);
            using var context = NewContext();
            using var point = NewPoint(keyGroup);
            if (
                group.IsInvalid
                || keyGroup.IsInvalid
                || SetCoordinates(keyGroup, point, left, right, context) != 1
                || SetGenerator(keyGroup, point, order, One()) != 1
                || Precompute(keyGroup, context) != 1
                || HasPrecomputed(keyGroup) != 1
            )
            {
                table.Dispose();
                return null;
            }
            return table;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>FIPS 186-5, section 6.4.2: with w = s⁻¹, whether (e·w)·G + (r·w)·Q has r for its x, modulo n.</summary>
    /// <param name="signature">r ‖ s, 64 bytes.</param>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var r = signature[..Es256PublicKey.CoordinateLength];
        var s = signature[Es256PublicKey.CoordinateLength..];
        if (!IsScalar(r) || !IsScalar(s))
        {
            return false;
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        var with = scratch ??= new Scratch();
        with.Read(hash, r, s);
        return Inverse(with.W, with.S, order, with.Context) != 0
            && Multiply(with.U1, with.E, with.W, order, with.Context) == 1
            && Multiply(with.U2, with.R, with.W, order, with.Context) == 1
            && MultiplyPoint(group, with.A, with.U1, 0, 0, with.Context) == 1
            && MultiplyPoint(keyGroup, with.B, with.U2, 0, 0, with.Context) == 1
            && Add(group, with.A, with.A, with.B, with.Context) == 1
            // The point at infinity has no coordinates: libcrypto says so by failing.
            && GetCoordinates(group, with.A, with.X, 0, with.Context) == 1
            && Reduce(with.X, with.X, order, with.Context) == 1
            && Compare(with.X, with.R) == 0;
    }

    public void Dispose()
    {
        group.Dispose();
        keyGroup.Dispose();
        order.Dispose();
    }

    /// <summary>Whether 0 &lt; value &lt; n.</summary>
    private static bool IsScalar(ReadOnlySpan<byte> value) =>
        value.IndexOfAnyExcept((byte)0) >= 0 && value.SequenceCompareTo(OrderBytes) < 0;

    /// <summary>The numbers and points of one verification; each thread has its own and uses them again.</summary>
    private sealed class Scratch
    {
        private readonly GroupHandle home = NewGroup(Curve);

        public Scratch()
        {
            A = NewPoint(home);
            B = NewPoint(home);
        }

        public ContextHandle Context { get; } = NewContext();

        public NumberHandle E { get; } = NewNumber();

        public NumberHandle R { get; } = NewNumber();

        public NumberHandle S { get; } = NewNumber();

        public NumberHandle W { get; } = NewNumber();

        public NumberHandle U1 { get; } = NewNumber();

        public NumberHandle U2 { get; } = NewNumber();

        public NumberHandle X { get; } = NewNumber();

        public PointHandle A { get; }

        public PointHandle B { get; }

        public void Read(ReadOnlySpan<byte> e, ReadOnlySpan<byte> r, ReadOnlySpan<byte> s)
        {
            Set(e, E);
            Set(r, R);
            Set(s, S);
        }

        private static void Set(ReadOnlySpan<byte> bytes, NumberHandle number)
        {
            if (FromBytesInto(bytes, bytes.Length, number) == 0)
            {
                throw new CryptographicException("libcrypto could not read a number.");
            }
        }
    }

    [LibraryImport(Library, EntryPoint = "EC_GROUP_new_by_curve_name")]
    private static partial GroupHandle NewGroup(int curve);

    [LibraryImport(Library, EntryPoint = "EC_GROUP_free")]
    private static partial void FreeGroup(nint group);

    [LibraryImport(Library, EntryPoint = "EC_GROUP_set_generator")]
    private static partial int SetGenerator(
        GroupHandle group,
        PointHandle generator,
        NumberHandle order,
        nint cofactor
    );

    [LibraryImport(Library, EntryPoint = "EC_GROUP_precompute_mult")]
    private static partial int Precompute(GroupHandle group, ContextHandle context);

    [LibraryImport(Library, EntryPoint = "EC_GROUP_have_precompute_mult")]
    private static partial int HasPrecomputed(GroupHandle group);

    [LibraryImport(Library, EntryPoint = "EC_POINT_new")]
    private static partial PointHandle NewPoint(GroupHandle group);

    [LibraryImport(Library, EntryPoint = "EC_POINT_free")]
    private static partial void FreePoint(nint point);

    /// <summary>Fails where the point is not on the curve.</summary>
    [LibraryImport(Library, EntryPoint = "EC_POINT_set_affine_coordinates")]
    private static partial int SetCoordinates(
        GroupHandle group,
        PointHandle point,
        NumberHandle x,
        NumberHandle y,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "EC_POINT_get_affine_coordinates")]
    private static partial int GetCoordinates(
        GroupHandle group,
        PointHandle point,
        NumberHandle x,
        nint y,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "EC_POINT_mul")]
    private static partial int MultiplyPoint(
        GroupHandle group,
        PointHandle result,
        NumberHandle ofGenerator,
        nint point,
        nint ofPoint,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "EC_POINT_add")]
    private static partial int Add(
        GroupHandle group,
        PointHandle result,
        PointHandle left,
        PointHandle right,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "BN_CTX_new")]
    private static partial ContextHandle NewContext();

    [LibraryImport(Library, EntryPoint = "BN_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "BN_new")]
    private static partial NumberHandle NewNumber();

    [LibraryImport(Library, EntryPoint = "BN_free")]
    private static partial void FreeNumber(nint number);

    [LibraryImport(Library, EntryPoint = "BN_value_one")]
    private static partial nint One();

    [LibraryImport(Library, EntryPoint = "BN_bin2bn")]
    private static partial NumberHandle FromBytes(ReadOnlySpan<byte> bytes, int length, nint result);

    [LibraryImport(Library, EntryPoint = "BN_bin2bn")]
    private static partial nint FromBytesInto(ReadOnlySpan<byte> bytes, int length, NumberHandle result);

    [LibraryImport(Library, EntryPoint = "BN_mod_inverse")]
    private static partial nint Inverse(
        NumberHandle result,
        NumberHandle value,
        NumberHandle modulus,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "BN_mod_mul")]
    private static partial int Multiply(
        NumberHandle result,
        NumberHandle left,
        NumberHandle right,
        NumberHandle modulus,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "BN_nnmod")]
    private static partial int Reduce(
        NumberHandle result,
        NumberHandle value,
        NumberHandle modulus,
        ContextHandle context
    );

    [LibraryImport(Library, EntryPoint = "BN_cmp")]
    private static partial int Compare(NumberHandle left, NumberHandle right);

    private sealed class GroupHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreeGroup(pointer);
    }

    private sealed class PointHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreePoint(pointer);
    }

    private sealed class NumberHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreeNumber(pointer);
    }

    private sealed class ContextHandle : LibcryptoHandle
    {
        protected override void Free(nint pointer) => FreeContext(pointer);
    }
}
