using System.Buffers;
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
    /// <summary>Texts as they are: escaped, those in Vietnamese would be thrice as long.</summary>
    public static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly StateKeys Keys = StateKeys.Now;

    public static byte[] Write(WorkflowInstance instance)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Keys.Bursts, instance.Bursts);
            writer.WriteNumber(Keys.NextExecution, instance.NextExecution);
            writer.WriteNumber(Keys.NextJournalEntry, instance.NextJournalEntry);
            if (instance.FlowchartMode is { } mode)
                writer.WriteString(Keys.FlowchartMode, mode.ToString());
            WriteParent(writer, instance);
            WriteInput(writer, instance);
            WriteMap(writer, Keys.Output, instance.Output);
            if (instance.Executions.Count == 0)
                WriteMap(writer, Keys.FinalVariables, instance.FinalVariables);
            WriteExecutions(writer, instance);
            WriteBookmarks(writer, instance);
            WriteIncidents(writer, instance);
            // Of one that has ended nobody asks them any more; one that is faulted may go on.
            if (instance.Executions.Count > 0)
                WriteStarts(writer, instance, WriteOutputs(writer, instance));
            WriteWayBack(writer, instance, buffer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Fills an instance from what was kept; its executions belong to the burst.</summary>
    public static void Read(ReadOnlyMemory<byte> json, WorkflowInstance instance, Burst burst)
    {
        using var document = JsonDocument.Parse(json);
        var kept = KeptState.Of(json.Span, document.RootElement);
        (instance.Bursts, instance.NextExecution, instance.NextJournalEntry) = (kept.Bursts, kept.NextExecution, kept.NextJournalEntry);
        if (kept.FlowchartMode is { } mode)
            instance.FlowchartMode = Enum.Parse<FlowchartMode>(mode);
        (instance.ParentWait, instance.Lineage) = (kept.ParentWait, new Lineage(kept.Nesting, kept.InARow));
        ReadMap(kept.Input, instance.Input);
        ReadMap(kept.Output, instance.Output);
        if (kept.FinalVariables is { } variables)
        {
            var final = new Dictionary<string, object?>(StringComparer.Ordinal);
            ReadMap(variables, final);
            instance.FinalVariables = final;
        }

        ReadExecutions(kept.Executions, instance, burst);
        // Many may wait side by side: none is looked for among all.
        var activities = instance.Executions.ToDictionary(e => e.Number, e => e.Activity.Id);
        foreach (var wait in kept.Bookmarks)
            instance.Bookmarks.Add(ReadBookmark(wait, instance, activities));
        if (kept.Incidents is { } incidents)
            instance.Incidents.AddRange(incidents.EnumerateArray().Select(ReadIncident));
        foreach (var (nodeId, given) in kept.Outputs)
        {
            var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
            ReadMap(given, values);
            instance.ActivityOutputs[nodeId] = values;
        }

        ReadStarts(kept.Starts, instance);
        if (kept.WayBack is { } way)
            instance.WayBack = ReadWayBack(way);
    }

    private static void WriteParent(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        if (instance.ParentWait is { } wait)
            writer.WriteString(Keys.ParentWait, wait);
        if (instance.Lineage.Nesting > 0)
            writer.WriteNumber(Keys.Nesting, instance.Lineage.Nesting);
        if (instance.Lineage.InARow > 0)
            writer.WriteNumber(Keys.InARow, instance.Lineage.InARow);
    }

    private static void WriteExecutions(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        writer.WriteStartArray(Keys.Executions);
        foreach (var execution in instance.Executions)
        {
            writer.WriteStartObject();
            writer.WriteNumber(Keys.Number, execution.Number);
            var nodeId = execution.Activity.NodeId;
            var parent = execution.ParentExecution;
            // As mostly: what holds the execution is what holds the activity.
            var within = parent?.Activity.NodeId is { } holder && nodeId.Length > holder.Length && nodeId[holder.Length] == ':' && nodeId.StartsWith(holder, StringComparison.Ordinal) ? holder.Length : 0;
            writer.WriteString(Keys.Activity, nodeId.AsSpan(within));
            if (parent is not null)
                writer.WriteNumber(Keys.Parent, parent.Number);
            if (execution.Status != ActivityStatus.Running)
                writer.WriteString(Keys.Status, execution.Status.ToString());
            if (execution.Tag is { } tag)
                writer.WriteString(Keys.Tag, tag);
            if (execution.IsBreaking)
                writer.WriteNumber(Keys.Breaking, 1);
            if (execution.Variables is { Count: > 0 } variables)
                WriteVariables(writer, execution, variables);
            if (execution.StoredState is { } state)
            {
                writer.WritePropertyName(Keys.State);
                state.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // A declared variable without a workflow driver lives in memory only (elsa-format §1.1); what activities declared is always kept.
    private static void WriteVariables(Utf8JsonWriter writer, ActivityExecution execution, Dictionary<string, object?> variables)
    {
        writer.WriteStartObject(Keys.Variables);
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

    private static void ReadExecutions(IReadOnlyList<KeptExecution> executions, WorkflowInstance instance, Burst burst)
    {
        var graph = instance.Definition.Graph;
        var byNumber = new Dictionary<int, ActivityExecution>();
        foreach (var kept in executions)
        {
            var activity = graph.FindByNodeId(kept.NodeId)
                ?? throw new InvalidOperationException($"Lượt chạy {instance.Id} đang ở bước \"{kept.NodeId}\" mà phiên bản quy trình {instance.Definition.Id} không có.");
            var parent = kept.Parent is { } p ? byNumber[p] : null;
            var execution = new ActivityExecution(burst, activity, parent, kept.Number)
            {
                Tag = kept.Tag,
                Status = kept.Status,
                IsBreaking = kept.IsBreaking,
            };
            execution.OpenScope();
            if (kept.Variables is { } variables)
            {
                foreach (var variable in variables.EnumerateObject())
                    ReadVariable(execution, variable);
            }

            if (kept.State is { } state)
                execution.StoredState = state.Clone();
            if (parent is not null)
                parent.LiveChildren++;
            byNumber[kept.Number] = execution;
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
        var activities = instance.Executions.ToDictionary(e => e.Number, e => e.Activity.Id);
        writer.WriteStartArray(Keys.Bookmarks);
        foreach (var bookmark in instance.Bookmarks)
        {
            writer.WriteStartObject();
            writer.WriteString(Keys.Id, bookmark.Id);
            writer.WriteString(Keys.Name, bookmark.Name);
            WriteNode(writer, Keys.Payload, bookmark.Payload);
            WriteNode(writer, Keys.Details, bookmark.Details);
            if (bookmark.ActivityId != activities.GetValueOrDefault(bookmark.Execution))
                writer.WriteString(Keys.OfActivity, bookmark.ActivityId);
            writer.WriteNumber(Keys.Execution, bookmark.Execution);
            writer.WriteNumber(Keys.CreatedAt, bookmark.CreatedAt.UtcTicks);
            if (bookmark.DueAt is { } due)
                writer.WriteNumber(Keys.DueAt, due.UtcTicks);
            if (!bookmark.AutoBurn)
                writer.WriteNumber(Keys.Stays, 1);
            if (!bookmark.IsOpenToStimuli)
                writer.WriteNumber(StateKeys.OnlyItsExecution, 1);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Bookmark ReadBookmark(KeptWait kept, WorkflowInstance instance, Dictionary<int, string> activities)
    {
        var payload = kept.Payload is { } facts ? JsonObject.Create(facts.Clone()) : null;
        return new Bookmark
        {
            Id = kept.Id,
            Name = kept.Name,
            Payload = payload,
            Details = kept.Details is { } details ? JsonObject.Create(details.Clone()) : null,
            ActivityId = kept.ActivityId ?? activities.GetValueOrDefault(kept.Execution, ""),
            InstanceId = instance.Id,
            Execution = kept.Execution,
            CreatedAt = kept.CreatedAt,
            DueAt = kept.DueAt,
            AutoBurn = !kept.Stays,
            // Earlier versions kept the hash, twice as long.
            IsOpenToStimuli = !kept.IsOfItsExecution ?? kept.OldHash?.StartsWith(Burst.HashOf(kept.Name, payload), StringComparison.Ordinal) == true,
        };
    }

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
        writer.WritePropertyName(Keys.Incidents);
        JsonSerializer.Serialize(writer, instance.Incidents);
    }

    // All where an expression of the definition can ask for them, otherwise only those that activities ask for: they would make every instance larger.
    private static HashSet<string> WriteOutputs(Utf8JsonWriter writer, WorkflowInstance instance)
    {
        var started = instance.Executions.Select(e => e.Activity.ScopedId).ToHashSet(StringComparer.Ordinal);
        if (instance.ActivityOutputs.Count == 0)
            return started;
        var all = UsesOutputs(instance.Definition);
        var kept = new List<(string Container, string Activity, Dictionary<string, object?> Values)>();
        foreach (var (nodeId, outputs) in instance.ActivityOutputs)
        {
            if (KeptOf(instance, nodeId, outputs, all) is not { Count: > 0 } values)
                continue;
            var end = nodeId.LastIndexOf(':');
            kept.Add((end < 0 ? "" : nodeId[..end], nodeId[(end + 1)..], values));
            if (instance.Definition.Graph.FindByNodeId(nodeId) is { } activity)
                started.Add(activity.ScopedId);
        }

        if (kept.Count == 0)
            return started;
        writer.WriteStartObject(Keys.Outputs);
        foreach (var container in kept.GroupBy(o => o.Container, StringComparer.Ordinal))
        {
            writer.WriteStartObject(container.Key);
            foreach (var (_, activity, values) in container)
                WriteMap(writer, activity, values);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        return started;
    }

    // Nothing is what is told of an output that is not there.
    private static Dictionary<string, object?>? KeptOf(WorkflowInstance instance, string nodeId, Dictionary<string, object?> outputs, bool all)
    {
        if (all)
            return outputs.Where(o => o.Value is not null).ToDictionary();
        return instance.Definition.Graph.FindByNodeId(nodeId) is { } activity
            ? ActivityDescriptor.Of(activity.GetType()).Outputs.Where(o => o.Facts.IsKept && outputs.GetValueOrDefault(o.Name) is not null).ToDictionary(o => o.Name, o => outputs[o.Name])
            : null;
    }

    // Of those that stand or left outputs it is known that they were started once. In an order that does not depend on which of them are known.
    private static void WriteStarts(Utf8JsonWriter writer, WorkflowInstance instance, HashSet<string> startedOnce)
    {
        var others = instance.Starts.Where(s => s.Value != 1 || !startedOnce.Contains(s.Key)).OrderBy(s => s.Key, StringComparer.Ordinal).ToList();
        if (others.Count == 0)
            return;
        writer.WriteStartObject(Keys.Starts);
        foreach (var (activity, count) in others)
            writer.WriteNumber(activity, count);
        writer.WriteEndObject();
    }

    private static void ReadStarts(JsonElement? starts, WorkflowInstance instance)
    {
        if (starts is { } counted)
        {
            // Earlier versions counted all.
            var graph = instance.Definition.Graph;
            foreach (var count in counted.EnumerateObject().Where(c => (graph.FindById(c.Name) ?? graph.FindByNodeId(c.Name)) is { CountsRounds: true }))
                instance.Starts[count.Name] = count.Value.GetInt32();
        }

        foreach (var activity in instance.Executions.Select(e => e.Activity).Concat(instance.ActivityOutputs.Keys.Select(instance.Definition.Graph.FindByNodeId)))
        {
            if (activity is { CountsRounds: true })
                instance.Starts.TryAdd(activity.ScopedId, 1);
        }
    }

    private static void WriteWayBack(Utf8JsonWriter writer, WorkflowInstance instance, ArrayBufferWriter<byte> written)
    {
        if (instance.WayBack is not { } way || instance.Status == WorkflowStatus.Finished)
            return;
        writer.WriteStartObject(Keys.WayBack);
        writer.WriteString(Keys.OfBookmark, way.BookmarkId);
        WriteNode(writer, Keys.Facts, way.Facts);
        if (way.MovedByClock.Count > 0)
        {
            writer.WritePropertyName(Keys.MovedByClock);
            JsonSerializer.Serialize(writer, way.MovedByClock);
        }

        // The state before is mostly the state now.
        writer.WritePropertyName(Keys.Before);
        writer.Flush();
        Pieces.Write(writer, written.WrittenSpan.ToArray(), way.Before);
        writer.WriteEndObject();
    }

    private static WayBack ReadWayBack(KeptWayBack kept)
    {
        var way = new WayBack { BookmarkId = kept.BookmarkId, Before = kept.Before, Facts = kept.Facts is { } facts ? JsonObject.Create(facts.Clone()) : null };
        foreach (var (execution, outcomes) in kept.MovedByClock)
            way.MovedByClock[execution] = outcomes;
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
        WriteMap(writer, Keys.Input, declared.Count == 0
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

    private static void ReadMap(JsonElement? json, Dictionary<string, object?> map)
    {
        if (json is not { } values)
            return;
        foreach (var property in values.EnumerateObject())
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
                JsonSerializer.Serialize(writer, value, value.GetType(), Conversion.Json);
                break;
            case JsonElement json:
                json.WriteTo(writer);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            default:
                // Only what a script changed in an input can be otherwise; one value is lost then, not the instance.
                if (KeptValue.CanBeKept(value))
                    JsonSerializer.Serialize(writer, value, value.GetType(), Conversion.Json);
                else
                    writer.WriteNullValue();
                break;
        }
    }
}
