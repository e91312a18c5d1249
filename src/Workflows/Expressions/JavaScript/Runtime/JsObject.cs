using System.Globalization;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Properties that come into being when first asked for, so that a run pays only for what it uses.</summary>
internal abstract class LazyProperties
{
    public abstract bool TryCreate(JsObject owner, object key, out Property property);

    public abstract IEnumerable<object> Keys { get; }
}

/// <summary>An ordinary object. A key is a string or a <see cref="Symbol"/>.</summary>
internal class JsObject(JsObject? prototype)
{
    private PropertyMap properties;
    private LazyProperties? lazy;

    protected JsObject(JsObject? prototype, LazyProperties? lazy) : this(prototype) => this.lazy = lazy;

    public JsObject? Prototype { get; set; } = prototype;

    public bool Extensible { get; private set; } = true;

    /// <summary>The name shown by Object.prototype.toString.</summary>
    public virtual string ClassName => "Object";

    public virtual bool IsCallable => false;

    public virtual bool IsConstructor => false;

    public virtual object? Call(object? self, object?[] arguments) => throw Throw.Type("object is not a function");

    public virtual object? Construct(object?[] arguments, JsObject newTarget) => throw Throw.Type("object is not a constructor");

    public void SetLazy(LazyProperties table) => lazy = table;

    public virtual bool TryGetOwn(object key, out Property property)
    {
        var position = properties.Find(key);
        if (position >= 0)
        {
            property = properties[position];
            return true;
        }
        if (lazy is not null && lazy.TryCreate(this, key, out property))
        {
            properties.Add(key, property);
            return true;
        }
        property = default;
        return false;
    }

    public bool HasOwn(object key) => TryGetOwn(key, out _);

    public virtual bool Has(object key)
    {
        for (var holder = this; holder is not null; holder = holder.Prototype)
            if (holder.TryGetOwn(key, out _))
                return true;
        return false;
    }

    public object? Get(object key) => Get(key, this);

    public virtual object? Get(object key, object? receiver)
    {
        for (var holder = this; holder is not null; holder = holder.Prototype)
            if (holder.TryGetOwn(key, out var property))
                return property.IsAccessor ? ((Accessor)property.Value!).Getter?.Call(receiver, Boxed.NoArguments) : property.Value;
        return null;
    }

    /// <summary>A property without running any code of the script.</summary>
    public object? PlainValue(string key)
    {
        for (var holder = this; holder is not null; holder = holder.Prototype)
            if (holder.TryGetOwn(key, out var property))
                return property.IsAccessor ? null : property.Value;
        return null;
    }

    public string PlainText(string key) => PlainValue(key) is { } value ? Coercion.DisplayText(value) : "";

    /// <summary>Writes by the rules of assignment; false where the property may not be written.</summary>
    public bool Set(object key, object? value) => Set(key, value, this);

    public virtual bool Set(object key, object? value, object? receiver)
    {
        var position = ReferenceEquals(receiver, this) ? FindPlain(key) : -1;
        if (position >= 0)
        {
            properties[position] = new Property(value, PropertyFlags.All);
            return true;
        }
        for (var holder = this; holder is not null; holder = holder.Prototype)
        {
            if (!holder.TryGetOwn(key, out var property))
                continue;
            if (property.IsAccessor)
            {
                if (((Accessor)property.Value!).Setter is not { } setter)
                    return false;
                setter.Call(receiver, [value]);
                return true;
            }
            if (!property.Writable)
                return false;
            break;
        }
        if (receiver is not JsObject target)
            return false;
        if (!target.TryGetOwn(key, out var own))
            return target.Define(key, PropertyDescriptor.Data(value, PropertyFlags.All));
        return !own.IsAccessor && own.Writable && target.Define(key, new PropertyDescriptor { Value = value, HasValue = true });
    }

    private int FindPlain(object key)
    {
        var position = properties.Find(key);
        return position >= 0 && properties[position].Flags == PropertyFlags.All ? position : -1;
    }

    public virtual bool Define(object key, PropertyDescriptor descriptor)
    {
        var exists = TryGetOwn(key, out var old);
        if (!descriptor.TryApply(exists ? old : null, Extensible, out var result))
            return false;
        Put(key, result);
        return true;
    }

    /// <summary>Stores a property without asking the rules; for objects under construction.</summary>
    public void Put(object key, Property property)
    {
        var position = properties.Find(key);
        if (position >= 0)
            properties[position] = property;
        else
            properties.Add(key, property);
    }

    public void Put(object key, object? value) => Put(key, new Property(value, PropertyFlags.All));

    public virtual bool Delete(object key)
    {
        if (!TryGetOwn(key, out var property))
            return true;
        if (!property.Configurable)
            return false;
        CreateAll();
        lazy = null;
        var position = properties.Find(key);
        if (position >= 0)
            properties.RemoveAt(position);
        return true;
    }

    public virtual bool PreventExtensions()
    {
        CreateAll();
        Extensible = false;
        return true;
    }

    /// <summary>Own keys in the order of the language: array indices ascending, then names, then symbols as they were added.</summary>
    public virtual List<object> OwnKeys()
    {
        CreateAll();
        var indices = new List<(uint Index, object Key)>();
        var names = new List<object>();
        var symbols = new List<object>();
        foreach (var key in properties.Keys())
        {
            if (key is not string name)
                symbols.Add(key);
            else if (TryParseIndex(name, out var index))
                indices.Add((index, key));
            else
                names.Add(key);
        }
        indices.Sort((a, b) => a.Index.CompareTo(b.Index));
        return [.. indices.Select(i => i.Key), .. names, .. symbols];
    }

    public IEnumerable<string> EnumerableOwnNames()
    {
        foreach (var key in OwnKeys())
            if (key is string name && TryGetOwn(key, out var property) && property.Enumerable)
                yield return name;
    }

    /// <summary>The names that for-in visits: also inherited ones, each once, and only while they exist.</summary>
    public IEnumerable<string> EnumerableNamesOfChain()
    {
        var seen = new HashSet<string>();
        for (var holder = this; holder is not null; holder = holder.Prototype)
        {
            foreach (var key in holder.OwnKeys())
                if (key is string name && holder.TryGetOwn(name, out var property) && seen.Add(name) && property.Enumerable)
                    yield return name;
        }
    }

    public static bool TryParseIndex(string text, out uint index)
    {
        index = 0;
        if (text.Length is 0 or > 10 || (text[0] == '0' && text.Length > 1) || !char.IsAsciiDigit(text[0]))
            return false;
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index != uint.MaxValue;
    }

    private void CreateAll()
    {
        if (lazy is null)
            return;
        foreach (var key in lazy.Keys)
            TryGetOwn(key, out _);
    }
}
