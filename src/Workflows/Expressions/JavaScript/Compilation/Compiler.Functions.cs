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
        DeclareArguments(function, prologue);
        foreach (var variable in function.Vars.Concat(function.BlockFunctions))
            if (!scope.Declares(variable))
                scope.Declare(variable, BindingKind.Var);
        foreach (var declaration in function.Names.Functions)
            scope.Declare(declaration.Function.Name!, BindingKind.Var);
        DeclareLexical(function.Names, prologue);
        if (!simple)
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
        };
        (scope, strict, topLevel, thisIsGlobal, depth) = outer;
        return code;
    }

    private int[] DeclareParameters(Function function, out bool simple)
    {
        simple = function.Rest is null && function.Parameters.TrueForAll(p => p.Initializer is null && p.Target is Identifier);
        var names = new List<string>();
        foreach (var parameter in function.Parameters)
            Patterns.CollectNames(parameter.Target, names);
        if (function.Rest is not null)
            Patterns.CollectNames(function.Rest, names);
        var kind = simple ? BindingKind.Var : BindingKind.Let;
        return [.. names.Select(n => scope.Declare(n, kind).Slot)];
    }

    private void CompileParameters(Function function, List<Action<Frame>> prologue)
    {
        var names = new List<string>();
        foreach (var parameter in function.Parameters)
            Patterns.CollectNames(parameter.Target, names);
        if (function.Rest is not null)
            Patterns.CollectNames(function.Rest, names);
        // A default may not look at a parameter to its right.
        int[] slots = [.. names.Select(n => scope.Own(n).Slot)];
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

    private void DeclareArguments(Function function, List<Action<Frame>> prologue)
    {
        if (!function.UsesArguments || scope.Declares("arguments") || function.Names.Lexical.Exists(l => l.Name == "arguments"))
            return;
        var (slot, isStrict) = (scope.Declare("arguments", BindingKind.Var).Slot, function.Strict);
        prologue.Add(f => f.Environment[slot] = f.Realm.NewArguments(f.Arguments, isStrict ? null : f.Callee));
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
