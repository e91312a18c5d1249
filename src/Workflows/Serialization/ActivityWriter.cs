using System.Reflection;
using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Writes activities (elsa-format §2): as they were read, with ids and node ids brought up to date; from the model when made in code.</summary>
internal static class ActivityWriter
{
    public static void Write(Utf8JsonWriter writer, Activity activity)
    {
        if (activity.AsRead is { } asRead)
            WriteAsRead(writer, activity, asRead);
        else
            WriteMadeInCode(writer, activity);
    }

    public static void WriteVariables(Utf8JsonWriter writer, IReadOnlyList<Variable> variables)
    {
        writer.WriteStartArray();
        foreach (var variable in variables)
            WriteVariable(writer, variable);
        writer.WriteEndArray();
    }

    private static void WriteAsRead(Utf8JsonWriter writer, Activity activity, JsonElement asRead)
    {
        var used = activity as WorkflowDefinitionActivity;
        var ports = activity is NotFoundActivity ? [] : ActivityDescriptor.Of(activity.GetType()).Ports;
        var nested = NestedInPlainValues(activity, ports);
        var hasId = false;
        var (hasUsedId, hasPin) = (used is null, used is null);
        writer.WriteStartObject();
        foreach (var property in asRead.EnumerateObject())
        {
            if (property.Name.Equals("id", StringComparison.OrdinalIgnoreCase))
            {
                hasId = true;
                writer.WriteString(property.Name, activity.Id);
            }
            else if (property.Name.Equals("nodeId", StringComparison.OrdinalIgnoreCase))
            {
                writer.WriteString(property.Name, activity.NodeId);
            }
            else if (used is not null && property.Name.Equals("workflowDefinitionId", StringComparison.OrdinalIgnoreCase))
            {
                hasUsedId = true;
                writer.WriteString(property.Name, used.Definition.DefinitionId);
            }
            else if (used is not null && property.Name.Equals("workflowDefinitionVersionId", StringComparison.OrdinalIgnoreCase))
            {
                hasPin = true;
                writer.WriteString(property.Name, used.Definition.Id);
            }
            else if (used is not null && property.Name.Equals("version", StringComparison.OrdinalIgnoreCase))
            {
                writer.WriteNumber(property.Name, used.Version);
            }
            else if (ports.Find(p => p.Name.Equals(property.Name, StringComparison.OrdinalIgnoreCase)) is { } port)
            {
                writer.WritePropertyName(property.Name);
                WritePort(writer, activity, port, property.Value);
            }
            else if (nested.Count > 0)
            {
                writer.WritePropertyName(property.Name);
                WriteWithNested(writer, property.Value, nested);
            }
            else
            {
                property.WriteTo(writer);
            }
        }

        if (!hasId)
            writer.WriteString("id", activity.Id);
        // What runs stays on the version that it began with, whatever is published under this name later.
        if (!hasUsedId)
            writer.WriteString("workflowDefinitionId", used!.Definition.DefinitionId);
        if (!hasPin)
            writer.WriteString("workflowDefinitionVersionId", used!.Definition.Id);
        writer.WriteEndObject();
    }

    // The cases of a switch and the states of a machine hold activities without being ports.
    private static List<Activity> NestedInPlainValues(Activity activity, List<PortDescriptor> ports) =>
        activity is NotFoundActivity or WorkflowDefinitionActivity
            ? []
            : [.. activity.Children().Select(c => c.Child).Except(ports.SelectMany(p => p.ActivitiesOf(activity)))];

    private static void WriteWithNested(Utf8JsonWriter writer, JsonElement asRead, List<Activity> nested)
    {
        switch (asRead.ValueKind)
        {
            case JsonValueKind.Object when nested.Find(a => a.AsRead is { } own && JsonElement.DeepEquals(own, asRead)) is { } activity:
                nested.Remove(activity);
                Write(writer, activity);
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in asRead.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    WriteWithNested(writer, property.Value, nested);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in asRead.EnumerateArray())
                    WriteWithNested(writer, item, nested);
                writer.WriteEndArray();
                break;
            default:
                asRead.WriteTo(writer);
                break;
        }
    }

    private static void WritePort(Utf8JsonWriter writer, Activity activity, PortDescriptor port, JsonElement asRead)
    {
        switch (port.Property.GetValue(activity))
        {
            case Activity child:
                Write(writer, child);
                break;
            case IReadOnlyList<Activity> children when children.Count > 0 || asRead.ValueKind == JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var child in children)
                    Write(writer, child);
                writer.WriteEndArray();
                break;
            default:
                asRead.WriteTo(writer);
                break;
        }
    }

    private static void WriteMadeInCode(Utf8JsonWriter writer, Activity activity)
    {
        var descriptor = ActivityDescriptor.Of(activity.GetType());
        writer.WriteStartObject();
        writer.WriteString("id", activity.Id);
        writer.WriteString("nodeId", activity.NodeId);
        DefinitionWriter.WriteText(writer, "name", activity.Name);
        writer.WriteString("type", activity.Type);
        writer.WriteNumber("version", activity.Version);
        writer.WriteStartObject("customProperties");
        writer.WriteBoolean("canStartWorkflow", activity.CanStartWorkflow);
        writer.WriteBoolean("runAsynchronously", activity.RunAsynchronously);
        foreach (var (name, value) in activity.CustomProperties)
        {
            if (name.Equals("canStartWorkflow", StringComparison.OrdinalIgnoreCase) || name.Equals("runAsynchronously", StringComparison.OrdinalIgnoreCase))
                continue;
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
        if (activity.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata");
            metadata.WriteTo(writer);
        }

        foreach (var input in descriptor.Inputs)
        {
            writer.WritePropertyName(Camel(input.Name));
            WriteInput(writer, input, (Input?)input.Property.GetValue(activity));
        }

        foreach (var output in descriptor.Outputs)
        {
            writer.WritePropertyName(Camel(output.Name));
            WriteOutput(writer, output, (Output?)output.Property.GetValue(activity));
        }

        foreach (var port in descriptor.Ports)
        {
            writer.WritePropertyName(Camel(port.Name));
            using var nothing = JsonDocument.Parse(port.IsList ? "[]" : "null");
            WritePort(writer, activity, port, nothing.RootElement);
        }

        foreach (var property in descriptor.Plain)
        {
            writer.WritePropertyName(Camel(property.Name));
            WritePlain(writer, property.GetValue(activity), property);
        }

        writer.WriteEndObject();
    }

    private static void WriteInput(Utf8JsonWriter writer, InputDescriptor descriptor, Input? input)
    {
        if (input is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("typeName", TypeAliases.NameOf(descriptor.ValueType));
        writer.WritePropertyName("expression");
        WriteExpression(writer, input.Expression);
        writer.WriteEndObject();
    }

    private static void WriteExpression(Utf8JsonWriter writer, Expression expression)
    {
        writer.WriteStartObject();
        writer.WriteString("type", expression.Type);
        writer.WritePropertyName("value");
        // Elsa writes enums by name (elsa-format §1).
        if (expression.Value is Enum name)
            writer.WriteStringValue(name.ToString());
        else
            JsonSerializer.Serialize(writer, expression.Value);
        writer.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter writer, OutputDescriptor descriptor, Output? output)
    {
        if (output?.Target is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("typeName", TypeAliases.NameOf(descriptor.ValueType));
        writer.WriteStartObject("memoryReference");
        writer.WriteString("id", output.Target);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WritePlain(Utf8JsonWriter writer, object? value, PropertyInfo property)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case IReadOnlyList<Variable> variables:
                WriteVariables(writer, variables);
                break;
            case Variable variable:
                WriteVariable(writer, variable);
                break;
            case IReadOnlyList<Connection> connections:
                writer.WriteStartArray();
                foreach (var connection in connections)
                    WriteConnection(writer, connection);
                writer.WriteEndArray();
                break;
            case IReadOnlyList<SwitchCase> cases:
                writer.WriteStartArray();
                foreach (var one in cases)
                    WriteCase(writer, one);
                writer.WriteEndArray();
                break;
            case IReadOnlyList<MachineState> states:
                writer.WriteStartArray();
                foreach (var state in states)
                    WriteState(writer, state);
                writer.WriteEndArray();
                break;
            case IReadOnlyList<MachineTransition> transitions:
                writer.WriteStartArray();
                foreach (var transition in transitions)
                    WriteTransition(writer, transition);
                writer.WriteEndArray();
                break;
            case Enum name:
                writer.WriteStringValue(name.ToString());
                break;
            default:
                JsonSerializer.Serialize(writer, value, property.PropertyType);
                break;
        }
    }

    private static void WriteConnection(Utf8JsonWriter writer, Connection connection)
    {
        writer.WriteStartObject();
        WriteEnd("source", connection.Source, connection.SourcePort ?? ActivityResult.DoneOutcome);
        WriteEnd("target", connection.Target, connection.TargetPort ?? "In");
        writer.WriteEndObject();

        void WriteEnd(string key, Activity activity, string port)
        {
            writer.WriteStartObject(key);
            writer.WriteString("activity", activity.Id);
            writer.WriteString("port", port);
            writer.WriteEndObject();
        }
    }

    private static void WriteCase(Utf8JsonWriter writer, SwitchCase one)
    {
        writer.WriteStartObject();
        writer.WriteString("label", one.Label);
        writer.WritePropertyName("condition");
        WriteExpression(writer, one.Condition);
        WriteNested(writer, "activity", one.Activity);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, MachineState state)
    {
        writer.WriteStartObject();
        writer.WriteString("name", state.Name);
        WriteNested(writer, "entry", state.Entry);
        WriteNested(writer, "exit", state.Exit);
        writer.WriteEndObject();
    }

    private static void WriteTransition(Utf8JsonWriter writer, MachineTransition transition)
    {
        writer.WriteStartObject();
        DefinitionWriter.WriteText(writer, "name", transition.Name);
        DefinitionWriter.WriteText(writer, "displayName", transition.DisplayName);
        writer.WriteString("from", transition.From);
        writer.WriteString("to", transition.To);
        WriteNested(writer, "trigger", transition.Trigger);
        if (transition.Condition is { } condition)
        {
            writer.WriteStartObject("condition");
            writer.WriteString("typeName", "Boolean");
            writer.WritePropertyName("expression");
            WriteExpression(writer, condition);
            writer.WriteEndObject();
        }

        WriteNested(writer, "action", transition.Action);
        writer.WriteEndObject();
    }

    private static void WriteNested(Utf8JsonWriter writer, string key, Activity? activity)
    {
        if (activity is null)
            return;
        writer.WritePropertyName(key);
        Write(writer, activity);
    }

    private static void WriteVariable(Utf8JsonWriter writer, Variable variable)
    {
        writer.WriteStartObject();
        writer.WriteString("id", variable.Id);
        writer.WriteString("name", variable.Name);
        writer.WriteString("typeName", variable.TypeName);
        writer.WriteBoolean("isArray", variable.IsArray);
        writer.WritePropertyName("value");
        if (variable.Value is { } value)
            value.WriteTo(writer);
        else
            writer.WriteNullValue();
        DefinitionWriter.WriteText(writer, "storageDriverTypeName", variable.StorageDriverTypeName);
        writer.WriteEndObject();
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
