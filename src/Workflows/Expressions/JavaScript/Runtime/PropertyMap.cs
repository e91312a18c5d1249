namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

[Flags]
internal enum PropertyFlags : byte
{
    None = 0,
    Writable = 1,
    Enumerable = 2,
    Configurable = 4,
    Accessor = 8,
    All = Writable | Enumerable | Configurable,
    Hidden = Writable | Configurable,
}

/// <summary>The getter and setter of a property; either may be missing.</summary>
internal sealed record Accessor(JsObject? Getter, JsObject? Setter);

/// <summary>A property as stored: a value, or an <see cref="Accessor"/> where the flags say so.</summary>
internal readonly record struct Property(object? Value, PropertyFlags Flags)
{
    public bool Enumerable => (Flags & PropertyFlags.Enumerable) != 0;
    public bool Configurable => (Flags & PropertyFlags.Configurable) != 0;
    public bool Writable => (Flags & PropertyFlags.Writable) != 0;
    public bool IsAccessor => (Flags & PropertyFlags.Accessor) != 0;
}

/// <summary>Properties in order of insertion; searched one by one while few, by hash when many.</summary>
internal struct PropertyMap
{
    private const int HashedFrom = 9;
    private Entry[]? entries;
    private Dictionary<object, int>? index;
    private int used;
    private int live;

    private struct Entry
    {
        public object? Key; // null after a deletion
        public Property Property;
    }

    public readonly int Find(object key)
    {
        if (index is not null)
            return index.TryGetValue(key, out var found) ? found : -1;
        for (var i = 0; i < used; i++)
            if (ReferenceEquals(entries![i].Key, key))
                return i;
        if (key is string text)
            for (var i = 0; i < used; i++)
                if (entries![i].Key is string other && string.Equals(other, text, StringComparison.Ordinal))
                    return i;
        return -1;
    }

    public readonly ref Property this[int position] => ref entries![position].Property;

    public void Add(object key, Property property)
    {
        if (entries is null)
            entries = new Entry[4];
        else if (used == entries.Length)
            Grow();
        entries[used] = new Entry { Key = key, Property = property };
        index?.Add(key, used);
        used++;
        live++;
        if (index is null && used >= HashedFrom)
            BuildIndex();
    }

    public void RemoveAt(int position)
    {
        index?.Remove(entries![position].Key!);
        entries![position] = default;
        live--;
    }

    public readonly IEnumerable<object> Keys()
    {
        for (var i = 0; i < used; i++)
            if (entries![i].Key is { } key)
                yield return key;
    }

    private void Grow()
    {
        if (live > used / 2)
        {
            Array.Resize(ref entries, used * 2);
            return;
        }
        var kept = entries!.Where(e => e.Key is not null).ToArray();
        entries = new Entry[Math.Max(4, kept.Length * 2)];
        kept.CopyTo(entries, 0);
        used = kept.Length;
        if (index is not null)
            BuildIndex();
    }

    private void BuildIndex()
    {
        index = new Dictionary<object, int>(used * 2);
        for (var i = 0; i < used; i++)
            if (entries![i].Key is { } key)
                index[key] = i;
    }
}
