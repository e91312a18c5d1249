using System.Globalization;
using System.Reflection;
using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Reads activities (elsa-format §2): finds the class by type name and fills its inputs, outputs, ports and plain properties.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, WorkflowUse? use)
{
    public Activity Read(JsonElement json, string path, int depth)
    {
        if (depth > WorkflowGraph.MaxDepth)
            throw new InvalidDefinitionException("definition.too-deep", $"Các bước lồng nhau quá {WorkflowGraph.MaxDepth} cấp, tại {path}.");
        if (json.ValueKind != JsonValueKind.Object)
            throw new InvalidDefinitionException("definition.invalid-activity", $"Chỗ {path} phải là một bước (đối tượng JSON).");
        var keys = new JsonKeys(json);
        var typeName = keys.Text("type")
            ?? throw new InvalidDefinitionException("definition.activity-without-type", $"Bước tại {path} thiếu khóa \"type\".");
        use?.Count();
        var descriptor = registry.Find(typeName);
        if (descriptor is null && use is not null && registry.Workflows.Find(WorkflowReference.Of(keys, typeName)) is { } used)
            return ReadUse(use, used.Definition, json, keys, typeName, path, depth);
        var activity = descriptor is null
            ? new NotFoundActivity { MissingTypeName = typeName }
            : (Activity)Activator.CreateInstance(descriptor.ActivityType)!;
        ReadCommon(activity, json, keys, typeName, path);
        if (descriptor is null)
            return activity;
        foreach (var port in descriptor.Ports)
            ReadPort(activity, port, keys, path, depth);
        foreach (var input in descriptor.Inputs)
            ReadInput(activity, input, keys);
        foreach (var output in descriptor.Outputs)
            ReadOutput(activity, output, keys);
        foreach (var property in descriptor.Plain)
            ReadPlain(activity, property, keys, path, depth);
        return activity;
    }

    // Each use has activities of its own, read from the text of the version.
    private WorkflowDefinitionActivity ReadUse(WorkflowUse within, WorkflowDefinition used, JsonElement json, JsonKeys keys, string typeName, string path, int depth)
    {
        // Two more levels: the activity and the workflow in it.
        var definition = within.Within(used.DefinitionId, () => DefinitionReader.Read(used.AsRead ?? default, this, path, depth + 2));
        var arguments = new Dictionary<string, Input<object>>(StringComparer.Ordinal);
        foreach (var input in definition.Inputs)
        {
            if (WorkflowTypes.KeyOf(input.Name) is { } key && keys.Find(key) is { } value && ReadInputExpression(value) is { } expression)
                arguments[input.Name] = new Input<object>(expression);
        }

        var results = new Dictionary<string, Output<object>>(StringComparer.Ordinal);
        foreach (var output in definition.Outputs)
        {
            var target = WorkflowTypes.KeyOf(output.Name) is { } key && keys.Find(key) is { ValueKind: JsonValueKind.Object } value ? TargetOf(value) : null;
            results[output.Name] = new Output<object>(target) { Name = output.Name };
        }

        var activity = new WorkflowDefinitionActivity(definition, arguments, results);
        ReadCommon(activity, json, keys, typeName, path);
        activity.Version = definition.Version;
        return activity;
    }

    private static void ReadCommon(Activity activity, JsonElement json, JsonKeys keys, string typeName, string path)
    {
        activity.AsRead = json;
        activity.Type = typeName;
        activity.Id = keys.Text("id") ?? "";
        activity.Name = keys.Text("name");
        activity.Version = keys.Version(path) ?? 1;
        activity.Metadata = keys.Find("metadata");
        activity.CustomProperties = PlainValues.ReadMap(keys.Find("customProperties"), $"{path}.customProperties");
        activity.LogPersistence = LogPersistenceReader.Read(activity.CustomProperties);
        activity.CanStartWorkflow = Flag("canStartWorkflow");
        activity.RunAsynchronously = Flag("runAsynchronously");

        // Both stand among the custom properties or, in other files, at the activity itself; in any case (elsa-format §2).
        bool Flag(string key) =>
            activity.CustomProperties.TryGetValue(key, out var value) && value.ValueKind == JsonValueKind.True || keys.Flag(key) == true;
    }

    private void ReadPort(Activity activity, PortDescriptor port, JsonKeys keys, string path, int depth)
    {
        if (keys.Find(port.Name) is not { } json || json.ValueKind == JsonValueKind.Null)
            return;
        var place = $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(port.Name)}";
        if (!port.IsList)
        {
            port.Property.SetValue(activity, Read(json, place, depth + 1));
            return;
        }

        var children = PlainValues.Items(json, place).Select((item, i) => Read(item, $"{place}[{i.ToString(CultureInfo.InvariantCulture)}]", depth + 1)).ToList();
        port.Property.SetValue(activity, children);
    }

    private static void ReadInput(Activity activity, InputDescriptor input, JsonKeys keys)
    {
        // A missing key keeps what the class starts with; an explicit null takes the descriptor's default (elsa-format §2.1).
        if (keys.Find(input.Name) is not { } json)
            return;
        var expression = ReadInputExpression(json);
        if (expression is null && input.Facts.DefaultValue is { } standard)
            expression = Expression.Of(standard);
        input.Property.SetValue(
            activity,
            expression is null ? null : Activator.CreateInstance(input.Property.PropertyType, [expression]));
    }

    private static Expression? ReadInputExpression(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                return Expression.Of(ReadExpressionValue(json));
            case JsonValueKind.Object:
                var keys = new JsonKeys(json);
                return keys.Find("typeName") is null || keys.Find("expression") is not { ValueKind: JsonValueKind.Object } expression
                    ? null
                    : ReadExpression(expression);
            default:
                return null;
        }
    }

    internal static Expression ReadExpression(JsonElement json)
    {
        var keys = new JsonKeys(json);
        return new Expression(keys.Text("type") ?? "Literal", keys.Find("value") is { } value ? ReadExpressionValue(value) : null);
    }

    // elsa-format §3: numbers are decimals, objects and lists stay JSON text.
    private static object? ReadExpressionValue(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => json.GetRawText(),
    };

    private static void ReadOutput(Activity activity, OutputDescriptor output, JsonKeys keys)
    {
        if (keys.Find(output.Name) is not { ValueKind: JsonValueKind.Object } json)
            return;
        output.Property.SetValue(activity, Activator.CreateInstance(output.Property.PropertyType, [TargetOf(json)]));
    }

    private static string? TargetOf(JsonElement output) =>
        new JsonKeys(output).Find("memoryReference") is { ValueKind: JsonValueKind.Object } reference ? new JsonKeys(reference).Text("id") : null;

    private void ReadPlain(Activity activity, PropertyInfo property, JsonKeys keys, string path, int depth)
    {
        if (keys.Find(JsonNamingPolicy.CamelCase.ConvertName(property.Name)) is not { ValueKind: not JsonValueKind.Null } json)
            return;
        object? value;
        var place = $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(property.Name)}";
        if (property.PropertyType == typeof(IReadOnlyList<Variable>))
            value = PlainValues.ReadVariables(json, place);
        else if (property.PropertyType == typeof(IReadOnlyList<Connection>))
            value = PlainValues.ReadConnections(json, [.. activity.Children().Select(c => c.Child)], place);
        else if (property.PropertyType == typeof(IReadOnlyList<SwitchCase>))
            value = ReadCases(json, place, depth);
        else if (property.PropertyType == typeof(IReadOnlyList<MachineState>))
            value = ReadStates(json, place, depth);
        else if (property.PropertyType == typeof(IReadOnlyList<MachineTransition>))
            value = ReadTransitions(json, place, depth);
        else if (property.PropertyType == typeof(IReadOnlyList<HttpStatusCodeCase>))
            value = ReadStatusCodes(json, place, depth);
        else if (property.PropertyType == typeof(Variable))
            value = PlainValues.ReadVariable(json);
        else
            value = Conversion.To(json, property.PropertyType);
        if (value is not null)
            property.SetValue(activity, value);
    }

    private List<SwitchCase> ReadCases(JsonElement json, string list, int depth) =>
    [
        .. PlainValues.Objects(json, list).Select(found =>
        {
            var keys = new JsonKeys(found.Item);
            var condition = keys.Find("condition") is { ValueKind: JsonValueKind.Object } expression ? ReadExpression(expression) : Expression.Nothing;
            return new SwitchCase(keys.Text("label") ?? "", condition, ReadNested(keys, "activity", found.Place, depth));
        }),
    ];

    private List<HttpStatusCodeCase> ReadStatusCodes(JsonElement json, string list, int depth) =>
    [
        .. PlainValues.Objects(json, list).Select(found =>
        {
            var keys = new JsonKeys(found.Item);
            return new HttpStatusCodeCase(
                Conversion.To<int>(keys.Find("statusCode")), ReadNested(keys, "activity", found.Place, depth));
        }),
    ];

    private List<MachineState> ReadStates(JsonElement json, string list, int depth) =>
    [
        .. PlainValues.Objects(json, list).Select(found =>
        {
            var keys = new JsonKeys(found.Item);
            return new MachineState(keys.Text("name") ?? "", ReadNested(keys, "entry", found.Place, depth), ReadNested(keys, "exit", found.Place, depth));
        }),
    ];

    private List<MachineTransition> ReadTransitions(JsonElement json, string list, int depth) =>
    [
        .. PlainValues.Objects(json, list).Select(found =>
        {
            var keys = new JsonKeys(found.Item);
            return new MachineTransition(
                keys.Text("from") ?? "", keys.Text("to") ?? "", ReadNested(keys, "trigger", found.Place, depth), ReadCondition(keys), ReadNested(keys, "action", found.Place, depth))
            {
                Name = keys.Text("name"),
                DisplayName = keys.Text("displayName"),
            };
        }),
    ];

    // An input wrapper or, as in the cases of a switch, a bare expression.
    private static Expression? ReadCondition(JsonKeys keys) => keys.Find("condition") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } json when new JsonKeys(json).Find("expression") is { ValueKind: JsonValueKind.Object } wrapped => ReadExpression(wrapped),
        { ValueKind: JsonValueKind.Object } json => new JsonKeys(json).Find("type") is null ? null : ReadExpression(json),
        { } json => ReadInputExpression(json),
    };

    private Activity? ReadNested(JsonKeys keys, string key, string place, int depth) =>
        keys.Find(key) is { ValueKind: not JsonValueKind.Null } json ? Read(json, $"{place}.{key}", depth + 1) : null;
}
