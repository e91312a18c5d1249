using System.Collections;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions.JavaScript.Intrinsics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>Carries values over the border of one run. The same .NET object is the same script object throughout.</summary>
internal sealed class HostValues(Realm realm)
{
    private const long MaxExact = 9007199254740991;

    private readonly Dictionary<object, JsObject> views = new(ReferenceEqualityComparer.Instance);
    private Dictionary<object, (JsObject View, ChangeableValue Value)>? watched;

    /// <summary>Something that belongs to the host was changed in place.</summary>
    public bool HasWritten { get; set; }

    public object? ToScript(object? value) => value switch
    {
        null => Null.Value,
        bool flag => Boxed.Bool(flag),
        string text => text,
        double number => Boxed.Number(number),
        int number => Boxed.Number(number),
        long number => Boxed.Number((double)number),
        Enum => value.ToString(),
        byte or sbyte or short or ushort or uint or ulong or float or decimal or Half or nint or nuint or Int128 or UInt128 =>
            Boxed.Number(Convert.ToDouble(value is Int128 or UInt128 or Half or nint or nuint ? value.ToString() : value, System.Globalization.CultureInfo.InvariantCulture)),
        char c => c.ToString(),
        Guid => value.ToString(),
        TimeSpan span => View(TimeSpanValue.Wrap(span)),
        DateTimeOffset instant => JsDate.From(realm.Prototype(NetDateIntrinsics.Definition), instant, value),
        DateTime moment => JsDate.From(realm.Prototype(NetDateIntrinsics.Definition), JsDate.FromMoment(moment), value),
        DateOnly date => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ChangeableValue changeable => Watch(changeable),
        JsonElement element => FromJson(element),
        JsonNode node => FromJson(JsonSerializer.SerializeToElement(node)),
        JsonDocument document => FromJson(document.RootElement),
        _ => View(value),
    };

    // Only what has members can be changed in place.
    private object? Watch(ChangeableValue changeable)
    {
        if (changeable.Value is not (IEnumerable or JsonElement or JsonNode) or string)
            return ToScript(changeable.Value);
        if (watched?.TryGetValue(changeable.Value, out var known) is true)
            return known.View;
        var seen = ToScript(changeable.Value);
        if (seen is JsObject view)
            (watched ??= new(ReferenceEqualityComparer.Instance))[changeable.Value] = (view, changeable);
        return seen;
    }

    private JsObject View(object value)
    {
        if (!views.TryGetValue(value, out var view))
        {
            view = CreateView(value);
            views[value] = view;
        }
        return view;
    }

    private JsObject CreateView(object value) => value switch
    {
        HostFunction function => new NativeFunction(realm, "", 0, (r, _, a) => Call(r, function, a)),
        HostObject target => new HostObjectView(realm, target),
        IDictionary<string, object?> dictionary => new HostDictionary(realm, dictionary, dictionary.IsReadOnly ? null : dictionary, value),
        IReadOnlyDictionary<string, object?> dictionary => new HostDictionary(realm, dictionary, null, value),
        IDictionary dictionary => OfTyped(dictionary),
        byte[] or not IEnumerable => new HostObjectView(realm, new OpaqueValue(value)),
        _ => new HostArray(realm, value, Elements((IEnumerable)value)),
    };

    // Its values have a type of their own, so the script works on a copy that is written back.
    private HostDictionary OfTyped(IDictionary dictionary)
    {
        var copy = Copy(dictionary);
        return new HostDictionary(realm, copy, dictionary.IsReadOnly ? null : copy, dictionary);
    }

    private static Dictionary<string, object?> Copy(IDictionary source)
    {
        var result = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in source)
            result[Convert.ToString(entry.Key, System.Globalization.CultureInfo.InvariantCulture) ?? ""] = entry.Value;
        return result;
    }

    private List<object?> Elements(IEnumerable source)
    {
        var items = new List<object?>();
        foreach (var item in source)
        {
            realm.Budget.CheckArray(items.Count + 1d);
            realm.Budget.Step();
            items.Add(ToScript(item));
        }
        return items;
    }

    private object? FromJson(JsonElement element)
    {
        Budget.CheckStack();
        realm.Budget.Step();
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new JsObject(realm.ObjectPrototype);
                foreach (var property in element.EnumerateObject())
                    result.Put(property.Name, FromJson(property.Value));
                return result;
            case JsonValueKind.Array:
                return realm.NewArray([.. element.EnumerateArray().Select(FromJson)]);
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return Boxed.Number(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return Boxed.Bool(element.GetBoolean());
            default:
                return element.ValueKind == JsonValueKind.Null ? Null.Value : null;
        }
    }

    private static object? Call(Realm realm, HostFunction function, object?[] arguments)
    {
        var values = Array.ConvertAll(arguments, realm.Host.ToHost);
        return realm.Host.Guard(() => function(values));
    }

    /// <summary>Runs code of the host; what it throws becomes an error the script can catch.</summary>
    public object? Guard(Func<object?> code)
    {
        try
        {
            return ToScript(code());
        }
        catch (Exception error) when (error is not (Throw or ScriptLimitException or OperationCanceledException or InsufficientExecutionStackException))
        {
            throw Throw.Host(error);
        }
    }

    /// <summary>A value that is no object, as .NET has it.</summary>
    public static object? Plain(object? value) => value switch
    {
        null or Null => null,
        Symbol => throw Throw.Type("A symbol cannot leave the script"),
        // A number where it is exact, else its digits.
        BigInteger big => BigInteger.Abs(big) <= MaxExact ? (double)big : BigInts.Format(big),
        _ => value,
    };

    public object? ToHost(object? value) => ToHost(value, null);

    private object? ToHost(object? value, HashSet<JsObject>? open)
    {
        if (value is not JsObject source)
            return Plain(value);
        switch (source)
        {
            case IHostView view when view.TryGetUnchanged(out var original):
                return original;
            case JsDate date:
                return date.Source ?? date.ToInstant();
            case JsString text:
                return text.Text;
            case JsPrimitive primitive:
                return Plain(primitive.Value);
            case JsRegExp regex:
                return $"/{regex.Program.Source}/{regex.Program.Flags}";
            case JsObject { IsCallable: true }:
                throw Throw.Type("A function cannot leave the script");
        }
        Budget.CheckStack();
        open ??= new HashSet<JsObject>(ReferenceEqualityComparer.Instance);
        if (!open.Add(source))
            throw Throw.Type("An object that contains itself cannot leave the script");
        object result = source switch
        {
            JsArray array => ToList(array, open),
            JsCollection { IsMap: true } map => map.Entries().ToDictionary(e => Coercion.ToText(e.Key), e => ToHost(e.Value, open), StringComparer.Ordinal),
            JsCollection set => set.Entries().Select(e => ToHost(e.Key, open)).ToList(),
            _ => ToDictionary(source, open),
        };
        open.Remove(source);
        return result;
    }

    public List<object?> ToList(JsArray array, HashSet<JsObject>? open = null)
    {
        realm.Budget.CheckArray(array.Length);
        var list = new List<object?>((int)array.Length);
        for (var i = 0; i < array.Length; i++)
            list.Add(ToHost(realm.GetElement(array, i), open));
        return list;
    }

    private Dictionary<string, object?> ToDictionary(JsObject source, HashSet<JsObject> open)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in source.EnumerableOwnNames())
        {
            realm.Budget.Step();
            var value = source.Get(name);
            // Methods of an object stay behind, as with JSON.
            if (value is not JsObject { IsCallable: true } || value is IHostView)
                result[name] = ToHost(value, open);
        }
        if (source is JsError error)
            result.TryAdd("message", error.PlainText("message"));
        return result;
    }

    public void Flush()
    {
        foreach (var view in views.Values.ToList())
            (view as IHostView)?.Flush();
        if (watched is null)
            return;
        var kept = true;
        foreach (var (view, value) in watched.Values)
        {
            if (HasWritten && view is IHostView && !KeptValue.CanBeKept(value.Value))
            {
                value.Replace(null);
                kept = false;
            }
            else if (view is HostArray { MustBeReplaced: true } array)
                value.Replace(ToList(array));
            else if (view is not IHostView && Conversion.ToNode(ToHost(view)) is var now && !JsonNode.DeepEquals(now, value.Value as JsonNode ?? Conversion.ToNode(value.Value)))
                value.Replace(now);
        }

        if (!kept)
            throw Throw.Type("An object that contains itself or is nested too deeply cannot be kept");
    }
}

/// <summary>A script object that stands for one of the host.</summary>
internal interface IHostView
{
    /// <summary>The host's object, if the script did not change what it holds in a way that object cannot show.</summary>
    bool TryGetUnchanged(out object? original);

    /// <summary>Writes changes back where the host's object can take them.</summary>
    void Flush();
}

/// <summary>A .NET object without members for scripts; it can only be passed on.</summary>
internal sealed class OpaqueValue(object value) : HostObject
{
    public object Value => value;

    public override bool TryGet(string name, out object? result)
    {
        result = null;
        if (value is not byte[] bytes)
            return false;
        if (name == "length")
            result = bytes.Length;
        else if (JsObject.TryParseIndex(name, out var index) && index < (uint)bytes.Length)
            result = bytes[index];
        return result is not null;
    }
}
