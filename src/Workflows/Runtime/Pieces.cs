using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace LienThong.Workflows.Runtime;

/// <summary>A text told by what it shares with another: <c>[from, length, …]</c> of that one and texts of its own between, in UTF-8.</summary>
internal static class Pieces
{
    // A shorter piece is told as it is: two numbers are no shorter.
    private const int Shortest = 16;
    private const int Slots = 1024;

    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> other, ReadOnlySpan<byte> text)
    {
        // The last place of the other one at which these bytes begin; a miss costs some bytes, nothing else.
        Span<int> places = stackalloc int[Slots];
        places.Fill(-1);
        for (var i = 0; i + Shortest <= other.Length; i++)
            places[SlotOf(other[i..])] = i;
        writer.WriteStartArray();
        var (told, at) = (0, 0);
        while (at + Shortest <= text.Length)
        {
            var from = places[SlotOf(text[at..])];
            var length = from < 0 ? 0 : WholeCharacters(text[at..], other[from..].CommonPrefixLength(text[at..]));
            if (length < Shortest || IsWithinCharacter(text[at]))
            {
                at++;
                continue;
            }

            if (at > told)
                writer.WriteStringValue(text[told..at]);
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(length);
            told = at += length;
        }

        if (told < text.Length)
            writer.WriteStringValue(text[told..]);
        writer.WriteEndArray();
    }

    public static byte[] Read(ReadOnlySpan<byte> other, JsonElement pieces)
    {
        var text = new List<byte>(other.Length);
        var from = -1;
        foreach (var piece in pieces.EnumerateArray())
        {
            if (piece.ValueKind == JsonValueKind.String)
            {
                text.AddRange(Encoding.UTF8.GetBytes(piece.GetString()!));
            }
            else if (from < 0)
            {
                from = piece.GetInt32();
            }
            else
            {
                text.AddRange(other.Slice(from, piece.GetInt32()));
                from = -1;
            }
        }

        return [.. text];
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes) => (int)((BinaryPrimitives.ReadUInt64LittleEndian(bytes) * 0x9E3779B97F4A7C15) >> 54);

    private static int WholeCharacters(ReadOnlySpan<byte> text, int length)
    {
        while (length > 0 && length < text.Length && IsWithinCharacter(text[length]))
            length--;
        return length;
    }

    private static bool IsWithinCharacter(byte one) => (one & 0xC0) == 0x80;
}
