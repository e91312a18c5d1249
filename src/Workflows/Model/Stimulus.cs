using System.Text.Json.Nodes;

namespace LienThong.Workflows.Model;

/// <summary>Something that happened, by name, with the facts that decide who hears it (elsa-format §7.2).</summary>
public sealed record Stimulus(string Name, JsonObject? Payload = null);

/// <summary>What a trigger may look at when its stimuli are listed: literal values of its inputs.</summary>
public abstract class TriggerContext
{
    /// <summary>Value of an input outside any run: variables do not exist yet; an expression that needs them yields the default.</summary>
    public abstract T? Get<T>(Input<T>? input);
}

/// <summary>What came with a resume: which bookmark was burned, and the input given by who resumed.</summary>
/// <param name="BookmarkName">Name of the burned bookmark.</param>
/// <param name="BookmarkPayload">Its payload as it was stored.</param>
/// <param name="Input">Values given with the resume, by name; never null.</param>
public sealed record Resumption(string BookmarkName, JsonNode? BookmarkPayload, IReadOnlyDictionary<string, object?> Input);

/// <summary>How a child ended: completed with outcomes, or cancelled without any.</summary>
/// <param name="Child">The activity that ended.</param>
/// <param name="Tag">What the container gave it when it was scheduled.</param>
/// <param name="Completed">False when it was cancelled.</param>
/// <param name="Outcomes">Outcome names; empty when cancelled.</param>
public readonly record struct ChildEnd(Activity Child, string? Tag, bool Completed, IReadOnlyList<string> Outcomes);

/// <summary>A message that travels from an activity up through its ancestors until one answers, such as Break.</summary>
public abstract record Signal;
