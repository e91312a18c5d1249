using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>What Map and Set store: entries in order of insertion, which may be removed while someone walks them.</summary>
internal sealed class JsCollection(JsObject prototype, bool isMap) : JsObject(prototype)
{
    private readonly List<(object? Key, object? Value, bool Live)> entries = [];
    private readonly Dictionary<Key, int> index = [];

    /// <summary>.NET dictionaries know no null key, and -0 equals 0 here.</summary>
    private readonly record struct Key(object? Value)
    {
        public bool Equals(Key other) => Operators.SameValueZero(Value, other.Value);

        public override int GetHashCode() => Value switch
        {
            0d => 0,
            double or string or bool or System.Numerics.BigInteger => Value.GetHashCode(),
            null => 1,
            _ => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Value),
        };
    }

    public bool IsMap => isMap;

    public override string ClassName => isMap ? "Map" : "Set";

    public int Count => index.Count;

    public bool Contains(object? key) => index.ContainsKey(new Key(key));

    public object? ValueOf(object? key) => index.TryGetValue(new Key(key), out var at) ? entries[at].Value : null;

    public void SetEntry(Realm realm, object? key, object? value)
    {
        realm.Budget.Step();
        key = key is 0d ? Boxed.Number(0) : key;
        if (index.TryGetValue(new Key(key), out var at))
        {
            entries[at] = (entries[at].Key, value, true);
            return;
        }
        realm.Budget.CheckArray(entries.Count + 1d);
        index[new Key(key)] = entries.Count;
        entries.Add((key, value, true));
    }

    public bool Remove(object? key)
    {
        if (!index.Remove(new Key(key), out var at))
            return false;
        entries[at] = (null, null, false);
        return true;
    }

    public void Clear()
    {
        index.Clear();
        for (var i = 0; i < entries.Count; i++)
            entries[i] = (null, null, false);
    }

    public IEnumerable<(object? Key, object? Value)> Entries()
    {
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].Live)
                yield return (entries[i].Key, entries[i].Value);
    }
}

internal static class MapIntrinsics
{
    public static readonly Intrinsic Definition = new("Map", 0, (_, _, _) => throw Throw.Type("Constructor Map requires 'new'"), Create)
    {
        Statics = new IntrinsicTable()
            .Getter(Symbol.Species, "[Symbol.species]", (_, self) => self).Method("groupBy", 2, GroupBy),
        Prototype = new IntrinsicTable()
            .Method("get", 1, (_, self, a) => This(self).ValueOf(a.At(0)))
            .Method("set", 2, (r, self, a) =>
            {
                This(self).SetEntry(r, a.At(0), a.At(1));
                return self;
            })
            .Method("has", 1, (_, self, a) => Boxed.Bool(This(self).Contains(a.At(0))))
            .Method("delete", 1, (_, self, a) => Boxed.Bool(This(self).Remove(a.At(0))))
            .Method("clear", 0, (_, self, _) =>
            {
                This(self).Clear();
                return null;
            })
            .Method("forEach", 1, (r, self, a) =>
            {
                var function = Realm.Callable(a.At(0));
                foreach (var (key, value) in This(self).Entries())
                    function.Call(a.At(1), [value, key, self]);
                return null;
            })
            .Method("keys", 0, (r, self, _) => Iterator(r, self, e => e.Key))
            .Method("values", 0, (r, self, _) => Iterator(r, self, e => e.Value))
            .Method("entries", 0, (r, self, _) => Iterator(r, self, e => r.NewArray([e.Key, e.Value])))
            .Alias(Symbol.Iterator, r => r.Prototype(Definition!), "entries")
            .Getter("size", "size", (_, self) => Boxed.Number(This(self).Count))
            .Constant(Symbol.ToStringTag, "Map", PropertyFlags.Configurable),
    };

    private static JsCollection This(object? self) =>
        self is JsCollection { IsMap: true } map ? map : throw Throw.Type("Method Map called on incompatible receiver");

    private static JsIterator Iterator(Realm realm, object? self, Func<(object? Key, object? Value), object?> select) =>
        new(realm, This(self).Entries().Select(select).GetEnumerator(), IteratorIntrinsics.OfMaps);

    private static JsCollection Create(Realm realm, object?[] arguments, JsObject newTarget)
    {
        var map = new JsCollection(newTarget.Get("prototype") as JsObject ?? realm.Prototype(Definition), isMap: true);
        if (Coercion.IsNullish(arguments.At(0)))
            return map;
        var adder = Realm.Callable(map.Get("set"));
        Iteration.ForEach(realm, arguments[0], entry =>
        {
            if (entry is not JsObject pair)
                throw Throw.Type($"Iterator value {Coercion.DisplayText(entry)} is not an entry object");
            adder.Call(map, [realm.GetElement(pair, 0), realm.GetElement(pair, 1)]);
        });
        return map;
    }

    private static JsCollection GroupBy(Realm realm, object? self, object?[] arguments)
    {
        var map = new JsCollection(realm.Prototype(Definition), isMap: true);
        var choose = Realm.Callable(arguments.At(1));
        var i = 0;
        Iteration.ForEach(realm, arguments.At(0), item =>
        {
            var key = choose.Call(null, [item, Boxed.Number(i++)]);
            if (map.Contains(key))
                ((JsArray)map.ValueOf(key)!).Append(item);
            else
                map.SetEntry(realm, key, realm.NewArray([item]));
        });
        return map;
    }
}

internal static class SetIntrinsics
{
    public static readonly Intrinsic Definition = new("Set", 0, (_, _, _) => throw Throw.Type("Constructor Set requires 'new'"), Create)
    {
        Statics = new IntrinsicTable().Getter(Symbol.Species, "[Symbol.species]", (_, self) => self),
        Prototype = new IntrinsicTable()
            .Method("add", 1, (r, self, a) =>
            {
                This(self).SetEntry(r, a.At(0), a.At(0));
                return self;
            })
            .Method("has", 1, (_, self, a) => Boxed.Bool(This(self).Contains(a.At(0))))
            .Method("delete", 1, (_, self, a) => Boxed.Bool(This(self).Remove(a.At(0))))
            .Method("clear", 0, (_, self, _) =>
            {
                This(self).Clear();
                return null;
            })
            .Method("forEach", 1, (r, self, a) =>
            {
                var function = Realm.Callable(a.At(0));
                foreach (var (key, _) in This(self).Entries())
                    function.Call(a.At(1), [key, key, self]);
                return null;
            })
            .Method("values", 0, (r, self, _) => Iterator(r, self, e => e.Key))
            .Method("entries", 0, (r, self, _) => Iterator(r, self, e => r.NewArray([e.Key, e.Key])))
            .Alias("keys", r => r.Prototype(Definition!), "values")
            .Alias(Symbol.Iterator, r => r.Prototype(Definition!), "values")
            .Getter("size", "size", (_, self) => Boxed.Number(This(self).Count))
            .Constant(Symbol.ToStringTag, "Set", PropertyFlags.Configurable),
    };

    private static JsCollection This(object? self) =>
        self is JsCollection { IsMap: false } set ? set : throw Throw.Type("Method Set called on incompatible receiver");

    private static JsIterator Iterator(Realm realm, object? self, Func<(object? Key, object? Value), object?> select) =>
        new(realm, This(self).Entries().Select(select).GetEnumerator(), IteratorIntrinsics.OfSets);

    private static JsCollection Create(Realm realm, object?[] arguments, JsObject newTarget)
    {
        var set = new JsCollection(newTarget.Get("prototype") as JsObject ?? realm.Prototype(Definition), isMap: false);
        if (Coercion.IsNullish(arguments.At(0)))
            return set;
        var adder = Realm.Callable(set.Get("add"));
        Iteration.ForEach(realm, arguments[0], item => adder.Call(set, [item]));
        return set;
    }
}
