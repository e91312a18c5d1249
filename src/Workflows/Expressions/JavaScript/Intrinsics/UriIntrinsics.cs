using System.Globalization;
using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>encodeURIComponent and its family.</summary>
internal static class UriIntrinsics
{
    /// <summary>Each character is looked at, and may become nine.</summary>
    private const int CharactersPerStepShift = 3;

    private const string Marks = "-_.!~*'()";
    private const string Separators = ";/?:@&=+$,";

    public static void AddTo(IntrinsicTable table) => table
        .Method("encodeURIComponent", 1, (r, _, a) => Encode(r, Coercion.ToText(a.At(0)), Marks))
        .Method("encodeURI", 1, (r, _, a) => Encode(r, Coercion.ToText(a.At(0)), Marks + Separators + "#"))
        .Method("decodeURIComponent", 1, (r, _, a) => Decode(r, Coercion.ToText(a.At(0)), ""))
        .Method("decodeURI", 1, (r, _, a) => Decode(r, Coercion.ToText(a.At(0)), Separators + "#"));

    private static string Encode(Realm realm, string text, string kept)
    {
        realm.Budget.Charge(text.Length >> CharactersPerStepShift);
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetterOrDigit(c) || kept.Contains(c, StringComparison.Ordinal))
            {
                result.Append(c);
                continue;
            }
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var used) != System.Buffers.OperationStatus.Done)
                throw Throw.Uri();
            i += used - 1;
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                result.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
        return realm.Budget.Text(result.ToString());
    }

    private static string Decode(Realm realm, string text, string reserved)
    {
        realm.Budget.Charge(text.Length >> CharactersPerStepShift);
        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }
            var start = i;
            bytes[0] = HexByte(text, i);
            i += 2;
            var count = bytes[0] switch { < 0x80 => 1, >= 0xc2 and < 0xe0 => 2, >= 0xe0 and < 0xf0 => 3, >= 0xf0 and < 0xf5 => 4, _ => throw Throw.Uri() };
            for (var j = 1; j < count; j++, i += 3)
                bytes[j] = HexByte(text, i + 1);
            if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out _) != System.Buffers.OperationStatus.Done)
                throw Throw.Uri();
            if (rune.IsBmp && reserved.Contains((char)rune.Value, StringComparison.Ordinal))
                result.Append(text, start, i - start + 1);
            else
                result.Append(rune.ToString());
        }
        return realm.Budget.Text(result.ToString());
    }

    private static byte HexByte(string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2])
            ? byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : throw Throw.Uri();
}
