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

    private static readonly Dictionary<string, ScriptFunction> Functions = new(StringComparer.Ordinal)
    {
        ["getWorkflowDefinitionId"] = new("(): string", "Mã quy trình.", (c, _) => c.Workflow.DefinitionId),
        ["getWorkflowDefinitionVersionId"] = new("(): string", "Mã của phiên bản quy trình đang chạy.", (c, _) => c.Workflow.DefinitionVersionId),
        ["getWorkflowDefinitionVersion"] = new("(): number", "Số của phiên bản quy trình đang chạy.", (c, _) => c.Workflow.DefinitionVersion),
        ["getWorkflowInstanceId"] = new("(): string", "Mã lượt chạy.", (c, _) => c.Workflow.InstanceId),
        ["getCorrelationId"] = new("(): string | null", "Mã liên kết của lượt chạy.", (c, _) => c.Workflow.CorrelationId),
        ["setCorrelationId"] = new("(correlationId: string | null): void", "Đặt mã liên kết cho lượt chạy.", (c, a) => Nothing(() => c.SetCorrelationId, Text(a, 0))),
        ["getWorkflowInstanceName"] = new("(): string | null", "Tên lượt chạy.", (c, _) => c.Workflow.Name),
        ["setWorkflowInstanceName"] = new("(name: string | null): void", "Đặt tên cho lượt chạy.", (c, a) => Nothing(() => c.SetWorkflowName, Text(a, 0))),
        ["getVariable"] = new("(name: string): any", "Giá trị của biến.", (c, a) => Variable(c, Required(a, 0))),
        ["setVariable"] = new("(name: string, value: any): void", "Gán giá trị cho biến; biến chưa có thì được tạo.", SetVariable),
        ["getInput"] = new("(name: string): any", "Đầu vào của quy trình.", (c, a) => Input(c, Required(a, 0))),
        ["getOutputFrom"] = new("(activityIdOrName: string, outputName?: string): any", "Đầu ra của một bước đã chạy.", (c, a) => c.OutputOf(Required(a, 0), Text(a, 1))),
        ["getLastResult"] = new("(): any", "Kết quả của bước vừa chạy.", (c, _) => c.LastResult),
        ["setOutcome"] = new("(outcome: string): void", "Chọn nhánh ra của bước chạy JavaScript.", (c, a) => { c.ChosenOutcomes = Text(a, 0) is { } outcome ? [outcome] : null; return null; }),
        ["setOutcomes"] = new("(outcomes: string[]): void", "Chọn các nhánh ra của bước chạy JavaScript.", (c, a) => { c.ChosenOutcomes = Conversion.To<List<string>>(a.Length > 0 ? a[0] : null); return null; }),
        ["newGuid"] = new("(): string", "Mã định danh mới.", (c, _) => c.NewGuid().ToString("D")),
        ["newGuidString"] = new("(): string", "Mã định danh mới.", (c, _) => c.NewGuid().ToString("D")),
        ["getGuidString"] = new("(): string", "Mã định danh mới (tên cũ).", (c, _) => c.NewGuid().ToString("D")),
        ["newShortGuid"] = new("(): string", "Mã định danh mới, dạng ngắn.", (c, _) => ShortGuid(c.NewGuid())),
        ["getShortGuid"] = new("(): string", "Mã định danh mới, dạng ngắn (tên cũ).", (c, _) => ShortGuid(c.NewGuid())),
        ["parseGuid"] = new("(text: string): string", "Đọc một mã định danh; sai dạng thì báo lỗi.", (_, a) => Guid.Parse(Required(a, 0)).ToString("D")),
        ["isNullOrWhiteSpace"] = new("(text: string | null | undefined): boolean", "Không có gì, hoặc chỉ có khoảng trắng.", (_, a) => string.IsNullOrWhiteSpace(Text(a, 0))),
        ["isNullOrEmpty"] = new("(text: string | null | undefined): boolean", "Không có gì.", (_, a) => string.IsNullOrEmpty(Text(a, 0))),
        ["toJson"] = new("(value: any): string", "Viết giá trị thành văn bản JSON.", (_, a) => Conversion.ToNode(a.Length > 0 ? a[0] : null)?.ToJsonString(Json) ?? "null"),
        ["bytesToString"] = new("(bytes: any): string", "Đọc dãy byte là văn bản UTF-8.", (_, a) => Encoding.UTF8.GetString(Bytes(a))),
        ["bytesFromString"] = new("(text: string): any", "Viết văn bản thành dãy byte UTF-8.", (_, a) => Encoding.UTF8.GetBytes(Required(a, 0))),
        ["bytesToBase64"] = new("(bytes: any): string", "Viết dãy byte ở dạng Base64.", (_, a) => Convert.ToBase64String(Bytes(a))),
        ["bytesFromBase64"] = new("(base64: string): any", "Đọc dãy byte từ dạng Base64.", (_, a) => Convert.FromBase64String(Required(a, 0))),
        ["streamToBytes"] = new("(stream: any): any", "Đọc luồng thành dãy byte.", (_, a) => Bytes(a)),
        ["streamToBase64"] = new("(stream: any): string", "Đọc luồng, viết ở dạng Base64.", (_, a) => Convert.ToBase64String(Bytes(a))),
        ["stringToBase64"] = new("(text: string): string", "Viết văn bản ở dạng Base64.", (_, a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Required(a, 0)))),
        ["createEventTriggerUrl"] = new("(eventName: string, lifetimeOrEnd?: any): string", "Đường dẫn để người ngoài phát sự kiện cho lượt chạy này; lifetimeOrEnd là khoảng thời gian hoặc thời điểm hết hạn.", (c, a) => EventUrl(c, Required(a, 0), a.Length > 1 ? a[1] : null)),
        ["stringFromBase64"] = new("(base64: string): string", "Đọc văn bản từ dạng Base64.", (_, a) => Encoding.UTF8.GetString(Convert.FromBase64String(Required(a, 0)))),
    };

    /// <summary>Every function with its signature in TypeScript and what it does.</summary>
    public static IEnumerable<(string Name, string Signature, string Summary)> Declared => Functions.Select(f => (f.Key, f.Value.Signature, f.Value.Summary));

    public bool TryGet(string name, out object? value)
    {
        if (Functions.TryGetValue(name, out var function))
        {
            value = (HostFunction)(arguments => function.Call(context, arguments));
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

    /// <param name="Signature">In TypeScript, for the editor.</param>
    /// <param name="Summary">One sentence for who writes the script.</param>
    /// <param name="Call">What it does.</param>
    private sealed record ScriptFunction(string Signature, string Summary, Function Call);
}
