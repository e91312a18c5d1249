using LienThong.Workflows.Expressions.JavaScript.Hosting;
using LienThong.Workflows.Expressions.JavaScript.Intrinsics;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>The objects of one run. Nothing in it outlives the run, so a script cannot change what another one sees.</summary>
internal sealed partial class Realm
{
    private Dictionary<Intrinsic, JsObject>? prototypes;
    private Dictionary<Intrinsic, JsObject>? constructors;
    private Dictionary<TemplateLiteral, JsArray>? templates;
    private Dictionary<string, Symbol>? symbols;
    private JsObject? objectPrototype;
    private JsObject? functionPrototype;
    private JsObject? arrayPrototype;
    private JsObject? iteratorPrototype;
    private JsObject? global;
    private HostValues? host;
    private HashSet<JsObject>? joining;
    private NativeFunction? refusal;
    private readonly IScriptScope scope;

    public Realm(IScriptScope scope, Budget budget, TimeProvider clock)
    {
        this.scope = scope;
        Budget = budget;
        Clock = clock;
    }

    public Budget Budget { get; }

    /// <summary>Set when a program begins that declares any.</summary>
    public ProgramVariables? Variables { get; set; }

    public TimeProvider Clock { get; }

    /// <summary>Arrays whose join is under way.</summary>
    public HashSet<JsObject> Joining => joining ??= new HashSet<JsObject>(ReferenceEqualityComparer.Instance);

    public JsObject Global => global ??= GlobalIntrinsics.Create(this, scope);

    public HostValues Host => host ??= new HostValues(this);

    /// <summary>The result of the script as a .NET value.</summary>
    public object? Export(object? value) => value switch
    {
        null or Null => null,
        JsObject => Host.ToHost(value),
        _ => HostValues.Plain(value),
    };

    /// <summary>Writes what the script changed in lists of the host back into them.</summary>
    public void FlushHost() => host?.Flush();

    public JsObject ObjectPrototype => objectPrototype ??= Prototype(ObjectIntrinsics.Definition);
    public JsObject FunctionPrototype => functionPrototype ??= Prototype(FunctionIntrinsics.Definition);
    public JsObject ArrayPrototype => arrayPrototype ??= Prototype(ArrayIntrinsics.Definition);
    public JsObject IteratorPrototype => iteratorPrototype ??= Prototype(IteratorIntrinsics.Definition);

    public JsObject Prototype(Intrinsic intrinsic)
    {
        prototypes ??= new Dictionary<Intrinsic, JsObject>(ReferenceEqualityComparer.Instance);
        if (!prototypes.TryGetValue(intrinsic, out var prototype))
            prototypes[intrinsic] = prototype = intrinsic.CreatePrototype(this);
        return prototype;
    }

    public JsObject Constructor(Intrinsic intrinsic)
    {
        constructors ??= new Dictionary<Intrinsic, JsObject>(ReferenceEqualityComparer.Instance);
        if (!constructors.TryGetValue(intrinsic, out var constructor))
            constructors[intrinsic] = constructor = intrinsic.CreateConstructor(this);
        return constructor;
    }

    /// <summary>Whether the script replaced the next of the standard iterators, so that arrays must be walked the long way.</summary>
    public bool ArrayIteratorTouched =>
        prototypes is not null && prototypes.TryGetValue(IteratorIntrinsics.OfArrays.Definition, out var prototype)
            && !(prototype.Get("next") is NativeFunction next && next.Code == IteratorIntrinsics.OfArrays.Next);

    public JsArray NewArray(List<object?> items)
    {
        Budget.CheckArray(items.Count);
        return new JsArray(this, items);
    }

    public JsError NewError(ErrorKind kind, string message)
    {
        var error = new JsError(Prototype(ErrorIntrinsics.Of(kind)));
        error.Put("message", new Property(message, PropertyFlags.Hidden));
        return error;
    }

    public JsRegExp NewRegExp(string pattern, string flags, JsObject? prototype = null) =>
        new(prototype ?? Prototype(RegExpIntrinsics.Definition), RegexSyntax.Compile(pattern, flags, Budget.Limits.Timeout));

    /// <remarks>callee: Null where the function may not be reached through its arguments. environment: Null where elements stand for themselves.</remarks>
    public JsObject NewArguments(object?[] values, JsObject? callee, object?[]? environment, int[] slots)
    {
        var arguments = new JsArguments(this, values, environment, slots);
        arguments.Put("length", new Property(Boxed.Number(values.Length), PropertyFlags.Hidden));
        arguments.Put(Symbol.Iterator, new Property(ArrayPrototype.Get("values"), PropertyFlags.Hidden));
        if (callee is not null)
            arguments.Put("callee", new Property(callee, PropertyFlags.Hidden));
        else
            arguments.Put("callee", new Property(Refused.Value, PropertyFlags.Accessor));
        return arguments;
    }

    /// <summary>An accessor that always throws, in place of what strict functions may not be asked for.</summary>
    public Property Refused => new(new Accessor(Refusal, Refusal), PropertyFlags.Accessor | PropertyFlags.Configurable);

    private NativeFunction Refusal => refusal ??= NewRefusal();

    private NativeFunction NewRefusal()
    {
        var function = new NativeFunction(this, "", 0,
            (_, _, _) => throw Throw.Type("'caller', 'callee' and 'arguments' may not be accessed on functions or the arguments of strict functions"));
        ObjectIntrinsics.Freeze(function);
        return function;
    }

    public JsObject TemplateObject(TemplateLiteral template)
    {
        templates ??= new Dictionary<TemplateLiteral, JsArray>(ReferenceEqualityComparer.Instance);
        if (templates.TryGetValue(template, out var strings))
            return strings;
        strings = NewArray([.. template.Cooked]);
        var raw = NewArray([.. template.Raw]);
        ObjectIntrinsics.Freeze(raw);
        strings.Put("raw", new Property(raw, PropertyFlags.None));
        ObjectIntrinsics.Freeze(strings);
        return templates[template] = strings;
    }

    public Symbol SharedSymbol(string key)
    {
        symbols ??= [];
        if (!symbols.TryGetValue(key, out var symbol))
            symbols[key] = symbol = new Symbol(key);
        return symbol;
    }

    public string? KeyOfShared(Symbol symbol) => symbols?.FirstOrDefault(s => ReferenceEquals(s.Value, symbol)).Key;

    public bool TryGetGlobal(string name, out object? value)
    {
        var holder = Global;
        if (holder.TryGetOwn(name, out var property))
        {
            value = property.IsAccessor ? holder.Get(name) : property.Value;
            return true;
        }
        value = null;
        if (!holder.Has(name))
            return false;
        value = holder.Get(name);
        return true;
    }

    public void SetGlobal(string name, object? value, bool strict)
    {
        if (strict && !Global.Has(name))
            throw Throw.Reference($"{name} is not defined");
        if (!Global.Set(name, value) && strict)
            throw Throw.Type($"Cannot assign to read only property '{name}'");
    }
}
