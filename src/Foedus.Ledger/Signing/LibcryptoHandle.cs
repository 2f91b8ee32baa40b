using System.Runtime.InteropServices;

namespace Foedus.Ledger.Signing;

/// <summary>An object of libcrypto that is freed when nobody holds it any more; each kind has a call of its own for that.</summary>
internal abstract class LibcryptoHandle() : SafeHandle(0, ownsHandle: true)
{
    public sealed override bool IsInvalid => handle == 0;

    protected sealed override bool ReleaseHandle()
    {
        Free(handle);
        return true;
    }

    protected abstract void Free(nint pointer);
}
