namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal enum BindingKind { Var, Let, Const, FunctionName }

/// <summary>A declared variable and its place in the array of its environment.</summary>
internal sealed class Binding(BindingKind kind, int slot)
{
    public BindingKind Kind => kind;
    public int Slot => slot;

    /// <summary>Set when the declaration has been compiled: later code of the same function need not check.</summary>
    public bool Initialized { get; set; } = kind is BindingKind.Var or BindingKind.FunctionName;
}

/// <summary>How many slots an environment has; known when everything in it is compiled.</summary>
internal sealed class Layout
{
    public int Count { get; set; } = 1;
}

/// <summary>A function or block. A block gets an array of its own only if a function in it may keep its variables.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, Binding> bindings = [];

    public Scope(Scope? parent, bool isFunction, bool ownsEnvironment)
    {
        Parent = parent;
        IsFunction = isFunction;
        OwnsEnvironment = ownsEnvironment;
        Layout = ownsEnvironment ? new Layout() : parent!.Layout;
    }

    public Scope? Parent { get; }
    public bool IsFunction { get; }
    public bool OwnsEnvironment { get; }
    public Layout Layout { get; }

    /// <summary>Cases of a switch may be entered behind a declaration.</summary>
    public bool AlwaysCheck { get; init; }

    /// <summary>Of a function: the functions of its blocks that are also its vars. Parameters and let stay what they are.</summary>
    public HashSet<string> BlockFunctions { get; } = [];

    public bool Declares(string name) => bindings.ContainsKey(name);

    public Binding Declare(string name, BindingKind kind)
    {
        if (!bindings.TryGetValue(name, out var binding))
            bindings[name] = binding = new Binding(kind, Layout.Count++);
        return binding;
    }

    /// <summary>The slot of a name in the parent, where that shares the environment; null where it has none.</summary>
    public int? InheritedSlot(string name) =>
        !OwnsEnvironment && IsFunction && Parent!.bindings.TryGetValue(name, out var binding) && binding.Kind != BindingKind.FunctionName ? binding.Slot : null;

    public Binding Own(string name) => bindings[name];

    /// <summary>The slots of var and function declarations; null where there are none.</summary>
    public IReadOnlyDictionary<string, int>? Variables()
    {
        var variables = bindings.Where(b => b.Value.Kind == BindingKind.Var).ToDictionary(b => b.Key, b => b.Value.Slot);
        return variables.Count == 0 ? null : variables;
    }

    /// <summary>An unnamed slot.</summary>
    public int Reserve() => Layout.Count++;

    /// <summary>Finds a variable; hops counts the environments to leave, check tells whether it may be uninitialized.</summary>
    public bool TryResolve(string name, out Binding binding, out int hops, out bool check)
    {
        hops = 0;
        var crossed = false;
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.bindings.TryGetValue(name, out var found))
            {
                binding = found;
                check = found.Kind is BindingKind.Let or BindingKind.Const && (crossed || !found.Initialized || scope.AlwaysCheck);
                return true;
            }
            if (scope.OwnsEnvironment)
                hops++;
            crossed |= scope.IsFunction;
        }
        binding = null!;
        check = false;
        return false;
    }

    /// <summary>Where a function in a block also lives as a var (Annex B.3.3); false where a let stands in between.</summary>
    public bool TryResolveOuterVar(string name, out Binding binding, out int hops)
    {
        binding = null!;
        hops = OwnsEnvironment ? 1 : 0;
        for (var scope = Parent; scope is not null; scope = scope.Parent)
        {
            if (scope.bindings.TryGetValue(name, out var found))
            {
                binding = found;
                return scope.IsFunction && scope.BlockFunctions.Contains(name);
            }
            if (scope.IsFunction)
                return false;
            if (scope.OwnsEnvironment)
                hops++;
        }
        return false;
    }
}
