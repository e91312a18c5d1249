using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>Definitions that call each other, and what happens to their instances. As JSON it is short enough to be kept as a test.</summary>
/// <param name="Definitions">The first is the one that is started; each may call those after it.</param>
/// <param name="Steps">In their order.</param>
public sealed record Case(Procedure[] Definitions, Happening[] Steps)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>Flowcharts go by tokens instead of by counting.</summary>
    public bool ByTokens { get; init; }

    public static Case Parse(string json) => JsonSerializer.Deserialize<Case>(json, Json)!;

    public override string ToString() => JsonSerializer.Serialize(this, Json);
}

/// <param name="Root">What it runs.</param>
/// <param name="GoesOn">An incident does not fault it.</param>
/// <param name="Activation">A strategy's name; null allows always.</param>
public sealed record Procedure(Part Root, bool GoesOn = false, string? Activation = null);

/// <summary>An activity.</summary>
/// <param name="Kind">As <see cref="DefinitionText"/> knows it.</param>
/// <param name="A">What the kind makes of it: which event, how often, which mode.</param>
/// <param name="Parts">What it holds.</param>
/// <param name="Links">Of a flowchart: "0>1" or "0:True>1".</param>
public sealed record Part(string Kind, int A = 0, Part[]? Parts = null, string[]? Links = null);

/// <summary>Something that happens to the engine.</summary>
/// <param name="Kind">As <see cref="Scene"/> knows it.</param>
/// <param name="A">Which one of those that are there, counted round.</param>
/// <param name="B">With what.</param>
public sealed record Happening(string Kind, int A = 0, int B = 0);
