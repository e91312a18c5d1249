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

    private Store CompileArrayPattern(ArrayPattern pattern, StoreKind kind)
    {
        var elements = pattern.Elements.ConvertAll(e => e is null ? null : CompileElement(e, kind)).ToArray();
        var rest = pattern.Rest is null ? null : CompileStore(pattern.Rest, kind);
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
                    object? item = null;
                    if (open)
                    {
                        open = false;
                        open = iteration.MoveNext(out item);
                    }
                    element?.Invoke(f, item);
                }
                if (rest is not null)
                {
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
                    rest(f, f.Realm.NewArray(items));
                }
            }
            catch (Throw) when (open)
            {
                CloseQuietly(iteration);
                throw;
            }
            if (open)
                iteration.Close();
        };
    }

    /// <summary>Closes after an error, which counts more than what closing may throw.</summary>
    private static void CloseQuietly(Iteration iteration)
    {
        try
        {
            iteration.Close();
        }
        catch (Throw)
        {
            // The first error is on its way already.
        }
    }

    private Store CompileObjectPattern(ObjectPattern pattern, StoreKind kind)
    {
        var properties = pattern.Properties.ConvertAll(p => (Key: Compile(p.Key), Store: CompileElement(p.Value, kind))).ToArray();
        var rest = pattern.Rest is null ? null : CompileStore(pattern.Rest, kind);
        var position = pattern.Position;
        return (f, value) =>
        {
            f.Budget.Position = position;
            if (Coercion.IsNullish(value))
                throw Throw.Type($"Cannot destructure '{Coercion.DisplayText(value)}' as it is {Coercion.DisplayText(value)}.");
            var taken = rest is null ? null : new HashSet<object>();
            foreach (var (key, store) in properties)
            {
                var name = Coercion.ToKey(key(f));
                taken?.Add(name);
                store(f, f.Realm.GetMember(value, name));
            }
            if (rest is null)
                return;
            var remainder = new JsObject(f.Realm.ObjectPrototype);
            f.Realm.CopyProperties(remainder, value, taken);
            rest(f, remainder);
        };
    }
}
