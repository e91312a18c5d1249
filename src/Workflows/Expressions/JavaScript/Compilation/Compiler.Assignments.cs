using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    private Evaluate CompileAssignment(Assignment assignment)
    {
        var op = assignment.Operator;
        return assignment.Target switch
        {
            Member member when op == "=" => CompileMemberAssignment(member, assignment.Value),
            Member member => CompileMemberUpdate(member, CompileChange(op, Compile(assignment.Value)), returnOld: false),
            Identifier identifier when op != "=" =>
                CompileNameUpdate(identifier, CompileChange(op, CompileNamed(assignment.Value, Logical(op) && assignment.GivesName ? identifier.Name : null)), false),
            _ => CompilePlainAssignment(assignment),
        };
    }

    private Evaluate CompilePlainAssignment(Assignment assignment)
    {
        var value = CompileNamed(assignment.Value, assignment.GivesName ? (assignment.Target as Identifier)?.Name : null);
        var store = CompileStore(assignment.Target, StoreKind.Assign);
        return f =>
        {
            var result = value(f);
            store(f, result);
            return result;
        };
    }

    private static bool Logical(string op) => op is "&&=" or "||=" or "??=";

    private Evaluate CompileMemberAssignment(Member member, Expression assigned)
    {
        var (target, key, value) = (Compile(member.Target), Compile(member.Key), Compile(assigned));
        var (isStrict, position) = (strict, member.Position);
        NoteVariable(member);
        return f =>
        {
            var holder = target(f);
            var name = key(f);
            var result = value(f);
            f.Budget.Position = position;
            f.Realm.SetIndex(holder, name, result, isStrict);
            return result;
        };
    }

    /// <summary>Computes a new value from the old; tells by false that nothing is to be written.</summary>
    private delegate bool Change(Frame frame, ref object? value);

    private static Change CompileChange(string op, Evaluate operand)
    {
        switch (op)
        {
            case "&&=":
                return (Frame f, ref object? v) => Replace(Coercion.ToBoolean(v), f, ref v);
            case "||=":
                return (Frame f, ref object? v) => Replace(!Coercion.ToBoolean(v), f, ref v);
            case "??=":
                return (Frame f, ref object? v) => Replace(Coercion.IsNullish(v), f, ref v);
        }
        var apply = BinaryOperation(op[..^1]);
        return (Frame f, ref object? v) =>
        {
            v = apply(f.Realm, v, operand(f));
            return true;
        };

        bool Replace(bool wanted, Frame f, ref object? v)
        {
            if (wanted)
                v = operand(f);
            return wanted;
        }
    }

    private Evaluate CompileUpdate(Update update)
    {
        var delta = update.Delta;
        bool Step(Frame f, ref object? value)
        {
            value = value is BigInteger big ? BigInts.Made(f.Realm, big + delta) : Boxed.Number((double)value! + delta);
            return true;
        }
        return update.Target is Member member
            ? CompileMemberUpdate(member, Step, !update.Prefix, numeric: true)
            : CompileNameUpdate((Identifier)update.Target, Step, !update.Prefix, numeric: true);
    }

    private Evaluate CompileNameUpdate(Identifier identifier, Change change, bool returnOld, bool numeric = false)
    {
        var read = CompileRead(identifier);
        var store = CompileStore(identifier, StoreKind.Assign);
        return f =>
        {
            var old = read(f);
            if (numeric && old is not double)
                old = Coercion.ToNumeric(old);
            var value = old;
            if (change(f, ref value))
                store(f, value);
            return returnOld ? old : value;
        };
    }

    private Evaluate CompileMemberUpdate(Member member, Change change, bool returnOld, bool numeric = false)
    {
        var (target, key) = (Compile(member.Target), Compile(member.Key));
        var (isStrict, position) = (strict, member.Position);
        NoteVariable(member);
        return f =>
        {
            var holder = target(f);
            var name = key(f);
            f.Budget.Position = position;
            if (name is not double && !Coercion.IsNullish(holder))
                name = Coercion.ToKey(name);
            var old = f.Realm.GetIndex(holder, name);
            if (numeric && old is not double)
                old = Coercion.ToNumeric(old);
            var value = old;
            if (change(f, ref value))
            {
                f.Budget.Position = position;
                f.Realm.SetIndex(holder, name, value, isStrict);
            }
            return returnOld ? old : value;
        };
    }

    private enum StoreKind { Assign, Initialize, Var }

    /// <summary>Code that puts a value into a name, member or pattern.</summary>
    private Store CompileStore(Node target, StoreKind kind) => target switch
    {
        Identifier identifier => CompileNameStore(identifier, kind),
        Member member => CompileMemberStore(member),
        ArrayPattern array => CompileArrayPattern(array, kind),
        ObjectPattern pattern => CompileObjectPattern(pattern, kind),
        _ => throw new InvalidOperationException($"No store for {target.GetType().Name}."),
    };

    private Store CompileMemberStore(Member member)
    {
        var (target, key) = (Compile(member.Target), Compile(member.Key));
        var (isStrict, position) = (strict, member.Position);
        return (f, value) =>
        {
            var holder = target(f);
            var name = key(f);
            f.Budget.Position = position;
            f.Realm.SetIndex(holder, name, value, isStrict);
        };
    }

    private Store CompileNameStore(Identifier identifier, StoreKind kind)
    {
        var (name, isStrict, position) = (identifier.Name, strict, identifier.Position);
        if (!scope.TryResolve(name, out var binding, out var hops, out var check))
        {
            FreeIdentifiers.Add(name);
            return (f, value) =>
            {
                f.Budget.Position = position;
                f.Realm.SetGlobal(name, value, isStrict);
            };
        }
        var slot = binding.Slot;
        if (kind != StoreKind.Assign)
        {
            binding.Initialized = true;
            check = false;
        }
        else if (binding.Kind == BindingKind.FunctionName)
            return (f, _) =>
            {
                if (isStrict)
                    throw Throw.Type("Assignment to constant variable.");
            };
        else if (binding.Kind == BindingKind.Const)
            return (f, _) =>
            {
                f.Budget.Position = position;
                throw ReferenceEquals(At(f, hops)[slot], Marker.Uninitialized)
                    ? Throw.Reference($"Cannot access '{name}' before initialization")
                    : Throw.Type("Assignment to constant variable.");
            };
        if (check)
            return (f, value) =>
            {
                var environment = At(f, hops);
                if (ReferenceEquals(environment[slot], Marker.Uninitialized))
                {
                    f.Budget.Position = position;
                    throw Throw.Reference($"Cannot access '{name}' before initialization");
                }
                environment[slot] = value;
            };
        if (hops == 0)
            return (f, value) => f.Environment[slot] = value;
        return (f, value) => At(f, hops)[slot] = value;
    }
}
