using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    /// <summary>Values of an array literal or argument list, with spread elements opened.</summary>
    private Func<Frame, List<object?>> CompileList(List<Expression?> elements)
    {
        var items = elements
            .ConvertAll(e => (Code: e is null ? _ => Marker.Hole : Compile(e is Spread spread ? spread.Value : e), Spread: e is Spread)).ToArray();
        return f =>
        {
            var list = new List<object?>(items.Length);
            foreach (var (code, spread) in items)
            {
                if (spread)
                    Iteration.AddTo(f.Realm, code(f), list);
                else
                    list.Add(code(f));
            }
            return list;
        };
    }

    private Evaluate CompileArray(ArrayLiteral array)
    {
        var list = CompileList(array.Elements);
        return f => f.Realm.NewArray(list(f));
    }

    private delegate void Fill(Frame frame, JsObject target);

    private Evaluate CompileObject(ObjectLiteral literal)
    {
        var fills = literal.Properties.ConvertAll(CompileProperty).ToArray();
        return f =>
        {
            var result = new JsObject(f.Realm.ObjectPrototype);
            foreach (var fill in fills)
                fill(f, result);
            return result;
        };
    }

    private Fill CompileProperty(PropertyNode property)
    {
        if (property.Kind == PropertyKind.Spread)
        {
            var source = Compile(property.Value);
            return (f, target) => f.Realm.CopyProperties(target, source(f), null);
        }
        if (property.Kind == PropertyKind.Prototype)
        {
            var prototype = Compile(property.Value);
            return (f, target) =>
            {
                var value = prototype(f);
                if (value is JsObject or Null)
                    target.Prototype = value as JsObject;
            };
        }
        if (property.Kind is PropertyKind.Getter or PropertyKind.Setter)
            return CompileAccessor(property);
        if (property.Key is Literal { Value: string name })
        {
            var named = CompileNamed(property.Value, name);
            return property.Value is FunctionExpression { Function.Method: true }
                ? (f, target) => target.Put(name, InHome(named(f), target))
                : (f, target) => target.Put(name, named(f));
        }
        var key = Compile(property.Key);
        var value = Compile(property.Value);
        var isMethod = property.Value is FunctionExpression { Function.Method: true };
        var anonymous = property.Value is FunctionExpression { Function.Name: null };
        return (f, target) =>
        {
            var computed = Coercion.ToKey(key(f));
            var result = isMethod ? InHome(value(f), target) : value(f);
            if (anonymous && result is JsFunction function)
                function.Put("name", new Property(FunctionName(computed), PropertyFlags.Configurable));
            target.Put(computed, result);
        };
    }

    private static ScriptFunction InHome(object? method, JsObject home)
    {
        var function = (ScriptFunction)method!;
        function.Home = home;
        return function;
    }

    private static string FunctionName(object key) => key is Symbol symbol ? symbol.Description is { } text ? $"[{text}]" : "" : (string)key;

    private Fill CompileAccessor(PropertyNode property)
    {
        var isGetter = property.Kind == PropertyKind.Getter;
        var (key, function) = (Compile(property.Key), Compile(property.Value));
        return (f, target) =>
        {
            var name = Coercion.ToKey(key(f));
            var accessor = InHome(function(f), target);
            accessor.Put("name", new Property((isGetter ? "get " : "set ") + FunctionName(name), PropertyFlags.Configurable));
            target.Define(name, new PropertyDescriptor
            {
                Getter = isGetter ? accessor : null,
                HasGetter = isGetter,
                Setter = isGetter ? null : accessor,
                HasSetter = !isGetter,
                Enumerable = true,
                Configurable = true,
            });
        };
    }
}
