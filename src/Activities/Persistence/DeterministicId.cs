using System.Security.Cryptography;
using System.Text;

namespace LienThong.Activities.Persistence;

/// <summary>Ids that follow from a name, so that the same thing made twice, or at two places at once, is one row.</summary>
public static class DeterministicId
{
    /// <summary>A UUID of version 8 (RFC 9562): the first 16 bytes of the SHA-256 of the name in NFC.</summary>
    public static Guid Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name.Normalize()), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
