using System.Text;
using System.Text.Json;

namespace LienThong.Workflows.Runtime;

/// <summary>A JSON text told by what it shares with another: <c>[from, length, …]</c> of that one and texts of its own between, in UTF-8.</summary>
internal static class Pieces
{
    // A shorter piece is told as it is: two numbers are no shorter.
    private const int Shortest = 16;
    private const int MostPlaces = 32;

    /// <remarks>Pieces begin and end where a part of the text does: so they depend on what is equal, not on how it is spelt, and never cut a character.</remarks>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> other, ReadOnlySpan<byte> text)
    {
        var places = PlacesOf(other);
        writer.WriteStartArray();
        var (told, at) = (0, 0);
        while (at < text.Length)
        {
            var part = PartLength(text[at..]);
            var (from, shared) = (0, 0);
            foreach (var place in places.GetValueOrDefault(HashOf(text.Slice(at, part)), []))
            {
                var length = WholeParts(text[at..], other[place..]);
                if (length > shared)
                    (from, shared) = (place, length);
            }

            if (shared < Shortest)
            {
                at += part;
                continue;
            }

            if (at > told)
                writer.WriteStringValue(text[told..at]);
            writer.WriteNumberValue(from);
            writer.WriteNumberValue(shared);
            told = at += shared;
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

    // Where each part of the text begins; of many equal ones not all, or a large text would be compared with itself.
    private static Dictionary<int, List<int>> PlacesOf(ReadOnlySpan<byte> text)
    {
        var places = new Dictionary<int, List<int>>();
        for (var at = 0; at < text.Length;)
        {
            var length = PartLength(text[at..]);
            var hash = HashOf(text.Slice(at, length));
            if (!places.TryGetValue(hash, out var known))
                places[hash] = known = [];
            if (known.Count < MostPlaces)
                known.Add(at);
            at += length;
        }

        return places;
    }

    private static int PartLength(ReadOnlySpan<byte> text) => text.IndexOfAny(",:{"u8) is >= 0 and var end ? end + 1 : text.Length;

    // As much as both have in common, up to the end of a part.
    private static int WholeParts(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        var common = text.CommonPrefixLength(other);
        return common == text.Length ? common : text[..common].LastIndexOfAny(",:{"u8) + 1;
    }

    private static int HashOf(ReadOnlySpan<byte> part)
    {
        var hash = new HashCode();
        hash.AddBytes(part);
        return hash.ToHashCode();
    }
}
