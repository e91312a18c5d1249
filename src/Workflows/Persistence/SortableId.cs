using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LienThong.Workflows.Persistence;

/// <summary>Ids that sort in the order in which this process gave them out: UUIDs of version 7 whose twelve bits after the millisecond count (RFC 9562, section 6.2).</summary>
/// <remarks>Messages, waits and instances of one moment are taken in this order; with random bits it would be another one each time.</remarks>
public static class SortableId
{
    private const int CountedBits = 12;

    private static long _last;

    /// <summary>32 hexadecimal digits.</summary>
    public static string New(TimeProvider clock) => New(clock.GetUtcNow());

    /// <summary>The same for an instant that is known already.</summary>
    public static string New(DateTimeOffset now)
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now.ToUnixTimeMilliseconds() << CountedBits, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (next >> CountedBits << 16) | 0x7000 | (next & 0x0FFF));
        RandomNumberGenerator.Fill(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return Convert.ToHexStringLower(bytes);
    }
}
