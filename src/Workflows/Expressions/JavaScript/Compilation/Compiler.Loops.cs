using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    /// <summary>Whether a loop goes on after its body; otherwise the signal to end with.</summary>
    private static bool GoesOn(Frame frame, ref Signal signal, List<string> labels)
    {
        switch (signal)
        {
            case Signal.Next:
                return true;
            case Signal.Continue when frame.Label is null || labels.Contains(frame.Label):
                frame.Label = null;
                signal = Signal.Next;
                return true;
            case Signal.Break when frame.Label is null:
                signal = Signal.Next;
                return false;
            default:
                return false;
        }
    }

    private Execute CompileWhile(WhileStatement statement, List<string> labels)
    {
        var (test, body, testFirst) = (Compile(statement.Test), Compile(statement.Body, []), statement.TestFirst);
        return f =>
        {
            if (testFirst && !Coercion.ToBoolean(test(f)))
                return Signal.Next;
            do
            {
                f.Budget.Step();
                var signal = body(f);
                if (!GoesOn(f, ref signal, labels))
                    return signal;
            }
            while (Coercion.ToBoolean(test(f)));
            return Signal.Next;
        };
    }

    private Execute CompileFor(ForStatement statement, List<string> labels)
    {
        var copies = statement.Names is { ContainsFunction: true, Lexical.Count: > 0 };
        return CompileScoped(statement.Names, () =>
        {
            var first = CompileForFirst(statement.First);
            var test = statement.Test is null ? null : Compile(statement.Test);
            var update = statement.Update is null ? null : Compile(statement.Update);
            var body = Compile(statement.Body, []);
            return f =>
            {
                first?.Invoke(f);
                if (copies)
                    f.Environment = (object?[])f.Environment.Clone();
                while (test is null || Coercion.ToBoolean(test(f)))
                {
                    f.Budget.Step();
                    var signal = body(f);
                    if (!GoesOn(f, ref signal, labels))
                        return signal;
                    // Each round has its own variables, so that functions made in it keep theirs.
                    if (copies)
                        f.Environment = (object?[])f.Environment.Clone();
                    update?.Invoke(f);
                }
                return Signal.Next;
            };
        });
    }

    private Action<Frame>? CompileForFirst(Statement? first)
    {
        if (first is ExpressionStatement expression)
        {
            var value = Compile(expression.Value);
            return f => value(f);
        }
        if (first is null)
            return null;
        var declaration = Compile(first, []);
        return f => declaration(f);
    }

    private Execute CompileForEach(ForEachStatement statement, List<string> labels)
    {
        // The source is read in a scope where the loop variables exist but have no value yet.
        Evaluate source = null!;
        var probe = CompileScoped(statement.Names, () =>
        {
            source = Compile(statement.Source);
            return f =>
            {
                f.Result = source(f);
                return Signal.Next;
            };
        });
        var kind = statement.Kind switch { null => StoreKind.Assign, DeclarationKind.Var => StoreKind.Var, _ => StoreKind.Initialize };
        var item = scope.Reserve();
        var itemScope = scope;
        var round = CompileScoped(statement.Names, () =>
        {
            var hops = scope.OwnsEnvironment && !ReferenceEquals(scope, itemScope) ? 1 : 0;
            var store = CompileStore(statement.Target, kind);
            var body = Compile(statement.Body, []);
            return f =>
            {
                store(f, At(f, hops)[item]);
                return body(f);
            };
        });
        var (keys, position) = (statement.Keys, statement.Position);
        return f =>
        {
            probe(f);
            var (collection, slots) = (f.Result, f.Environment);
            f.Budget.Position = position;
            return keys ? EachKey(collection, f, slots) : EachItem(collection, f, slots);
        };

        Signal EachKey(object? collection, Frame f, object?[] slots)
        {
            if (Coercion.IsNullish(collection))
                return Signal.Next;
            foreach (var key in f.Realm.ToObject(collection).EnumerableNamesOfChain())
            {
                f.Budget.Step();
                slots[item] = key;
                var signal = round(f);
                if (!GoesOn(f, ref signal, labels))
                    return signal;
            }
            return Signal.Next;
        }

        Signal EachItem(object? collection, Frame f, object?[] slots)
        {
            var iteration = Iteration.Of(f.Realm, collection);
            while (iteration.MoveNext(out slots[item]))
            {
                Signal signal;
                try
                {
                    signal = round(f);
                }
                catch (Throw)
                {
                    var position = f.Budget.Position;
                    iteration.CloseQuietly();
                    f.Budget.Position = position;
                    throw;
                }
                if (GoesOn(f, ref signal, labels))
                    continue;
                iteration.Close();
                return signal;
            }
            return Signal.Next;
        }
    }
}
