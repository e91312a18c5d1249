using System.Text.Json;
using System.Text.Json.Serialization;
using LienThong.Activities.Documents;

namespace LienThong.Host.Demo;

/// <summary>A dossier of the demonstration: the document that arrives, and what people do with it.</summary>
internal sealed record DemoDossier
{
    /// <summary>Names it in the keys of its commands; never changes.</summary>
    public required string Key { get; init; }

    /// <summary>Symbol of the agency whose văn thư registers it.</summary>
    public string Agency { get; init; } = "SKHCN";

    /// <summary>Symbol of an agency of this system; null when <see cref="Sender"/> is another one.</summary>
    public string? From { get; init; }

    public string? Sender { get; init; }
    public required string Number { get; init; }
    public required string Symbol { get; init; }
    public string Type { get; init; } = "CV";
    public required string Subject { get; init; }
    public Urgency Urgency { get; init; }
    public bool NeedsReply { get; init; } = true;

    /// <summary>The sender's deadline, in working days from today.</summary>
    public int? AnswerBy { get; init; }

    /// <summary>Paragraphs of the attached letter; empty attaches none.</summary>
    public IReadOnlyList<string> Letter { get; init; } = [];

    /// <summary>Attaches the list of two pages.</summary>
    public bool HasList { get; init; }

    /// <summary>The first is the registration.</summary>
    public required IReadOnlyList<DemoStep> Steps { get; init; }
}

/// <summary>What somebody does; which of the fields count depends on what it is.</summary>
internal sealed record DemoStep
{
    /// <summary>See <see cref="DemoDays"/>.</summary>
    public required string At { get; init; }

    public required string Do { get; init; }

    /// <summary>«QLKH/chuyen-vien/2» of the dossier's agency, «VPUBND:HCTC/van-thu» of another; null for whoever has the work before him.</summary>
    public string? By { get; init; }

    public string? Text { get; init; }
    public string? Lead { get; init; }
    public IReadOnlyList<string> Cooperating { get; init; } = [];
    public IReadOnlyList<string> Informed { get; init; } = [];

    /// <summary>In working days from today.</summary>
    public int? Due { get; init; }

    public DemoDraft? Draft { get; init; }

    /// <summary>People who are asked or given something, or agencies that something is sent to.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>A status of the exchange axis, an answer to an opinion, or the kind of a phrase.</summary>
    public string? Code { get; init; }
}

/// <summary>A draft, its text by paragraphs.</summary>
internal sealed record DemoDraft(string Type, string Subject, IReadOnlyList<string> Addressees, IReadOnlyList<string> Body, IReadOnlyList<string> Recipients);

/// <summary>The texts of the demonstration, which lie in the program as JSON.</summary>
internal static class DemoScript
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All dossiers of the files in their order.</summary>
    public static IReadOnlyList<DemoDossier> Dossiers() =>
        [.. new[] { "waiting", "drafting", "reviewing", "issued", "elsewhere" }.SelectMany(Read<IReadOnlyList<DemoDossier>>)];

    /// <summary>What belongs to no dossier.</summary>
    public static IReadOnlyList<DemoStep> Office() => Read<IReadOnlyList<DemoStep>>("office");

    private static T Read<T>(string name)
    {
        using var stream = typeof(DemoScript).Assembly.GetManifestResourceStream($"LienThong.Host.Demo.Content.{name}.json")
            ?? throw new InvalidOperationException($"The demonstration's file {name}.json is not in the program.");
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new JsonException($"{name}.json is empty.");
    }
}
