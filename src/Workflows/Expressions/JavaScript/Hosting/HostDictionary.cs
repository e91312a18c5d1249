using System.Collections;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>
/// A dictionary of the host as a live object. A member that is missing is also looked for with its first letter in the other case,
/// because scripts write camelCase where .NET has PascalCase.
/// </summary>
internal sealed class HostDictionary(Realm realm, IEnumerable<KeyValuePair<string, object?>> source, IDictionary<string, object?>? writable, object original)
    : JsObject(realm.ObjectPrototype), IHostView
{
    /// <summary>What was handed out, so that an array changed by the script can be put back.</summary>
    private readonly Dictionary<string, object?> seen = [];
    private readonly Realm realm = realm;

    // A copy of a dictionary whose values have a type of their own was changed.
    private bool isAhead;
    private bool isFlushing;

    public override bool TryGetOwn(object key, out Property property)
    {
        property = default;
        if (key is not string name)
            return base.TryGetOwn(key, out property);
        if (!TryFind(name, out var found, out var value))
            return false;
        if (!seen.TryGetValue(found, out var converted) || converted is not HostArray)
            seen[found] = converted = realm.Host.ToScript(value);
        property = new Property(converted, writable is null ? PropertyFlags.Enumerable : PropertyFlags.All);
        return true;
    }

    public override bool Set(object key, object? value, object? receiver)
    {
        if (key is not string name || !ReferenceEquals(receiver, this))
            return base.Set(key, value, receiver);
        if (writable is null)
            return false;
        Write(name, value);
        return true;
    }

    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        if (key is not string name)
            return base.Define(key, descriptor);
        if (writable is null || descriptor.IsAccessor || !descriptor.IsPlain(exists: true))
            return false;
        if (descriptor.HasValue || !TryFind(name, out _, out _))
            Write(name, descriptor.Value);
        return true;
    }

    public override bool Delete(object key)
    {
        if (key is not string name)
            return base.Delete(key);
        if (!TryFind(name, out var found, out _))
            return true;
        seen.Remove(found);
        isAhead = true;
        return writable?.Remove(found) is true;
    }

    public override List<object> OwnKeys() => [.. source.Select(p => p.Key), .. base.OwnKeys()];

    private void Write(string name, object? value)
    {
        realm.Budget.CheckArray(writable!.Count + 1d);
        var target = TryFind(name, out var found, out _) ? found : name;
        seen.Remove(target);
        writable[target] = realm.Host.ToHost(value);
        isAhead = realm.Host.HasWritten = true;
    }

    private bool TryFind(string name, out string found, out object? value)
    {
        found = name;
        if (TryGetExact(name, out value))
            return true;
        if (name.Length == 0)
            return false;
        var other = char.IsLower(name[0]) ? char.ToUpperInvariant(name[0]) : char.ToLowerInvariant(name[0]);
        if (other == name[0])
            return false;
        found = other + name[1..];
        return TryGetExact(found, out value);
    }

    private bool TryGetExact(string name, out object? value)
    {
        if (source is IDictionary<string, object?> dictionary)
            return dictionary.TryGetValue(name, out value);
        return ((IReadOnlyDictionary<string, object?>)source).TryGetValue(name, out value);
    }

    public bool TryGetUnchanged(out object? unchanged)
    {
        Flush();
        unchanged = original;
        return true;
    }

    public void Flush()
    {
        // What it holds may hold it again.
        if (writable is null || isFlushing)
            return;
        isFlushing = true;
        foreach (var (name, value) in seen)
        {
            if (value is not HostArray { IsChanged: true } array || array.TryGetUnchanged(out _))
                continue;
            writable[name] = realm.Host.ToList(array);
            realm.Host.HasWritten = true;
        }

        isFlushing = false;
        if (!isAhead || ReferenceEquals(writable, original) || original is not IDictionary typed)
            return;
        isAhead = false;
        var (ofKeys, ofValues) = original.GetType().GetGenericArguments() is [var keys, var values] ? (keys, values) : (typeof(object), typeof(object));
        // All of it before the first change: what cannot be written leaves the host's dictionary as it was.
        var converted = writable.Select(p => (Key: KeyOf(p.Key, ofKeys), Value: Conversion.To(p.Value, ofValues))).ToList();
        typed.Clear();
        foreach (var (key, value) in converted)
            typed[key] = value;
    }

    private static object KeyOf(string name, Type type) => Conversion.TryTo(name, type, out var key) && key is not null
        ? key
        : throw new ScriptException($"TypeError: '{name}' is no key of the dictionary", 0, 0);
}
