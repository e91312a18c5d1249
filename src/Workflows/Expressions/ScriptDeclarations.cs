using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>What scripts of a definition can call, as declarations in TypeScript for an editor: functions, variables, inputs, outputs of activities, types of .NET.</summary>
public static partial class ScriptDeclarations
{
    private const string Anything = "any";
    private const int MostAccessors = 2_000;

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(string)] = "string",
        [typeof(Guid)] = "string",
        [typeof(bool)] = "boolean",
        [typeof(DateTime)] = "NetDate",
        [typeof(DateTimeOffset)] = "NetDate",
        [typeof(TimeSpan)] = "NetTimeSpan",
        [typeof(HttpStatusCode)] = "string",
        [typeof(IDictionary<string, object?>)] = "Record<string, any>",
        [typeof(IDictionary<string, string?>)] = "Record<string, string>",
        [typeof(JsonObject)] = "Record<string, any>",
        [typeof(JsonArray)] = "any[]",
        [typeof(JsonElement)] = Anything,
        [typeof(JsonNode)] = Anything,
        [typeof(byte[])] = Anything,
    };

    // The members that scripts reach by either case are declared in camel case, as Elsa's editor does.
    private const string NetTypes = """
        /** Ngày giờ của .NET; cũng có mọi thành phần của Date. */
        interface NetDate extends Date {
          readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number;
          readonly millisecond: number; readonly dayOfYear: number; readonly dayOfWeek: string; readonly ticks: number; readonly offset: NetTimeSpan;
          readonly date: NetDate; readonly timeOfDay: NetTimeSpan; readonly utcDateTime: NetDate; readonly dateTime: NetDate;
          addYears(years: number): NetDate; addMonths(months: number): NetDate; addDays(days: number): NetDate; addHours(hours: number): NetDate;
          addMinutes(minutes: number): NetDate; addSeconds(seconds: number): NetDate; addMilliseconds(milliseconds: number): NetDate;
          add(span: NetTimeSpan | string): NetDate; subtract(other: NetDate): NetTimeSpan; subtract(span: NetTimeSpan | string): NetDate;
          compareTo(other: NetDate | string): number; equals(other: NetDate): boolean; toUniversalTime(): NetDate; toOffset(offset: NetTimeSpan | string): NetDate;
          toUnixTimeMilliseconds(): number; toUnixTimeSeconds(): number;
          /** Viết theo định dạng của .NET, ví dụ dd/MM/yyyy. */
          ToString(format?: string): string;
        }
        /** Khoảng thời gian của .NET. */
        interface NetTimeSpan {
          readonly days: number; readonly hours: number; readonly minutes: number; readonly seconds: number; readonly milliseconds: number; readonly ticks: number;
          readonly totalDays: number; readonly totalHours: number; readonly totalMinutes: number; readonly totalSeconds: number; readonly totalMilliseconds: number;
          add(other: NetTimeSpan | string): NetTimeSpan; subtract(other: NetTimeSpan | string): NetTimeSpan; multiply(factor: number): NetTimeSpan;
          divide(divisor: number): NetTimeSpan; negate(): NetTimeSpan; duration(): NetTimeSpan; compareTo(other: NetTimeSpan | string): number; toString(format?: string): string;
        }
        /** Ngày giờ; giờ của hệ thống là UTC. */
        declare const DateTime: {
          new (year: number, month: number, day?: number, hour?: number, minute?: number, second?: number, millisecond?: number): NetDate;
          readonly now: NetDate; readonly utcNow: NetDate; readonly today: NetDate; readonly minValue: NetDate; readonly maxValue: NetDate; readonly unixEpoch: NetDate;
          daysInMonth(year: number, month: number): number; isLeapYear(year: number): boolean; parse(text: string): NetDate; parseExact(text: string, format: string): NetDate;
          compare(a: NetDate | string, b: NetDate | string): number;
        };
        /** Ngày giờ có múi giờ. */
        declare const DateTimeOffset: {
          new (moment: NetDate | string, offset?: NetTimeSpan | string): NetDate;
          new (year: number, month: number, day: number, hour?: number, minute?: number, second?: number, offset?: NetTimeSpan | string): NetDate;
          readonly now: NetDate; readonly utcNow: NetDate; readonly minValue: NetDate; readonly maxValue: NetDate; readonly unixEpoch: NetDate;
          fromUnixTimeMilliseconds(milliseconds: number): NetDate; fromUnixTimeSeconds(seconds: number): NetDate; parse(text: string): NetDate;
          compare(a: NetDate | string, b: NetDate | string): number;
        };
        /** Khoảng thời gian. */
        declare const TimeSpan: {
          new (hours: number, minutes: number, seconds: number): NetTimeSpan;
          new (days: number, hours: number, minutes: number, seconds: number, milliseconds?: number): NetTimeSpan;
          readonly zero: NetTimeSpan; readonly minValue: NetTimeSpan; readonly maxValue: NetTimeSpan;
          fromDays(days: number): NetTimeSpan; fromHours(hours: number): NetTimeSpan; fromMinutes(minutes: number): NetTimeSpan; fromSeconds(seconds: number): NetTimeSpan;
          fromMilliseconds(milliseconds: number): NetTimeSpan; fromTicks(ticks: number): NetTimeSpan; parse(text: string): NetTimeSpan;
        };
        /** Mã định danh; giá trị là văn bản. */
        declare const Guid: { readonly empty: string; newGuid(): string; createVersion7(): string; parse(text: string): string; };
        /** Số ngẫu nhiên. */
        declare const Random: {
          new (seed?: number): { next(): number; next(max: number): number; next(min: number, max: number): number; nextInt64(max?: number): number; nextDouble(): number; };
        };

        """;

    /// <summary>For the scripts of this definition.</summary>
    public static string For(WorkflowDefinition definition)
    {
        var text = new StringBuilder(NetTypes);
        var scope = definition.Graph.Nodes.Where(node => !node.IsNested).ToList();
        var variables = scope.OfType<IVariableScope>().SelectMany(holder => holder.Variables).DistinctBy(v => v.Name).Where(v => v.Name.Length > 0).ToList();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, signature, summary) in JavaScriptScope.Declared)
        {
            taken.Add(name);
            // The names that are known come first: an editor takes the first signature that fits.
            IEnumerable<(string Name, string Type)> known = name switch
            {
                "getVariable" or "setVariable" => variables.Select(v => (v.Name, TypeOf(v.TypeName, v.IsArray))),
                "getInput" => definition.Inputs.Select(i => (i.Name, TypeOf(i.Type, i.IsArray))),
                _ => [],
            };
            foreach (var (of, type) in known)
                Declare(text, name, name == "setVariable" ? $"(name: {Quoted(of)}, value: {type} | null): void" : $"(name: {Quoted(of)}): {type}", summary);
            Declare(text, name, signature, summary);
        }

        text.AppendLine("/** Các biến của quy trình, đọc và gán được. */").Append("declare const variables: { ");
        foreach (var variable in variables)
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(variable.Name)}: {TypeOf(variable.TypeName, variable.IsArray)}; ");
        text.AppendLine("[name: string]: any };");

        foreach (var (name, signature, summary) in Accessors(definition, variables, scope).Take(MostAccessors))
        {
            if (Identifier().IsMatch(name) && taken.Add(name))
                Declare(text, name, signature, summary);
        }

        return text.ToString();
    }

    // In the order in which the evaluator looks for them.
    private static IEnumerable<(string Name, string Signature, string Summary)> Accessors(WorkflowDefinition definition, List<Variable> variables, List<Activity> scope)
    {
        foreach (var variable in variables)
        {
            var (name, type) = (Capital(variable.Name), TypeOf(variable.TypeName, variable.IsArray));
            yield return ("get" + name, $"(): {type}", "Giá trị của biến.");
            yield return ("set" + name, $"(value: {type} | null): void", "Gán giá trị cho biến.");
        }

        foreach (var activity in scope)
        {
            foreach (var (output, type) in OutputsOf(activity))
                yield return ($"get{output}From{WorkflowGraph.Pascal(string.IsNullOrEmpty(activity.Name) ? activity.Id : activity.Name)}", $"(): {type}", "Đầu ra của một bước đã chạy.");
        }

        foreach (var input in definition.Inputs.Where(i => i.Name.Length > 0))
            yield return ("get" + Capital(input.Name), $"(): {TypeOf(input.Type, input.IsArray)}", "Đầu vào của quy trình.");
    }

    private static IEnumerable<(string Name, string Type)> OutputsOf(Activity activity) => activity is WorkflowDefinitionActivity used
        ? used.Definition.Outputs.Where(o => o.Name.Length > 0).Select(o => (o.Name, TypeOf(o.Type, o.IsArray)))
        : ActivityDescriptor.Of(activity.GetType()).Outputs.Select(o => (o.Name, TypeOf(o.ValueType)));

    private static void Declare(StringBuilder text, string name, string signature, string summary) =>
        text.Append(CultureInfo.InvariantCulture, $"/** {summary} */\ndeclare function {name}{signature};\n");

    private static string TypeOf(string alias, bool isArray) => TypeAliases.Find(alias) is not { } type ? Anything : isArray ? ListOf(TypeOf(type)) : TypeOf(type);

    private static string TypeOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Names.TryGetValue(type, out var name))
            return name;
        if (type.IsPrimitive || type == typeof(decimal))
            return "number";
        if (type.IsArray)
            return ListOf(TypeOf(type.GetElementType()!));
        return type != typeof(object) && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType && type.GetGenericArguments() is [var item] ? ListOf(TypeOf(item)) : Anything;
    }

    private static string ListOf(string item) => item + "[]";

    private static string Quoted(string name) => JsonSerializer.Serialize(name);

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    // A name with a blank can only be asked for by getVariable.
    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Mn}\p{Mc}\p{Nd}_$]*\z")]
    private static partial Regex Identifier();
}
