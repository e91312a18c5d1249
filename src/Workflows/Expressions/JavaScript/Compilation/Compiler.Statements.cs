using System.Runtime.CompilerServices;
using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    /// <summary>Exceptions of .NET are slow; a script that throws all the time must reach its limit in good time.</summary>
    private const int StepsPerException = 20;

    private Execute CompileStatements(List<Statement> body)
    {
        var statements = body.Where(s => s is not (Empty or FunctionDeclaration { InBlock: false })).Select(s => Compile(s, [])).ToArray();
        switch (statements)
        {
            case []:
                return _ => Signal.Next;
            case [var only]:
                return only;
        }
        return f =>
        {
            foreach (var statement in statements)
                if (statement(f) is var signal and not Signal.Next)
                    return signal;
            return Signal.Next;
        };
    }

    private Execute Compile(Statement statement, List<string> labels)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        depth++;
        var code = CompileAny(statement, labels);
        depth--;
        if (depth % LevelsBetweenStackChecks != LevelsBetweenStackChecks - 1)
            return code;
        return f =>
        {
            Budget.CheckStack();
            return code(f);
        };
    }

    private Execute CompileAny(Statement statement, List<string> labels) => statement switch
    {
        ExpressionStatement expression => CompileExpression(expression),
        Declaration declaration => CompileDeclaration(declaration),
        IfStatement choice => CompileIf(choice),
        ReturnStatement result => CompileReturn(result),
        Block block => CompileBlock(block),
        ForStatement loop => CompileFor(loop, labels),
        ForEachStatement loop => CompileForEach(loop, labels),
        WhileStatement loop => CompileWhile(loop, labels),
        BreakStatement jump => CompileJump(Signal.Break, jump.Label),
        ContinueStatement jump => CompileJump(Signal.Continue, jump.Label),
        ThrowStatement error => CompileThrow(error),
        TryStatement attempt => CompileTry(attempt),
        SwitchStatement choice => CompileSwitch(choice),
        LabelledStatement labelled => CompileLabelled(labelled, labels),
        FunctionDeclaration declaration => CompileBlockFunction(declaration),
        Empty => _ => Signal.Next,
        _ => throw new InvalidOperationException($"No code for {statement.GetType().Name}."),
    };

    private Execute CompileExpression(ExpressionStatement statement)
    {
        var value = Compile(statement.Value);
        if (topLevel)
            return f =>
            {
                f.Budget.Step();
                f.Completion = value(f);
                return Signal.Next;
            };
        return f =>
        {
            f.Budget.Step();
            value(f);
            return Signal.Next;
        };
    }

    private Execute CompileDeclaration(Declaration declaration)
    {
        var kind = declaration.Kind == DeclarationKind.Var ? StoreKind.Var : StoreKind.Initialize;
        var steps = new List<Action<Frame>>();
        foreach (var element in declaration.Elements)
        {
            if (element.Initializer is null && kind == StoreKind.Var)
                continue;
            var value = element.Initializer is null ? _ => null : CompileNamed(element.Initializer, (element.Target as Identifier)?.Name);
            var store = CompileStore(element.Target, kind);
            steps.Add(f => store(f, value(f)));
        }
        if (steps is [var only])
            return f =>
            {
                f.Budget.Step();
                only(f);
                return Signal.Next;
            };
        Action<Frame>[] all = [.. steps];
        return f =>
        {
            f.Budget.Step();
            foreach (var step in all)
                step(f);
            return Signal.Next;
        };
    }

    private Execute CompileIf(IfStatement statement)
    {
        var (test, whenTrue) = (Compile(statement.Test), Compile(statement.WhenTrue, []));
        var whenFalse = statement.WhenFalse is null ? null : Compile(statement.WhenFalse, []);
        return f =>
        {
            f.Budget.Step();
            if (Coercion.ToBoolean(test(f)))
                return whenTrue(f);
            return whenFalse is null ? Signal.Next : whenFalse(f);
        };
    }

    private Execute CompileReturn(ReturnStatement statement)
    {
        var value = statement.Value is null ? _ => null : Compile(statement.Value);
        return f =>
        {
            f.Result = value(f);
            return Signal.Return;
        };
    }

    private Execute CompileBlock(Block block) => CompileScoped(block.Names, () => CompileStatements(block.Body));

    /// <summary>Code in a scope of its own, entered with fresh variables and left without them.</summary>
    private Execute CompileScoped(BlockNames names, Func<Execute> compile, bool alwaysCheck = false)
    {
        if (names.Lexical.Count == 0 && names.Functions.Count == 0)
            return compile();
        var entry = new List<Action<Frame>>();
        scope = new Scope(scope, isFunction: false, names.ContainsFunction) { AlwaysCheck = alwaysCheck };
        DeclareLexical(names, entry);
        foreach (var declaration in names.Functions)
            scope.Declare(declaration.Function.Name!, BindingKind.Var);
        CompileHoisted(names, entry);
        var body = compile();
        var (layout, owns) = (scope.Layout, scope.OwnsEnvironment);
        scope = scope.Parent!;
        Action<Frame>[] steps = [.. entry];
        return f =>
        {
            var outer = f.Environment;
            if (owns)
                f.Environment = NewEnvironment(layout, outer);
            foreach (var step in steps)
                step(f);
            var signal = body(f);
            f.Environment = outer;
            return signal;
        };
    }

    private static object?[] NewEnvironment(Layout layout, object?[] outer)
    {
        var environment = new object?[layout.Count];
        environment[0] = outer;
        return environment;
    }

    /// <summary>A function in a block also becomes a var of the function around it when its declaration is reached.</summary>
    private Execute CompileBlockFunction(FunctionDeclaration declaration)
    {
        var name = declaration.Function.Name!;
        if (strict || !scope.TryResolve(name, out var inner, out var innerHops, out _)
            || !scope.TryResolveOuterVar(name, out var outer, out var hops))
            return _ => Signal.Next;
        return f =>
        {
            At(f, hops)[outer.Slot] = At(f, innerHops)[inner.Slot];
            return Signal.Next;
        };
    }

    private static Execute CompileJump(Signal signal, string? label) => f =>
    {
        f.Label = label;
        return signal;
    };

    private Execute CompileThrow(ThrowStatement statement)
    {
        var (value, position) = (Compile(statement.Value), statement.Position);
        return f =>
        {
            var thrown = value(f);
            f.Budget.Position = position;
            throw new Throw(thrown);
        };
    }

    private Execute CompileLabelled(LabelledStatement statement, List<string> labels)
    {
        var label = statement.Label;
        var body = Compile(statement.Body, [.. labels, label]);
        return f =>
        {
            var signal = body(f);
            if (signal != Signal.Break || f.Label != label)
                return signal;
            f.Label = null;
            return Signal.Next;
        };
    }

    private Execute CompileSwitch(SwitchStatement statement)
    {
        var value = Compile(statement.Value);
        var subject = scope.Reserve();
        var subjectScope = scope;
        return CompileSwitchWith(value, subjectScope, subject, statement);
    }

    private Execute CompileSwitchWith(Evaluate value, Scope valueScope, int slot, SwitchStatement statement)
    {
        // The value is computed outside of the scope of the cases and handed in through a slot.
        var cases = CompileScoped(statement.Names, () =>
        {
            var hops = scope.OwnsEnvironment && !ReferenceEquals(scope, valueScope) ? 1 : 0;
            var tests = statement.Cases.ConvertAll(c => c.Test is null ? null : Compile(c.Test)).ToArray();
            var bodies = statement.Cases.ConvertAll(c => CompileStatements(c.Body)).ToArray();
            var fallback = Array.IndexOf(tests, null);
            return f =>
            {
                var subject = At(f, hops)[slot];
                var start = -1;
                for (var i = 0; i < tests.Length && start < 0; i++)
                    if (tests[i] is { } test && Operators.StrictEquals(subject, test(f)))
                        start = i;
                for (var i = start < 0 ? fallback : start; i >= 0 && i < bodies.Length; i++)
                    if (bodies[i](f) is var signal and not Signal.Next)
                        return signal;
                return Signal.Next;
            };
        }, alwaysCheck: true);
        return f =>
        {
            f.Budget.Step();
            f.Environment[slot] = value(f);
            var signal = cases(f);
            return signal == Signal.Break && f.Label is null ? Signal.Next : signal;
        };
    }

    private Execute CompileTry(TryStatement statement)
    {
        var body = CompileBlock(statement.Body);
        var handler = statement.Handler is null ? null : CompileCatch(statement);
        var guarded = handler is null ? body : f =>
        {
            var (environment, callDepth) = (f.Environment, f.Budget.Depth);
            try
            {
                return body(f);
            }
            catch (Throw error)
            {
                f.Environment = environment;
                f.Budget.Depth = callDepth;
                f.Budget.Charge(StepsPerException);
                return handler(f, error.Value(f.Realm));
            }
        };
        if (statement.Finalizer is null)
            return guarded;
        var finalizer = CompileBlock(statement.Finalizer);
        return f =>
        {
            var (environment, callDepth) = (f.Environment, f.Budget.Depth);
            Throw? pending = null;
            var signal = Signal.Next;
            try
            {
                signal = guarded(f);
            }
            catch (Throw error)
            {
                pending = error;
            }
            f.Environment = environment;
            f.Budget.Depth = callDepth;
            var (result, label, completion, position) = (f.Result, f.Label, f.Completion, f.Budget.Position);
            var last = finalizer(f);
            if (last != Signal.Next)
                return last;
            (f.Result, f.Label, f.Completion, f.Budget.Position) = (result, label, completion, position);
            return pending is null ? signal : throw pending;
        };
    }

    private Func<Frame, object?, Signal> CompileCatch(TryStatement statement)
    {
        if (statement.Parameter is null)
        {
            var plain = CompileBlock(statement.Handler!);
            return (f, _) => plain(f);
        }
        var names = statement.HandlerNames!;
        var entry = new List<Action<Frame>>();
        scope = new Scope(scope, isFunction: false, names.ContainsFunction);
        DeclareLexical(names, entry);
        var store = CompileStore(statement.Parameter, StoreKind.Initialize);
        var body = CompileBlock(statement.Handler!);
        var (layout, owns) = (scope.Layout, scope.OwnsEnvironment);
        scope = scope.Parent!;
        return (f, error) =>
        {
            var outer = f.Environment;
            if (owns)
                f.Environment = NewEnvironment(layout, outer);
            foreach (var step in entry)
                step(f);
            store(f, error);
            var signal = body(f);
            f.Environment = outer;
            return signal;
        };
    }
}
