using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Writes a definition in Elsa's JSON (elsa-format §1). What was read is written back as it was, keys unknown to the engine included.</summary>
public static class DefinitionWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    // These change when a version is stored or published, so they are written from the model, always.
    private static readonly string[] FromModel =
        ["id", "definitionId", "name", "description", "createdAt", "version", "isLatest", "isPublished", "isReadonly", "isSystem", "toolVersion"];

    public static string Write(WorkflowDefinition definition, bool indented = true) => Encoding.UTF8.GetString(WriteUtf8(definition, indented));

    public static byte[] WriteUtf8(WorkflowDefinition definition, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, indented ? Indented : Compact))
            Write(writer, definition);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One activity with all that it holds.</summary>
    public static byte[] WriteUtf8(Activity activity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
            ActivityWriter.Write(writer, activity);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A definition as a file: it says what it is, for clients of Elsa take no other.</summary>
    public static byte[] WriteFile(WorkflowDefinition definition)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            Write(writer, definition, isFile: true);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, WorkflowDefinition definition, bool isFile = false)
    {
        _ = definition.Graph; // gives ids to activities that have none
        writer.WriteStartObject();
        if (isFile && definition.AsRead?.TryGetProperty("$schema", out _) != true)
            writer.WriteString("$schema", Schema);
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (definition.AsRead is { } asRead)
        {
            foreach (var property in asRead.EnumerateObject())
            {
                written.Add(property.Name);
                writer.WritePropertyName(property.Name);
                if (StillSays(definition, new JsonKeys(asRead), property.Name) || !WriteFromModel(writer, definition, property.Name))
                    WriteAsRead(writer, definition, property);
            }
        }

        foreach (var key in FromModel)
        {
            if (written.Contains(key) || ValueOf(definition, key) is null or false or "")
                continue;
            writer.WritePropertyName(key);
            WriteFromModel(writer, definition, key);
        }

        if (definition.AsRead is null)
            WriteMadeInCode(writer, definition);
        writer.WriteEndObject();
    }

    private static void WriteAsRead(Utf8JsonWriter writer, WorkflowDefinition definition, JsonProperty property)
    {
        if (property.Name.Equals("root", StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.Object)
            ActivityWriter.Write(writer, definition.Root);
        else
            property.Value.WriteTo(writer);
    }

    private static object? ValueOf(WorkflowDefinition definition, string key) => key.ToUpperInvariant() switch
    {
        "ID" => definition.Id,
        "DEFINITIONID" => definition.DefinitionId,
        "NAME" => definition.Name,
        "DESCRIPTION" => definition.Description,
        "CREATEDAT" => definition.CreatedAt,
        "VERSION" => definition.Version,
        "ISLATEST" => definition.IsLatest,
        "ISPUBLISHED" => definition.IsPublished,
        "ISREADONLY" => definition.IsReadonly,
        "ISSYSTEM" => definition.IsSystem,
        "TOOLVERSION" => definition.ToolVersion,
        _ => null,
    };

    // A key whose value was not changed is written as it was: 2024-01-24T01:02:03Z stays that, and null stays null.
    private static bool StillSays(WorkflowDefinition definition, JsonKeys asRead, string key)
    {
        return ValueOf(definition, key) switch
        {
            bool flag => flag == (asRead.Flag(key) ?? false),
            int number => number == (asRead.Whole(key) ?? 1),
            DateTimeOffset instant => instant == asRead.Instant(key),
            string text => text == (asRead.Text(key) ?? ""),
            _ => key.Equals("createdAt", StringComparison.OrdinalIgnoreCase) ? asRead.Instant(key) is null : asRead.Text(key) is null,
        };
    }

    private static bool WriteFromModel(Utf8JsonWriter writer, WorkflowDefinition definition, string key)
    {
        if (!FromModel.Contains(key, StringComparer.OrdinalIgnoreCase))
            return false;
        switch (ValueOf(definition, key))
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant);
                break;
            default:
                writer.WriteNullValue();
                break;
        }

        return true;
    }

    private static void WriteMadeInCode(Utf8JsonWriter writer, WorkflowDefinition definition)
    {
        writer.WritePropertyName("variables");
        ActivityWriter.WriteVariables(writer, definition.Variables);
        WriteArguments(writer, "inputs", definition.Inputs);
        WriteArguments(writer, "outputs", definition.Outputs);
        writer.WriteStartArray("outcomes");
        foreach (var outcome in definition.Outcomes)
            writer.WriteStringValue(outcome);
        writer.WriteEndArray();
        writer.WriteStartObject("customProperties");
        foreach (var (name, value) in definition.CustomProperties)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("options");
        WriteText(writer, "activationStrategyType", definition.Options.ActivationStrategyType);
        if (definition.Options.UsableAsActivity is { } usable)
            writer.WriteBoolean("usableAsActivity", usable);
        writer.WriteBoolean("autoUpdateConsumingWorkflows", definition.Options.AutoUpdateConsumingWorkflows);
        WriteText(writer, "activityCategory", definition.Options.ActivityCategory);
        WriteText(writer, "incidentStrategyType", definition.Options.IncidentStrategyType);
        WriteText(writer, "commitStrategyName", definition.Options.CommitStrategyName);
        writer.WriteEndObject();
        writer.WritePropertyName("root");
        ActivityWriter.Write(writer, definition.Root);
    }

    private static void WriteArguments(Utf8JsonWriter writer, string key, IReadOnlyList<ArgumentDefinition> arguments)
    {
        writer.WriteStartArray(key);
        foreach (var argument in arguments)
        {
            writer.WriteStartObject();
            writer.WriteString("type", argument.Type);
            if (argument.IsArray)
                writer.WriteBoolean("isArray", true);
            writer.WriteString("name", argument.Name);
            WriteText(writer, "displayName", argument.DisplayName);
            WriteText(writer, "description", argument.Description);
            WriteText(writer, "category", argument.Category);
            WriteText(writer, "uiHint", argument.UIHint);
            WriteText(writer, "storageDriverType", argument.StorageDriverType);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteText(Utf8JsonWriter writer, string key, string? value)
    {
        if (value is not null)
            writer.WriteString(key, value);
    }
}
