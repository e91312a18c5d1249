using System.Globalization;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>An array. Elements lie in a list until one gets unusual attributes; from then on they are ordinary properties.</summary>
internal class JsArray(Realm realm, List<object?> items) : JsObject(realm.ArrayPrototype)
{
    private uint sparseLength;
    private bool lengthWritable = true;

    /// <summary>The elements, <see cref="Marker.Hole"/> where one is missing; null once they are ordinary properties.</summary>
    public List<object?>? Dense { get; private set; } = items;

    public override string ClassName => "Array";

    public uint Length => Dense is { } dense ? (uint)dense.Count : sparseLength;

    public bool TryGetIndex(uint index, out object? value)
    {
        if (Dense is { } dense && index < (uint)dense.Count)
        {
            value = dense[(int)index];
            return !ReferenceEquals(value, Marker.Hole);
        }
        value = null;
        return false;
    }

    /// <summary>Writes an element of a dense array directly; false where the long way is needed.</summary>
    public bool TrySetIndex(uint index, object? value)
    {
        if (Dense is not { } dense || !Extensible || !lengthWritable)
            return false;
        if (index < (uint)dense.Count)
        {
            if (ReferenceEquals(dense[(int)index], Marker.Hole))
                return false;
            dense[(int)index] = value;
            return true;
        }
        if (index != (uint)dense.Count)
            return false;
        Append(value);
        return true;
    }

    public void Append(object? value)
    {
        realm.Budget.CheckArray(Dense!.Count + 1d);
        Dense.Add(value);
    }

    public override bool TryGetOwn(object key, out Property property)
    {
        if (key is string name)
        {
            if (name == "length")
            {
                property = new Property(Boxed.Number((double)Length), lengthWritable ? PropertyFlags.Writable : PropertyFlags.None);
                return true;
            }
            if (Dense is not null && TryParseIndex(name, out var index))
            {
                var found = TryGetIndex(index, out var value);
                property = new Property(value, PropertyFlags.All);
                return found;
            }
        }
        return base.TryGetOwn(key, out property);
    }

    public override bool Define(object key, PropertyDescriptor descriptor)
    {
        if (key is not string name)
            return base.Define(key, descriptor);
        if (name == "length")
            return DefineLength(descriptor);
        if (!TryParseIndex(name, out var index))
            return base.Define(key, descriptor);
        if (index >= Length && !lengthWritable)
            return false;
        if (Dense is { } dense)
        {
            var exists = TryGetIndex(index, out _);
            if (descriptor.IsPlain(exists) && (exists || Extensible))
            {
                if (index >= (uint)dense.Count)
                    GrowTo(index + 1d);
                if (descriptor.HasValue || !exists)
                    dense[(int)index] = descriptor.Value;
                return true;
            }
            MakeSparse();
        }
        if (!base.Define(key, descriptor))
            return false;
        sparseLength = Math.Max(sparseLength, index + 1);
        return true;
    }

    public override bool Delete(object key)
    {
        if (key is string name)
        {
            if (name == "length")
                return false;
            if (Dense is { } dense && TryParseIndex(name, out var index))
            {
                if (index < (uint)dense.Count)
                    dense[(int)index] = Marker.Hole;
                return true;
            }
        }
        return base.Delete(key);
    }

    public override bool PreventExtensions()
    {
        MakeSparse();
        return base.PreventExtensions();
    }

    public override List<object> OwnKeys()
    {
        var keys = new List<object>();
        if (Dense is { } dense)
            for (var i = 0; i < dense.Count; i++)
                if (!ReferenceEquals(dense[i], Marker.Hole))
                    keys.Add(i.ToString(CultureInfo.InvariantCulture));
        var rest = base.OwnKeys();
        var names = rest.FindIndex(k => k is not string name || !TryParseIndex(name, out _));
        rest.Insert(names < 0 ? rest.Count : names, "length");
        keys.AddRange(rest);
        return keys;
    }

    private bool DefineLength(PropertyDescriptor descriptor)
    {
        if (descriptor.IsAccessor || descriptor.Enumerable is true || descriptor.Configurable is true)
            return false;
        if (descriptor.HasValue)
        {
            var wanted = Coercion.ToUint32(descriptor.Value);
            if (wanted != Coercion.ToNumber(descriptor.Value))
                throw Throw.Range("Invalid array length");
            if (wanted != Length && !lengthWritable)
                return false;
            if (!SetLength(wanted))
                return false;
        }
        if (descriptor.Writable is true && !lengthWritable)
            return false;
        if (descriptor.Writable is false)
        {
            MakeSparse();
            lengthWritable = false;
        }
        return true;
    }

    private bool SetLength(uint wanted)
    {
        if (Dense is { } dense)
        {
            if (wanted < (uint)dense.Count)
                dense.RemoveRange((int)wanted, dense.Count - (int)wanted);
            else
                GrowTo(wanted);
            return true;
        }
        foreach (var key in base.OwnKeys().OfType<string>().Reverse())
        {
            if (!TryParseIndex(key, out var index) || index < wanted || base.Delete(key))
                continue;
            sparseLength = index + 1;
            return false;
        }
        sparseLength = wanted;
        return true;
    }

    private void GrowTo(double length)
    {
        realm.Budget.CheckArray(length);
        var missing = (int)length - Dense!.Count;
        if (missing > 1)
            realm.Budget.Charge(missing >> 4);
        for (; missing > 0; missing--)
            Dense.Add(Marker.Hole);
    }

    private void MakeSparse()
    {
        if (Dense is not { } dense)
            return;
        Dense = null;
        sparseLength = (uint)dense.Count;
        for (var i = 0; i < dense.Count; i++)
            if (!ReferenceEquals(dense[i], Marker.Hole))
                Put(i.ToString(CultureInfo.InvariantCulture), dense[i]);
    }
}
