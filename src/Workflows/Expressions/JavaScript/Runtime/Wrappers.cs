namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>new Number(1), new Boolean(true), Object(symbol).</summary>
internal sealed class JsPrimitive(JsObject prototype, object value) : JsObject(prototype)
{
    public object Value => value;

    public override string ClassName => value switch { double => "Number", bool => "Boolean", _ => "Object" };
}

/// <summary>new String("text"): its characters are properties.</summary>
internal sealed class JsString(Budget budget, JsObject prototype, string text) : JsObject(prototype)
{
    public string Text => text;

    public override string ClassName => "String";

    public override bool TryGetOwn(object key, out Property property)
    {
        if (key is string name)
        {
            if (name == "length")
            {
                property = new Property(Boxed.Number(text.Length), PropertyFlags.None);
                return true;
            }
            if (TryParseIndex(name, out var index) && index < (uint)text.Length)
            {
                property = new Property(text[(int)index].ToString(), PropertyFlags.Enumerable);
                return true;
            }
        }
        return base.TryGetOwn(key, out property);
    }

    public override bool Define(object key, PropertyDescriptor descriptor) => TryGetOwn(key, out var own) && !own.Configurable
        ? descriptor.TryApply(own, Extensible, out _) && (own.Writable is false || base.Define(key, descriptor))
        : base.Define(key, descriptor);

    public override List<object> OwnKeys()
    {
        budget.CheckArray(text.Length);
        budget.Charge(text.Length);
        return [.. Enumerable.Range(0, text.Length).Select(i => NumberText.Format(i)), .. OwnKeysWithLength()];
    }

    private List<object> OwnKeysWithLength()
    {
        var keys = base.OwnKeys();
        keys.Insert(keys.FindLastIndex(k => k is string name && TryParseIndex(name, out _)) + 1, "length");
        return keys;
    }
}

internal sealed class JsError(JsObject prototype) : JsObject(prototype)
{
    /// <summary>What a host function threw, where the error stands for that.</summary>
    public Exception? HostException { get; set; }

    public override string ClassName => "Error";
}
