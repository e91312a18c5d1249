using LienThong.Workflows.Expressions.JavaScript.Compilation;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

internal abstract class JsFunction(Realm realm, JsObject? prototype) : JsObject(prototype)
{
    protected Realm Realm { get; } = realm;

    public override string ClassName => "Function";

    public override bool IsCallable => true;

    /// <summary>The object that new starts with.</summary>
    protected static JsObject PrototypeFor(JsObject newTarget, JsObject fallback) =>
        newTarget.Get("prototype") as JsObject ?? fallback;
}

internal delegate object? NativeCode(Realm realm, object? self, object?[] arguments);

internal delegate object? NativeConstruct(Realm realm, object?[] arguments, JsObject newTarget);

/// <summary>A function of the standard library or of the host.</summary>
internal sealed class NativeFunction : JsFunction
{
    private readonly NativeCode code;
    private readonly NativeConstruct? construct;

    public NativeFunction(Realm realm, string name, int length, NativeCode code, NativeConstruct? construct = null, JsObject? prototype = null)
        : base(realm, prototype ?? realm.FunctionPrototype)
    {
        this.code = code;
        this.construct = construct;
        Put("length", new Property(Boxed.Number(length), PropertyFlags.Configurable));
        Put("name", new Property(name, PropertyFlags.Configurable));
    }

    public NativeCode Code => code;

    public override bool IsConstructor => construct is not null;

    public override object? Call(object? self, object?[] arguments)
    {
        Realm.Budget.Enter();
        Realm.Budget.ChargeReading(self);
        if (arguments.Length > 0)
            Realm.Budget.ChargeReading(arguments[0]);
        var result = code(Realm, self, arguments);
        Realm.Budget.Leave();
        return result;
    }

    public override object? Construct(object?[] arguments, JsObject newTarget)
    {
        if (construct is null)
            return base.Construct(arguments, newTarget);
        Realm.Budget.Enter();
        var result = construct(Realm, arguments, newTarget);
        Realm.Budget.Leave();
        return result;
    }
}

/// <summary>A function written in the script, with the variables it closes over.</summary>
internal sealed class ScriptFunction : JsFunction
{
    private readonly FunctionCode code;
    private readonly object?[] environment;
    private readonly Frame? outer;

    /// <remarks>outer: The frame whose this and arguments an arrow function shares.</remarks>
    public ScriptFunction(Realm realm, FunctionCode code, object?[] environment, Frame? outer) : base(realm, realm.FunctionPrototype)
    {
        this.code = code;
        this.environment = environment;
        this.outer = outer;
        SetLazy(new Own(realm, code));
    }

    public string SourceText => code.SourceText;

    /// <summary>Of a method: the object literal it stands in.</summary>
    public JsObject? Home { get; set; }

    public override bool IsConstructor => code.IsConstructor;

    public override object? Call(object? self, object?[] arguments)
    {
        if (!code.Strict && outer is null && self is not JsObject)
            self = Coercion.IsNullish(self) ? Realm.Global : Realm.ToObject(self);
        return Run(self, arguments, null);
    }

    public override object? Construct(object?[] arguments, JsObject newTarget)
    {
        if (!code.IsConstructor)
            return base.Construct(arguments, newTarget);
        var created = new JsObject(PrototypeFor(newTarget, Realm.ObjectPrototype));
        return Run(created, arguments, newTarget) as JsObject ?? created;
    }

    private object? Run(object? self, object?[] arguments, JsObject? newTarget)
    {
        var budget = Realm.Budget;
        budget.Enter();
        var frame = new Frame(Realm, self, arguments, outer) { Callee = this, NewTarget = outer is null ? newTarget : outer.NewTarget, Home = outer is null ? Home : outer.Home };
        var result = code.Run(frame, environment);
        budget.Leave();
        return result;
    }

    private sealed class Own(Realm realm, FunctionCode code) : LazyProperties
    {
        public override IEnumerable<object> Keys => code.IsConstructor ? ["length", "name", "prototype"] : ["length", "name"];

        public override bool TryCreate(JsObject owner, object key, out Property property)
        {
            property = (key as string) switch
            {
                "length" => new Property(Boxed.Number(code.Length), PropertyFlags.Configurable),
                "name" => new Property(code.Name, PropertyFlags.Configurable),
                "prototype" when code.IsConstructor => new Property(NewPrototype(owner), PropertyFlags.Writable),
                _ => new Property(Marker.Hole, PropertyFlags.None),
            };
            return !ReferenceEquals(property.Value, Marker.Hole);
        }

        private JsObject NewPrototype(JsObject owner)
        {
            var prototype = new JsObject(realm.ObjectPrototype);
            prototype.Put("constructor", new Property(owner, PropertyFlags.Hidden));
            return prototype;
        }
    }
}

/// <summary>What Function.prototype.bind returns.</summary>
internal sealed class BoundFunction(Realm realm, JsObject target, object? self, object?[] bound) : JsFunction(realm, target.Prototype)
{
    public JsObject Target => target;

    public override bool IsConstructor => target.IsConstructor;

    public override object? Call(object? ignored, object?[] arguments)
    {
        // Bound to bound to bound would nest without a call of its own.
        Budget.CheckStack();
        return target.Call(self, [.. bound, .. arguments]);
    }

    public override object? Construct(object?[] arguments, JsObject newTarget) =>
        target.Construct([.. bound, .. arguments], ReferenceEquals(newTarget, this) ? target : newTarget);
}
