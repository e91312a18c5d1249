using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LienThong.Activities.Persistence;

/// <summary>Long texts on SQLite, compressed: the servers do that by themselves. What earlier versions wrote plain is read as it is.</summary>
internal sealed class PackedText() : ValueConverter<string, byte[]>(text => Pack(text), stored => Unpack(stored))
{
    // No text begins with it, so it tells the two forms apart; one byte of a form that is to come would tell that one.
    private const byte Mark = 0;

    private const int FirstSize = 4096;

    public static byte[] Pack(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream(FirstSize);
        packed.WriteByte(Mark);
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(plain);
        return packed.Length < plain.Length || plain is [Mark, ..] ? packed.ToArray() : plain;
    }

    public static string Unpack(byte[] stored)
    {
        if (stored is not [Mark, ..])
            return Encoding.UTF8.GetString(stored);
        using var brotli = new BrotliStream(new MemoryStream(stored, 1, stored.Length - 1), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
