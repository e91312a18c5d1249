using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    public FunctionCode CompileProgram(Function program)
    {
        topLevel = true;
        return CompileCode(program, "", ownName: false);
    }

    /// <remarks>ownName: Whether the function sees its own name, as a named function expression does.</remarks>
    private Evaluate CompileFunction(Function function, string? name = null, bool ownName = true)
    {
        var code = CompileCode(function, function.Name ?? name ?? "", ownName);
        return function.Arrow
            ? f => new ScriptFunction(f.Realm, code, f.Environment, f)
            : f => new ScriptFunction(f.Realm, code, f.Environment, null);
    }

    private FunctionCode CompileCode(Function function, string name, bool ownName)
    {
        var outer = (scope, strict, topLevel, thisIsGlobal, depth);
        var isProgram = scope is null;
        (strict, topLevel, thisIsGlobal, depth) = (function.Strict, isProgram, isProgram || (function.Arrow && thisIsGlobal), 0);
        scope = new Scope(outer.scope, isFunction: true, ownsEnvironment: true);
        var prologue = new List<Action<Frame>>();

        var parameterSlots = DeclareParameters(function, out var simple);
        if (ownName)
            DeclareFunctionName(function, prologue);
        DeclareArguments(function, simple ? parameterSlots : null, prologue);
        var separate = !simple && HasExpressions(function);
        if (separate)
        {
            CompileParameters(function, prologue);
            // What parameters compute does not see the variables of the body: same array, other names.
            scope = new Scope(scope, isFunction: true, ownsEnvironment: false);
        }
        scope.BlockFunctions.UnionWith(function.BlockFunctions);
        scope.BlockFunctions.ExceptWith(function.Names.Lexical.Select(l => l.Name));
        scope.BlockFunctions.ExceptWith(ParameterNames(function));
        foreach (var variable in function.Vars.Concat(scope.BlockFunctions))
            if (!scope.Declares(variable) && !(isProgram && Parser.GlobalConstants.Contains(variable)))
                DeclareVariable(variable, prologue);
        foreach (var declaration in function.Names.Functions)
            scope.Declare(declaration.Function.Name!, BindingKind.Var);
        DeclareLexical(function.Names, prologue);
        if (!simple && !separate)
            CompileParameters(function, prologue);
        CompileHoisted(function.Names, prologue);

        Evaluate? value = null;
        Execute body = _ => Signal.Next;
        if (function is { Arrow: true, Body: [ReturnStatement { Value: { } expression }] })
            value = Compile(expression);
        else
            body = CompileStatements(function.Body);
        Action<Frame>[] steps = [.. prologue];
        var first = function.Parameters.FindIndex(p => p.Initializer is not null);
        var code = new FunctionCode
        {
            Name = name,
            Length = first < 0 ? function.Parameters.Count : first,
            Strict = function.Strict,
            IsConstructor = !function.Arrow && !function.Method && !isProgram,
            SourceText = function.SourceText,
            Layout = scope.Layout,
            ParameterSlots = simple ? parameterSlots : [],
            Prologue = steps.Length == 0 ? null : f =>
            {
                foreach (var step in steps)
                    step(f);
            },
            Body = body,
            Value = value,
            GlobalSlots = isProgram ? scope.Variables() : null,
        };
        (scope, strict, topLevel, thisIsGlobal, depth) = outer;
        return code;
    }

    /// <summary>A var of the body begins with the value of the parameter that has its name, where that is a variable of its own.</summary>
    private void DeclareVariable(string name, List<Action<Frame>> prologue)
    {
        var inherited = scope.InheritedSlot(name);
        var slot = scope.Declare(name, BindingKind.Var).Slot;
        if (inherited is { } parameter)
            prologue.Add(f => f.Environment[slot] = f.Environment[parameter]);
    }

    private static bool HasExpressions(Function function) =>
        function.Parameters.Exists(p => p.Initializer is not null || Patterns.HasExpressions(p.Target))
            || (function.Rest is not null && Patterns.HasExpressions(function.Rest));

    private static List<string> ParameterNames(Function function)
    {
        var names = new List<string>();
        foreach (var parameter in function.Parameters)
            Patterns.CollectNames(parameter.Target, names);
        if (function.Rest is not null)
            Patterns.CollectNames(function.Rest, names);
        return names;
    }

    private int[] DeclareParameters(Function function, out bool simple)
    {
        simple = function.Rest is null && function.Parameters.TrueForAll(p => p.Initializer is null && p.Target is Identifier);
        var kind = simple ? BindingKind.Var : BindingKind.Let;
        return [.. ParameterNames(function).Select(n => scope.Declare(n, kind).Slot)];
    }

    private void CompileParameters(Function function, List<Action<Frame>> prologue)
    {
        // A default may not look at a parameter to its right.
        int[] slots = [.. ParameterNames(function).Select(n => scope.Own(n).Slot)];
        prologue.Add(f => MarkUninitialized(f, slots));
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            var (index, store) = (i, CompileElement(function.Parameters[i], StoreKind.Initialize));
            prologue.Add(f => store(f, f.Arguments.At(index)));
        }
        if (function.Rest is null)
            return;
        var (count, rest) = (function.Parameters.Count, CompileStore(function.Rest, StoreKind.Initialize));
        prologue.Add(f => rest(f, f.Realm.NewArray([.. f.Arguments.Skip(count)])));
    }

    private void DeclareFunctionName(Function function, List<Action<Frame>> prologue)
    {
        if (function.Name is not { } name || function.Arrow || function.Method || scope.Declares(name) || function.Vars.Contains(name)
            || function.Names.Lexical.Exists(l => l.Name == name) || function.Names.Functions.Exists(d => d.Function.Name == name))
            return;
        var slot = scope.Declare(name, BindingKind.FunctionName).Slot;
        prologue.Add(f => f.Environment[slot] = f.Callee);
    }

    /// <remarks>parameterSlots: Null where the parameters are more than names.</remarks>
    private void DeclareArguments(Function function, int[]? parameterSlots, List<Action<Frame>> prologue)
    {
        if (!function.UsesArguments || scope.Declares("arguments") || function.Names.Lexical.Exists(l => l.Name == "arguments"))
            return;
        var slot = scope.Declare("arguments", BindingKind.Var).Slot;
        if (function.Strict || parameterSlots is null)
        {
            prologue.Add(f => f.Environment[slot] = f.Realm.NewArguments(f.Arguments, null, null, []));
            return;
        }
        // Of parameters with the same name the last one is the variable.
        int[] mapped = [.. parameterSlots.Select((s, i) => Array.LastIndexOf(parameterSlots, s) == i ? s : -1)];
        prologue.Add(f => f.Environment[slot] = f.Realm.NewArguments(f.Arguments, f.Callee, f.Environment, mapped));
    }

    /// <summary>Declares let and const; their slots hold a marker until the declaration runs.</summary>
    private void DeclareLexical(BlockNames names, List<Action<Frame>> prologue)
    {
        if (names.Lexical.Count == 0)
            return;
        int[] slots = [.. names.Lexical.Select(l => scope.Declare(l.Name, l.Constant ? BindingKind.Const : BindingKind.Let).Slot)];
        prologue.Add(f => MarkUninitialized(f, slots));
    }

    private static void MarkUninitialized(Frame frame, int[] slots)
    {
        foreach (var slot in slots)
            frame.Environment[slot] = Marker.Uninitialized;
    }

    private void CompileHoisted(BlockNames names, List<Action<Frame>> prologue)
    {
        foreach (var declaration in names.Functions)
        {
            var (create, slot) = (CompileFunction(declaration.Function, ownName: false), scope.Own(declaration.Function.Name!).Slot);
            prologue.Add(f => f.Environment[slot] = create(f));
        }
    }
}
