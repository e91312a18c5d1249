using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienThong.Workflows.Expressions.JavaScript;
using LienThong.Workflows.Links;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>What a script of a definition can call (elsa-format §4.1): the instance, its variables, inputs and outputs, and small conversions.</summary>
internal sealed class JavaScriptScope(ActivityContext context) : IScriptScope
{
    // As Elsa's: letters of every language stay, signs that mean something in HTML do not.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private delegate object? Function(ActivityContext context, ReadOnlySpan<object?> arguments);

    private static readonly Dictionary<string, Function> Functions = new(StringComparer.Ordinal)
    {
        ["getWorkflowDefinitionId"] = (c, _) => c.Workflow.DefinitionId,
        ["getWorkflowDefinitionVersionId"] = (c, _) => c.Workflow.DefinitionVersionId,
        ["getWorkflowDefinitionVersion"] = (c, _) => c.Workflow.DefinitionVersion,
        ["getWorkflowInstanceId"] = (c, _) => c.Workflow.InstanceId,
        ["getCorrelationId"] = (c, _) => c.Workflow.CorrelationId,
        ["setCorrelationId"] = (c, a) => Nothing(() => c.SetCorrelationId, Text(a, 0)),
        ["getWorkflowInstanceName"] = (c, _) => c.Workflow.Name,
        ["setWorkflowInstanceName"] = (c, a) => Nothing(() => c.SetWorkflowName, Text(a, 0)),
        ["getVariable"] = (c, a) => Variable(c, Required(a, 0)),
        ["setVariable"] = SetVariable,
        ["getInput"] = (c, a) => Input(c, Required(a, 0)),
        ["getOutputFrom"] = (c, a) => c.OutputOf(Required(a, 0), Text(a, 1)),
        ["getLastResult"] = (c, _) => c.LastResult,
        ["setOutcome"] = (c, a) => { c.ChosenOutcomes = Text(a, 0) is { } outcome ? [outcome] : null; return null; },
        ["setOutcomes"] = (c, a) => { c.ChosenOutcomes = Conversion.To<List<string>>(a.Length > 0 ? a[0] : null); return null; },
        ["newGuid"] = (c, _) => c.NewGuid().ToString("D"),
        ["newGuidString"] = (c, _) => c.NewGuid().ToString("D"),
        ["getGuidString"] = (c, _) => c.NewGuid().ToString("D"),
        ["newShortGuid"] = (c, _) => ShortGuid(c.NewGuid()),
        ["getShortGuid"] = (c, _) => ShortGuid(c.NewGuid()),
        ["parseGuid"] = (_, a) => Guid.Parse(Required(a, 0)).ToString("D"),
        ["isNullOrWhiteSpace"] = (_, a) => string.IsNullOrWhiteSpace(Text(a, 0)),
        ["isNullOrEmpty"] = (_, a) => string.IsNullOrEmpty(Text(a, 0)),
        ["toJson"] = (_, a) => Conversion.ToNode(a.Length > 0 ? a[0] : null)?.ToJsonString(Json) ?? "null",
        ["bytesToString"] = (_, a) => Encoding.UTF8.GetString(Bytes(a)),
        ["bytesFromString"] = (_, a) => Encoding.UTF8.GetBytes(Required(a, 0)),
        ["bytesToBase64"] = (_, a) => Convert.ToBase64String(Bytes(a)),
        ["bytesFromBase64"] = (_, a) => Convert.FromBase64String(Required(a, 0)),
        ["streamToBytes"] = (_, a) => Bytes(a),
        ["streamToBase64"] = (_, a) => Convert.ToBase64String(Bytes(a)),
        ["stringToBase64"] = (_, a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Required(a, 0))),
        ["createEventTriggerUrl"] = (c, a) => EventUrl(c, Required(a, 0), a.Length > 1 ? a[1] : null),
        ["stringFromBase64"] = (_, a) => Encoding.UTF8.GetString(Convert.FromBase64String(Required(a, 0))),
    };

    public bool TryGet(string name, out object? value)
    {
        if (Functions.TryGetValue(name, out var function))
        {
            value = (HostFunction)(arguments => function(context, arguments));
            return true;
        }

        if (name == "variables")
        {
            value = new Variables(context);
            return true;
        }

        return TryGetAccessor(name, out value);
    }

    // Generated accessors: get<Var>(), set<Var>(v), get<Input>(), get<Output>From<Activity>().
    private bool TryGetAccessor(string name, out object? value)
    {
        value = null;
        if (name.Length <= 3 || char.IsLower(name[3]))
            return false;
        var subject = name[3..];
        if (name.StartsWith("get", StringComparison.Ordinal))
        {
            if (FindVariable(subject) is { } variable)
                value = (HostFunction)(_ => Variable(context, variable));
            else if (context.FindOutput(subject) is { } output)
                value = (HostFunction)(_ => context.OutputOf(output.ActivityId, output.Output));
            else if (IsInput(subject))
                value = (HostFunction)(_ => Input(context, subject));
            return value is not null;
        }

        if (name.StartsWith("set", StringComparison.Ordinal) && FindVariable(subject) is { } target)
        {
            value = (HostFunction)(arguments =>
            {
                context.TrySetVariable(target, arguments.Length > 0 ? arguments[0] : null);
                return null;
            });
            return true;
        }

        return false;
    }

    private bool IsInput(string pascalName)
    {
        var outermost = context;
        while (outermost.Parent is { } parent)
            outermost = parent;
        return outermost.Activity is Workflow workflow && workflow.Definition.Inputs.Any(i => i.Name.Equals(pascalName, StringComparison.OrdinalIgnoreCase))
            || context.WorkflowInput(pascalName) is not null;
    }

    // Accessors are in Pascal case whatever the variable's own case is.
    private string? FindVariable(string pascalName) =>
        context.TryGetVariable(pascalName, out _) ? pascalName
        : char.ToLowerInvariant(pascalName[0]) + pascalName[1..] is var camel && context.TryGetVariable(camel, out _) ? camel
        : null;

    // Inside a workflow used as an activity its inputs are variables (elsa-format §4.1).
    private static object? Input(ActivityContext context, string name) => context.WorkflowInput(name);

    // A script may change what a variable holds; where that cannot take the change, the variable gets what it became.
    private static ChangeableValue? Variable(ActivityContext context, string name) =>
        !context.TryGetVariable(name, out var value) || value is null
            ? null
            : new ChangeableValue(value, changed =>
            {
                if (context.TryGetVariable(name, out var now) && ReferenceEquals(now, value))
                    context.TrySetVariable(name, changed);
            });

    private static object? SetVariable(ActivityContext context, ReadOnlySpan<object?> arguments)
    {
        var name = Required(arguments, 0);
        var value = arguments.Length > 1 ? arguments[1] : null;
        if (!context.TrySetVariable(name, value))
            context.DeclareAround(name, value);
        return null;
    }

    private static object? Nothing(Func<Action<string?>> action, string? value)
    {
        action()(value);
        return null;
    }

    private static string EventUrl(ActivityContext context, string eventName, object? lifetimeOrEnd) =>
        context.Services.GetService(typeof(SignedLinks)) is SignedLinks links
            ? links.ToTell(context.Workflow.InstanceId, eventName, links.EndFrom(lifetimeOrEnd)).Url
            : throw new InvalidOperationException("Ở đây không tạo được đường dẫn: máy chủ chưa có địa chỉ.");

    private static string? Text(ReadOnlySpan<object?> arguments, int index) => index < arguments.Length ? Conversion.To<string>(arguments[index]) : null;

    private static string Required(ReadOnlySpan<object?> arguments, int index) =>
        Text(arguments, index) ?? throw new ArgumentException($"Argument {index + 1} is missing.");

    private static byte[] Bytes(ReadOnlySpan<object?> arguments) => arguments switch
    {
        [byte[] bytes, ..] => bytes,
        [MemoryStream stream, ..] => stream.ToArray(),
        [Stream stream, ..] => Read(stream),
        [IEnumerable<object?> items, ..] => [.. items.Select(Conversion.To<byte>)],
        _ => throw new ArgumentException("Argument 1 must be bytes or a stream."),
    };

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    // As Elsa makes it: only letters and digits are left, so its length varies a little.
    private static string ShortGuid(Guid guid) =>
        new([.. Convert.ToBase64String(guid.ToByteArray()).Where(char.IsAsciiLetterOrDigit)]);

    /// <summary>The object <c>variables</c>: members are the variables in scope, and can be set.</summary>
    private sealed class Variables(ActivityContext context) : HostObject
    {
        public override bool TryGet(string name, out object? value)
        {
            value = Variable(context, name);
            return value is not null || context.TryGetVariable(name, out _);
        }

        public override bool Set(string name, object? value)
        {
            if (!context.TrySetVariable(name, value))
                context.DeclareAround(name, value);
            return true;
        }
    }
}
