using System.Globalization;
using System.Numerics;
using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>JSON.stringify.</summary>
internal sealed class JsonWriter
{
    private readonly Realm realm;
    private readonly StringBuilder output = new();
    private readonly HashSet<JsObject> open = new(ReferenceEqualityComparer.Instance);
    private readonly JsObject? replacer;
    private readonly List<string>? allowed;
    private readonly string gap;
    private string indent = "";

    public JsonWriter(Realm realm, object? replacer, object? space)
    {
        this.realm = realm;
        if (replacer is JsObject { IsCallable: true } function)
            this.replacer = function;
        else if (replacer is JsArray list)
            allowed = [.. Iteration.ToList(realm, list).Where(i => i is string or double or JsString or JsPrimitive { Value: double }).Select(Coercion.ToText).Distinct()];
        space = space switch { JsPrimitive { Value: double } => Coercion.ToNumber(space), JsString => Coercion.ToText(space), _ => space };
        gap = space switch
        {
            double d => new string(' ', (int)Math.Clamp(Coercion.ToInteger(d), 0, 10)),
            string s => s[..Math.Min(s.Length, 10)],
            _ => "",
        };
    }

    public string? Write(object? value)
    {
        var holder = new JsObject(realm.ObjectPrototype);
        holder.Put("", value);
        return TryWrite(holder, "", value) ? realm.Budget.Text(output.ToString()) : null;
    }

    /// <summary>False for what JSON leaves out: undefined, functions, symbols.</summary>
    private bool TryWrite(JsObject holder, string key, object? value)
    {
        Budget.CheckStack();
        realm.Budget.Step();
        if (output.Length > realm.Budget.Limits.MaxStringLength)
            realm.Budget.CheckLength(output.Length);
        if (value is JsObject or BigInteger && realm.GetMember(value, "toJSON") is JsObject { IsCallable: true } convert)
            value = convert.Call(value, [key]);
        if (replacer is not null)
            value = replacer.Call(holder, [key, value]);
        switch (value)
        {
            case JsString wrapper:
                value = Coercion.ToText(wrapper);
                break;
            case JsPrimitive { Value: double } wrapper:
                value = Coercion.ToNumber(wrapper);
                break;
            case JsPrimitive { Value: bool or BigInteger } wrapper:
                value = wrapper.Value;
                break;
        }
        switch (value)
        {
            case null or Symbol or JsObject { IsCallable: true }:
                return false;
            case string text:
                Quote(text);
                break;
            case double number:
                output.Append(double.IsFinite(number) ? NumberText.Format(number) : "null");
                break;
            case JsArray array:
                WriteArray(array);
                break;
            case JsObject target:
                WriteObject(target);
                break;
            case BigInteger:
                throw Throw.Type("Do not know how to serialize a BigInt");
            default:
                output.Append(Coercion.ToText(value));
                break;
        }
        return true;
    }

    private void Enter(JsObject target)
    {
        if (!open.Add(target))
            throw Throw.Type("Converting circular structure to JSON");
        indent += gap;
    }

    private void Leave(JsObject target)
    {
        open.Remove(target);
        indent = indent[gap.Length..];
    }

    private void NewLine()
    {
        if (gap.Length > 0)
            output.Append('\n').Append(indent);
    }

    private void WriteArray(JsArray array)
    {
        Enter(array);
        output.Append('[');
        var length = Realm.LengthOf(array);
        for (var i = 0; i < length; i++)
        {
            if (i > 0)
                output.Append(',');
            NewLine();
            if (!TryWrite(array, NumberText.Format(i), realm.GetElement(array, i)))
                output.Append("null");
        }
        Leave(array);
        if (length > 0)
            NewLine();
        output.Append(']');
    }

    private void WriteObject(JsObject target)
    {
        Enter(target);
        output.Append('{');
        var any = false;
        foreach (var name in allowed ?? [.. target.EnumerableOwnNames()])
        {
            var before = output.Length;
            if (any)
                output.Append(',');
            NewLine();
            Quote(name);
            output.Append(gap.Length > 0 ? ": " : ":");
            if (TryWrite(target, name, target.Get(name)))
                any = true;
            else
                output.Length = before;
        }
        Leave(target);
        if (any)
            NewLine();
        output.Append('}');
    }

    private void Quote(string text)
    {
        realm.Budget.CheckLength(text.Length);
        output.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"': output.Append("\\\""); break;
                case '\\': output.Append("\\\\"); break;
                case '\b': output.Append("\\b"); break;
                case '\f': output.Append("\\f"); break;
                case '\n': output.Append("\\n"); break;
                case '\r': output.Append("\\r"); break;
                case '\t': output.Append("\\t"); break;
                default:
                    if (c < ' ' || IsLone(text, i))
                        output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    else
                        output.Append(c);
                    break;
            }
        }
        output.Append('"');
    }

    private static bool IsLone(string text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
