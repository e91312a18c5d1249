using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    /// <summary>A store that takes the default where the value is undefined.</summary>
    private Store CompileElement(Element element, StoreKind kind)
    {
        if (element.Initializer is null)
            return CompileStore(element.Target, kind);
        var initial = CompileNamed(element.Initializer, (element.Target as Identifier)?.Name);
        var store = CompileStore(element.Target, kind);
        return (f, value) => store(f, value ?? initial(f));
    }

    /// <summary>A part of a pattern. What names a member is computed before its value is fetched.</summary>
    private sealed class Part
    {
        public required Store Store { get; init; }
        public Evaluate? Holder { get; init; }
        public Evaluate? Key { get; init; }
        public Evaluate? Initial { get; init; }
        public bool Strict { get; init; }
        public int Position { get; init; }

        public void Put(Frame frame, object? holder, object? key, object? value)
        {
            if (Holder is null)
            {
                Store(frame, value);
                return;
            }
            value ??= Initial?.Invoke(frame);
            frame.Budget.Position = Position;
            frame.Realm.SetIndex(holder, key, value, Strict);
        }
    }

    private Part CompilePart(Node target, Expression? initializer, StoreKind kind)
    {
        if (target is not Member member)
            return new Part { Store = CompileElement(new Element(target, initializer) { Position = target.Position }, kind) };
        return new Part
        {
            Store = static (_, _) => { },
            Holder = Compile(member.Target),
            Key = Compile(member.Key),
            Initial = initializer is null ? null : Compile(initializer),
            Strict = strict,
            Position = member.Position,
        };
    }

    private Store CompileArrayPattern(ArrayPattern pattern, StoreKind kind)
    {
        var elements = pattern.Elements.ConvertAll(e => e is null ? null : CompilePart(e.Target, e.Initializer, kind)).ToArray();
        var rest = pattern.Rest is null ? null : CompilePart(pattern.Rest, null, kind);
        var position = pattern.Position;
        return (f, value) =>
        {
            f.Budget.Position = position;
            var iteration = Iteration.Of(f.Realm, value);
            var open = true;
            try
            {
                foreach (var element in elements)
                {
                    var (holder, key) = (element?.Holder?.Invoke(f), element?.Key?.Invoke(f));
                    object? item = null;
                    if (open)
                    {
                        open = false;
                        open = iteration.MoveNext(out item);
                    }
                    element?.Put(f, holder, key, item);
                }
                if (rest is not null)
                {
                    var (holder, key) = (rest.Holder?.Invoke(f), rest.Key?.Invoke(f));
                    var items = new List<object?>();
                    while (open)
                    {
                        open = false;
                        open = iteration.MoveNext(out var item);
                        if (!open)
                            break;
                        f.Budget.CheckArray(items.Count + 1d);
                        items.Add(item);
                    }
                    rest.Put(f, holder, key, f.Realm.NewArray(items));
                }
            }
            catch (Throw) when (open)
            {
                iteration.CloseQuietly();
                throw;
            }
            if (open)
                iteration.Close();
        };
    }

    private Store CompileObjectPattern(ObjectPattern pattern, StoreKind kind)
    {
        var properties = pattern.Properties.ConvertAll(p => (Key: Compile(p.Key), Part: CompilePart(p.Value.Target, p.Value.Initializer, kind))).ToArray();
        var rest = pattern.Rest is null ? null : CompilePart(pattern.Rest, null, kind);
        var position = pattern.Position;
        return (f, value) =>
        {
            f.Budget.Position = position;
            if (Coercion.IsNullish(value))
                throw Throw.Type($"Cannot destructure '{Coercion.DisplayText(value)}' as it is {Coercion.DisplayText(value)}.");
            var taken = rest is null ? null : new HashSet<object>();
            foreach (var (key, part) in properties)
            {
                var name = Coercion.ToKey(key(f));
                taken?.Add(name);
                var (target, member) = (part.Holder?.Invoke(f), part.Key?.Invoke(f));
                part.Put(f, target, member, f.Realm.GetMember(value, name));
            }
            if (rest is null)
                return;
            var (holder, restKey) = (rest.Holder?.Invoke(f), rest.Key?.Invoke(f));
            var remainder = new JsObject(f.Realm.ObjectPrototype);
            f.Realm.CopyProperties(remainder, value, taken);
            rest.Put(f, holder, restKey, remainder);
        };
    }
}
