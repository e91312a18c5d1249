using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>What is kept of an instance between bursts, as JSON: live executions with their variables, waits, input, output, incidents.</summary>
internal static partial class InstanceState
{
    /// <summary>Letters as they are: escaped, a Vietnamese one takes six characters.</summary>
    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Of the way back, in what is kept.</summary>
    public const string WayBackKey = "wayBack";

    public static byte[] Write(WorkflowInstance instance)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber("bursts", instance.Bursts);
            writer.WriteNumber("nextExecution", instance.NextExecution);
            writer.WriteNumber("nextJournalEntry", instance.NextJournalEntry);
            if (instance.FlowchartMode is { } mode)
                writer.WriteString("flowchartMode", mode.ToString());
            WriteParent(writer, instance);
            WriteInput(writer, instance);
            WriteMap(writer, "output", instance.Output);
            if (instance.Executions.Count == 0)
                WriteMap(writer, "finalVariables", instance.FinalVariables);
            WriteExecutions(writer, instance);
            WriteBookmarks(writer, instance);
            WriteIncidents(writer, instance);
            if (instance.ActivityOutputs.Count > 0)
                WriteOutputs(writer, instance);
            WriteStarts(writer, instance);
            WriteWayBack(writer, instance);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Fills an instance from what was kept; its executions belong to the burst.</summary>
    public static void Read(ReadOnlyMemory<byte> json, WorkflowInstance instance, Burst burst)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        instance.Bursts = root.GetProperty("bursts").GetInt32();
        instance.NextExecution = root.GetProperty("nextExecution").GetInt32();
        instance.NextJournalEntry = root.GetProperty("nextJournalEntry").GetInt64();
        if (root.TryGetProperty("flowchartMode", out var mode))
            instance.FlowchartMode = Enum.Parse<FlowchartMode>(mode.GetString()!);
        ReadParent(root, instance);
        ReadMap(root, "input", instance.Input);
        ReadMap(root, "output", instance.Output);
        if (root.TryGetProperty("finalVariables", out _))
        {
            var final = new Dictionary<string, object?>(StringComparer.Ordinal);
            ReadMap(root, "finalVariables", final);
            instance.FinalVariables = final;
        }

        if (root.TryGetProperty("starts", out var starts))
        {
            foreach (var activity in starts.EnumerateObject())
                instance.Starts[activity.Name] = activity.Value.GetInt32();
        }

        if (root.TryGetProperty(WayBackKey, out var way))
            instance.WayBack = ReadWayBack(way);
        ReadExecutions(root, instance, burst);
        if (root.TryGetProperty("bookmarks", out var bookmarks))
            instance.Bookmarks.AddRange(bookmarks.EnumerateArray().Select(ReadBookmark));
        if (root.TryGetProperty("incidents", out var incidents))
            instance.Incidents.AddRange(incidents.EnumerateArray().Select(ReadIncident));
        if (root.TryGetProperty("outputs", out var outputs))
        {
            foreach (var activity in outputs.EnumerateObject())
            {
                var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
                foreach (var output in activity.Value.EnumerateObject())
                    values[output.Name] = Conversion.Natural(output.Value);
                instance.ActivityOutputs[activity.Name] = values;
            }
        }
    }

    private static void WriteParent(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.ParentWait is { } wait)
            writer.WriteString("parentWait", wait);
        if (instance.Lineage.Nesting > 0)
            writer.WriteNumber("nesting", instance.Lineage.Nesting);
        if (instance.Lineage.InARow > 0)
            writer.WriteNumber("inARow", instance.Lineage.InARow);
    }

    private static void ReadParent(JsonElement root, WorkflowInstance instance)
    {
        instance.ParentWait = root.TryGetProperty("parentWait", out var wait) ? wait.GetString() : null;
        instance.Lineage = new Lineage(Number("nesting"), Number("inARow"));

        int Number(string key) => root.TryGetProperty(key, out var number) ? number.GetInt32() : 0;
    }

    private static void WriteExecutions(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        writer.WriteStartArray("executions");
        foreach (var execution in instance.Executions)
        {
            writer.WriteStartObject();
            writer.WriteNumber("n", execution.Number);
            writer.WriteString("activity", execution.Activity.NodeId);
            if (execution.ParentExecution is { } parent)
                writer.WriteNumber("parent", parent.Number);
            if (execution.Status != ActivityStatus.Running)
                writer.WriteString("status", execution.Status.ToString());
            if (execution.Tag is { } tag)
                writer.WriteString("tag", tag);
            if (execution.IsBreaking)
                writer.WriteBoolean("breaking", true);
            if (execution.Variables is { Count: > 0 } variables)
                WriteVariables(writer, execution, variables);
            if (execution.StoredState is { } state)
            {
                writer.WritePropertyName("state");
                state.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // A declared variable without a workflow driver lives in memory only (elsa-format §1.1); what activities declared is always kept.
    private static void WriteVariables(Utf8JsonWriter writer, ActivityExecution execution, Dictionary<string, object?> variables)
    {
        writer.WriteStartObject("variables");
        foreach (var (id, value) in variables)
        {
            var declared = execution.Declared(id);
            // Null is written only over an initial value, which the scope would otherwise open with again.
            if (declared is { IsPersistent: false } || value is null && declared?.Value is null)
                continue;
            writer.WritePropertyName(id);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void ReadExecutions(JsonElement root, WorkflowInstance instance, Burst burst)
    {
        var graph = instance.Definition.Graph;
        var byNumber = new Dictionary<int, ActivityExecution>();
        foreach (var json in root.GetProperty("executions").EnumerateArray())
        {
            var nodeId = json.GetProperty("activity").GetString()!;
            var activity = graph.FindByNodeId(nodeId)
                ?? throw new InvalidOperationException($"Lượt chạy {instance.Id} đang ở bước \"{nodeId}\" mà phiên bản quy trình {instance.Definition.Id} không có.");
            var number = json.GetProperty("n").GetInt32();
            var parent = json.TryGetProperty("parent", out var p) ? byNumber[p.GetInt32()] : null;
            var execution = new ActivityExecution(burst, activity, parent, number)
            {
                Tag = json.TryGetProperty("tag", out var tag) ? tag.GetString() : null,
                Status = json.TryGetProperty("status", out var status) ? Enum.Parse<ActivityStatus>(status.GetString()!) : ActivityStatus.Running,
                IsBreaking = json.TryGetProperty("breaking", out _),
            };
            execution.OpenScope();
            if (json.TryGetProperty("variables", out var variables))
            {
                foreach (var variable in variables.EnumerateObject())
                    ReadVariable(execution, variable);
            }

            if (json.TryGetProperty("state", out var state))
                execution.StoredState = state.Clone();
            if (parent is not null)
                parent.LiveChildren++;
            byNumber[number] = execution;
            instance.Executions.Add(execution);
        }
    }

    private static void ReadVariable(ActivityExecution execution, JsonProperty variable)
    {
        if (execution.Declared(variable.Name) is not { } declared)
            execution.DeclareVariable(variable.Name, Conversion.Natural(variable.Value));
        else if (variable.Value.ValueKind == JsonValueKind.Null || ActivityExecution.TypeOf(declared) is not { } type || type == typeof(object))
            execution.TrySetVariableById(variable.Name, Conversion.Natural(variable.Value));
        else
            execution.TrySetVariableById(variable.Name, Conversion.To(variable.Value.Clone(), type));
    }

    private static void WriteBookmarks(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.Bookmarks.Count == 0)
            return;
        writer.WriteStartArray("bookmarks");
        foreach (var bookmark in instance.Bookmarks)
        {
            writer.WriteStartObject();
            writer.WriteString("id", bookmark.Id);
            writer.WriteString("name", bookmark.Name);
            writer.WriteString("hash", bookmark.Hash);
            WriteNode(writer, "payload", bookmark.Payload);
            WriteNode(writer, "details", bookmark.Details);
            writer.WriteString("activity", bookmark.ActivityId);
            writer.WriteNumber("execution", bookmark.Execution);
            writer.WriteString("createdAt", bookmark.CreatedAt);
            if (bookmark.DueAt is { } due)
                writer.WriteString("dueAt", due);
            if (!bookmark.AutoBurn)
                writer.WriteBoolean("stays", true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Bookmark ReadBookmark(JsonElement json) => new()
    {
        Id = json.GetProperty("id").GetString()!,
        Name = json.GetProperty("name").GetString()!,
        Hash = json.GetProperty("hash").GetString()!,
        Payload = json.TryGetProperty("payload", out var payload) ? JsonObject.Create(payload.Clone()) : null,
        Details = json.TryGetProperty("details", out var details) ? JsonObject.Create(details.Clone()) : null,
        ActivityId = json.GetProperty("activity").GetString()!,
        Execution = json.GetProperty("execution").GetInt32(),
        CreatedAt = json.GetProperty("createdAt").GetDateTimeOffset(),
        DueAt = json.TryGetProperty("dueAt", out var due) ? due.GetDateTimeOffset() : null,
        AutoBurn = !json.TryGetProperty("stays", out _),
    };

    private static Incident ReadIncident(JsonElement json)
    {
        var incident = json.Deserialize<Incident>() ?? throw new JsonException("An incident is null.");
        return incident.Resumption is not { } resumption
            ? incident
            : incident with { Resumption = resumption with { Input = resumption.Input.ToDictionary(i => i.Key, i => i.Value is JsonElement value ? Conversion.Natural(value) : i.Value) } };
    }

    private static void WriteIncidents(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.Incidents.Count == 0)
            return;
        writer.WritePropertyName("incidents");
        JsonSerializer.Serialize(writer, instance.Incidents);
    }

    // All where an expression of the definition can ask for them, otherwise only those that activities ask for: they would make every instance larger.
    private static void WriteOutputs(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        var all = UsesOutputs(instance.Definition);
        writer.WriteStartObject("outputs");
        foreach (var (nodeId, outputs) in instance.ActivityOutputs)
        {
            if (all)
            {
                WriteMap(writer, nodeId, outputs);
                continue;
            }

            if (instance.Definition.Graph.FindByNodeId(nodeId) is not { } activity)
                continue;
            var kept = ActivityDescriptor.Of(activity.GetType()).Outputs.Where(o => o.Facts.IsKept && outputs.ContainsKey(o.Name)).ToDictionary(o => o.Name, o => outputs[o.Name]);
            WriteMap(writer, nodeId, kept);
        }

        writer.WriteEndObject();
    }

    private static void WriteStarts(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.Status == WorkflowStatus.Finished)
            return;
        writer.WriteStartObject("starts");
        foreach (var (activity, count) in instance.Starts)
            writer.WriteNumber(activity, count);
        writer.WriteEndObject();
    }

    private static void WriteWayBack(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.WayBack is not { } way || instance.Status == WorkflowStatus.Finished)
            return;
        writer.WriteStartObject(WayBackKey);
        writer.WriteString("bookmark", way.BookmarkId);
        WriteNode(writer, "facts", way.Facts);
        if (way.MovedByClock.Count > 0)
        {
            writer.WritePropertyName("movedByClock");
            JsonSerializer.Serialize(writer, way.MovedByClock);
        }

        writer.WritePropertyName("before");
        writer.WriteRawValue(way.Before, skipInputValidation: true);
        writer.WriteEndObject();
    }

    private static WayBack ReadWayBack(JsonElement json)
    {
        var way = new WayBack
        {
            BookmarkId = json.GetProperty("bookmark").GetString()!,
            Before = JsonMarshal.GetRawUtf8Value(json.GetProperty("before")).ToArray(),
            Facts = json.TryGetProperty("facts", out var facts) ? JsonObject.Create(facts.Clone()) : null,
        };
        if (json.TryGetProperty("movedByClock", out var moved))
        {
            foreach (var execution in moved.EnumerateObject())
                way.MovedByClock[int.Parse(execution.Name, CultureInfo.InvariantCulture)] = execution.Value.Deserialize<string[]>();
        }

        return way;
    }

    private static bool UsesOutputs(WorkflowDefinition definition) =>
        definition.Graph.Nodes.OfType<Workflow>().Any(w => w.Definition.AsRead is { } json && AsksForOutputs().IsMatch(json.GetRawText()));

    [GeneratedRegex(@"getOutputFrom|getLastResult|get\w+From\w+\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex AsksForOutputs();

    // An input that the definition declares without a workflow driver lives only as long as the run it was given to (elsa-format §1.2).
    // What came undeclared is kept: a step that is run again after an incident needs what its decision brought.
    private static void WriteInput(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        var declared = instance.Definition.Inputs;
        WriteMap(writer, "input", declared.Count == 0
            ? instance.Input
            : instance.Input.Where(given => declared.All(d => d.IsPersistent || !d.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase))).ToDictionary());
    }

    private static void WriteMap(Utf8JsonWriter writer, string key, IReadOnlyDictionary<string, object?> map)
    {
        if (map.Count == 0)
            return;
        writer.WriteStartObject(key);
        foreach (var (name, value) in map)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void ReadMap(JsonElement root, string key, Dictionary<string, object?> map)
    {
        if (!root.TryGetProperty(key, out var json))
            return;
        foreach (var property in json.EnumerateObject())
            map[property.Name] = Conversion.Natural(property.Value);
    }

    private static void WriteNode(Utf8JsonWriter writer, string key, JsonNode? node)
    {
        if (node is null)
            return;
        writer.WritePropertyName(key);
        node.WriteTo(writer);
    }

    private static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int or long or double or decimal:
                JsonSerializer.Serialize(writer, value, value.GetType());
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            default:
                JsonSerializer.Serialize(writer, value, value.GetType());
                break;
        }
    }
}
