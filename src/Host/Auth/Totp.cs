using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LienThong.Host.Auth;

/// <summary>Time-based one-time codes as authenticators show them: six digits, new every 30 seconds (RFC 6238 with SHA-1, which is what all of them know).</summary>
internal static class Totp
{
    private const int StepSeconds = 30;
    private const int Digits = 6;

    // One step for a clock that is off and one for a code typed slowly.
    private const int Tolerance = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 bits, as RFC 4226 recommends.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>The step that the code belongs to; null when it is wrong, too old, or of a step that was used already.</summary>
    /// <param name="secret">The shared key.</param>
    /// <param name="code">As typed; spaces do not count.</param>
    /// <param name="now">The instant it is checked at.</param>
    /// <param name="lastStep">A code of this step or an earlier one is refused.</param>
    public static long? Check(byte[] secret, string code, DateTimeOffset now, long lastStep)
    {
        var given = Encoding.ASCII.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        // All are compared, so that the time taken tells nothing.
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeOf(secret, step)), given) && step > lastStep)
                found = step;
        }

        return found;
    }

    /// <summary>What the authenticator shows at this instant.</summary>
    public static string CodeAt(byte[] secret, DateTimeOffset now) => CodeOf(secret, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The key in letters and digits for those who cannot scan, in groups of four.</summary>
    public static string Grouped(byte[] secret) => string.Join(' ', Encoded(secret).Chunk(4).Select(group => new string(group)));

    /// <summary>What the picture to scan says.</summary>
    public static string Uri(byte[] secret, string userName) =>
        $"otpauth://totp/{System.Uri.EscapeDataString($"Liên Thông:{userName}")}?secret={Encoded(secret)}&issuer={System.Uri.EscapeDataString("Liên Thông")}&digits={Digits}&period={StepSeconds}";

    private static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the standard's hash; HMAC does not rest on what is broken in SHA-1
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    // 160 bits are 32 letters, so there is never a rest to pad.
    private static string Encoded(byte[] secret)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var part in secret)
        {
            (bits, held) = ((bits << 8) | part, held + 8);
            while (held >= 5)
                text.Append(Base32[(bits >> (held -= 5)) & 31]);
            bits &= (1 << held) - 1;
        }

        return text.ToString();
    }
}
