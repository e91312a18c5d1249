using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienThong.Workflows.ControlFlow;

/// <summary>What a flowchart remembers; kept with the instance.</summary>
[JsonConverter(typeof(Kept))]
internal sealed class FlowCounts
{
    public int Start { get; set; }
    public int[] Visits { get; set; } = [];
    public int[] ArrowVisits { get; set; } = [];
    public bool[] Followed { get; set; } = [];

    /// <summary>Tokens under way; null in counter mode.</summary>
    public List<FlowToken>? Tokens { get; set; }

    /// <summary>Zeros at the end are not kept: this puts them there again.</summary>
    public void Fit(FlowGraph graph)
    {
        if (Visits.Length == graph.Activities.Count && ArrowVisits.Length == graph.ArrowCount && Followed.Length == graph.ArrowCount)
            return;
        (Visits, ArrowVisits, Followed) = (Sized(Visits, graph.Activities.Count), Sized(ArrowVisits, graph.ArrowCount), Sized(Followed, graph.ArrowCount));
    }

    private static T[] Sized<T>(T[] values, int length)
    {
        Array.Resize(ref values, length);
        return values;
    }

    /// <summary>Most counts are one digit, so that a list of them is a text: <c>{"v":"1101","w":"11","f":"1"}</c>. With a count of more than nine it is an array, as all were in earlier versions.</summary>
    private sealed class Kept : JsonConverter<FlowCounts>
    {
        public override FlowCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var json = JsonElement.ParseValue(ref reader);
            return new FlowCounts
            {
                Start = Part(json, "i", "start") is { } start ? start.GetInt32() : 0,
                Visits = Counts(Part(json, "v", "visits")),
                ArrowVisits = Counts(Part(json, "w", "arrowVisits")),
                Followed = Array.ConvertAll(Counts(Part(json, "f", "followed")), count => count > 0),
                Tokens = Part(json, "t", "tokens")?.Deserialize<List<FlowToken>>(options),
            };
        }

        public override void Write(Utf8JsonWriter writer, FlowCounts value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (value.Start != 0)
                writer.WriteNumber("i", value.Start);
            Write(writer, "v", value.Visits);
            Write(writer, "w", value.ArrowVisits);
            Write(writer, "f", Array.ConvertAll(value.Followed, followed => followed ? 1 : 0));
            if (value.Tokens is { } tokens)
            {
                writer.WritePropertyName("t");
                JsonSerializer.Serialize(writer, tokens, options);
            }

            writer.WriteEndObject();
        }

        private static JsonElement? Part(JsonElement json, string name, string oldName) => json.TryGetProperty(name, out var part) || json.TryGetProperty(oldName, out part) ? part : null;

        private static void Write(Utf8JsonWriter writer, string name, ReadOnlySpan<int> counts)
        {
            counts = counts.TrimEnd(0);
            if (counts.Length == 0)
                return;
            if (counts.ContainsAnyExceptInRange(0, 9))
            {
                writer.WriteStartArray(name);
                foreach (var count in counts)
                    writer.WriteNumberValue(count);
                writer.WriteEndArray();
                return;
            }

            Span<char> digits = counts.Length <= 512 ? stackalloc char[counts.Length] : new char[counts.Length];
            for (var i = 0; i < counts.Length; i++)
                digits[i] = (char)('0' + counts[i]);
            writer.WriteString(name, digits);
        }

        private static int[] Counts(JsonElement? json) => json switch
        {
            { ValueKind: JsonValueKind.String } text => [.. text.GetString()!.Select(digit => digit - '0')],
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(count => count.ValueKind == JsonValueKind.Number ? count.GetInt32() : count.GetBoolean() ? 1 : 0)],
            _ => [],
        };
    }
}
