using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

internal static class ErrorIntrinsics
{
    public static readonly Intrinsic[] All = [.. Enum.GetValues<ErrorKind>().Select(Define)];

    public static Intrinsic Of(ErrorKind kind) => All[(int)kind];

    private static Intrinsic Define(ErrorKind kind)
    {
        var name = kind.ToString();
        var prototype = new IntrinsicTable()
            .Constant("name", name, PropertyFlags.Hidden)
            .Constant("message", "", PropertyFlags.Hidden);
        if (kind == ErrorKind.Error)
            prototype.Method("toString", 0, Text);
        return new Intrinsic(name, 1, (r, _, a) => Create(r, a, r.Constructor(Of(kind)), kind), (r, a, t) => Create(r, a, t, kind))
        {
            Prototype = prototype,
            Parent = kind == ErrorKind.Error ? null : r => r.Prototype(Of(ErrorKind.Error)),
            ConstructorParent = kind == ErrorKind.Error ? null : r => r.Constructor(Of(ErrorKind.Error)),
        };
    }

    private static JsError Create(Realm realm, object?[] arguments, JsObject newTarget, ErrorKind kind)
    {
        var error = new JsError(newTarget.Get("prototype") as JsObject ?? realm.Prototype(Of(kind)));
        if (arguments.At(0) is { } message)
            error.Put("message", new Property(Coercion.ToText(message), PropertyFlags.Hidden));
        if (arguments.At(1) is JsObject options && options.Has("cause"))
            error.Put("cause", new Property(options.Get("cause"), PropertyFlags.Hidden));
        return error;
    }

    private static string Text(Realm realm, object? self, object?[] arguments)
    {
        if (self is not JsObject error)
            throw Throw.Type("Error.prototype.toString requires that 'this' be an Object");
        var name = error.Get("name") is { } n ? Coercion.ToText(n) : "Error";
        var message = error.Get("message") is { } m ? Coercion.ToText(m) : "";
        return name.Length == 0 ? message : message.Length == 0 ? name : $"{name}: {message}";
    }
}
