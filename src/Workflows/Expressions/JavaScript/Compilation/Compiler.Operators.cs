using System.Numerics;
using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    private Evaluate CompileBinary(Binary binary)
    {
        var (left, right, position) = (Compile(binary.Left), Compile(binary.Right), binary.Position);
        switch (binary.Operator)
        {
            case "&&":
                return f => left(f) is var value && Coercion.ToBoolean(value) ? right(f) : value;
            case "||":
                return f => left(f) is var value && Coercion.ToBoolean(value) ? value : right(f);
            case "??":
                return f => left(f) is var value && Coercion.IsNullish(value) ? right(f) : value;
        }
        var apply = BinaryOperation(binary.Operator);
        return binary.Operator switch
        {
            "+" => f => left(f) is var a && right(f) is var b && a is double x && b is double y ? Boxed.Number(x + y) : Apply(f, a, b),
            "-" => f => left(f) is var a && right(f) is var b && a is double x && b is double y ? Boxed.Number(x - y) : Apply(f, a, b),
            "*" => f => left(f) is var a && right(f) is var b && a is double x && b is double y ? Boxed.Number(x * y) : Apply(f, a, b),
            "<" => f => left(f) is var a && right(f) is var b && a is double x && b is double y ? Boxed.Bool(x < y) : Apply(f, a, b),
            ">" => f => left(f) is var a && right(f) is var b && a is double x && b is double y ? Boxed.Bool(x > y) : Apply(f, a, b),
            "===" => f => Boxed.Bool(Operators.StrictEquals(left(f), right(f))),
            "!==" => f => Boxed.Bool(!Operators.StrictEquals(left(f), right(f))),
            _ => f => Apply(f, left(f), right(f)),
        };

        object? Apply(Frame f, object? a, object? b)
        {
            f.Budget.Position = position;
            return apply(f.Realm, a, b);
        }
    }

    /// <summary>What an operator does once both sides are known.</summary>
    private static Func<Realm, object?, object?, object?> BinaryOperation(string op) => op switch
    {
        "+" => Operators.Add,
        "-" => Arithmetic((a, b) => a - b, BigInteger.Subtract),
        "*" => Arithmetic((a, b) => a * b, BigInteger.Multiply),
        "/" => Arithmetic((a, b) => a / b, BigInts.Divide),
        "%" => Arithmetic((a, b) => a % b, BigInts.Remainder),
        "**" => Arithmetic(Operators.Power, BigInts.Power),
        "|" => Bitwise((a, b) => a | b, (a, b) => a | b),
        "&" => Bitwise((a, b) => a & b, (a, b) => a & b),
        "^" => Bitwise((a, b) => a ^ b, (a, b) => a ^ b),
        "<<" => Bitwise((a, b) => a << (b & 31), BigInts.ShiftLeft),
        ">>" => Bitwise((a, b) => a >> (b & 31), (a, b) => BigInts.ShiftLeft(a, -b)),
        ">>>" => Arithmetic((a, b) => Coercion.ToUint32(a) >> (int)(Coercion.ToUint32(b) & 31),
            (_, _) => throw Throw.Type("BigInts have no unsigned right shift, use >> instead")),
        "==" => (_, a, b) => Boxed.Bool(Operators.LooseEquals(a, b)),
        "!=" => (_, a, b) => Boxed.Bool(!Operators.LooseEquals(a, b)),
        "===" => (_, a, b) => Boxed.Bool(Operators.StrictEquals(a, b)),
        "!==" => (_, a, b) => Boxed.Bool(!Operators.StrictEquals(a, b)),
        "<" => (_, a, b) => Boxed.Bool(Operators.Less(a, b) is true),
        ">" => (_, a, b) => Boxed.Bool(Operators.Less(b, a, leftFirst: false) is true),
        "<=" => (_, a, b) => Boxed.Bool(Operators.Less(b, a, leftFirst: false) is false),
        ">=" => (_, a, b) => Boxed.Bool(Operators.Less(a, b) is false),
        "in" => (_, a, b) => Boxed.Bool(Operators.In(a, b)),
        "instanceof" => (_, a, b) => Boxed.Bool(Operators.InstanceOf(a, b)),
        _ => throw new InvalidOperationException($"No operator {op}."),
    };

    private static Func<Realm, object?, object?, object?> Arithmetic(Func<double, double, double> apply, Func<BigInteger, BigInteger, BigInteger> onBigInts) => (r, a, b) =>
    {
        if (a is double p && b is double q)
            return Boxed.Number(apply(p, q));
        var (left, right) = (Coercion.ToNumeric(a), Coercion.ToNumeric(b));
        return left is double x && right is double y ? Boxed.Number(apply(x, y)) : Operators.OnBigInts(r, left, right, onBigInts);
    };

    private static Func<Realm, object?, object?, object?> Bitwise(Func<int, int, int> apply, Func<BigInteger, BigInteger, BigInteger> onBigInts) => (r, a, b) =>
    {
        var (left, right) = (Coercion.ToNumeric(a), Coercion.ToNumeric(b));
        return left is double && right is double
            ? Boxed.Number(apply(Coercion.ToInt32(left), Coercion.ToInt32(right)))
            : Operators.OnBigInts(r, left, right, onBigInts);
    };

    private Evaluate CompileUnary(Unary unary)
    {
        if (unary.Operator == "typeof")
        {
            var typed = unary.Operand is Identifier name ? CompileRead(name, forTypeOf: true) : Compile(unary.Operand);
            return f => Operators.TypeOf(typed(f));
        }
        if (unary.Operator == "delete")
            return CompileDelete(unary.Operand);
        if (unary is { Operator: "-", Operand: Literal { Value: double number } })
        {
            object negated = -number;
            return _ => negated;
        }
        var operand = Compile(unary.Operand);
        return unary.Operator switch
        {
            "!" => f => Boxed.Bool(!Coercion.ToBoolean(operand(f))),
            "-" => f => Coercion.ToNumeric(operand(f)) is var value && value is BigInteger big ? BigInts.Made(f.Realm, -big) : Boxed.Number(-(double)value),
            "+" => f => Boxed.Number(Coercion.ToNumber(operand(f))),
            "~" => f => Coercion.ToNumeric(operand(f)) is var value && value is BigInteger big ? BigInts.Made(f.Realm, -big - 1) : Boxed.Number(~Coercion.ToInt32(value)),
            _ => f =>
            {
                operand(f);
                return null;
            }
            ,
        };
    }

    private Evaluate CompileDelete(Expression operand)
    {
        switch (operand)
        {
            case OptionalChain { Chain: Member inner }:
                var chained = CompileDeleteMember(inner, inChain: true);
                return f => chained(f) is var result && ReferenceEquals(result, Marker.ShortCircuit) ? Boxed.True : result;
            case Member { Target: Super }:
                return _ => throw Throw.Reference("Unsupported reference to 'super'");
            case Member member:
                return CompileDeleteMember(member, inChain: false);
            case Identifier identifier:
                var name = identifier.Name;
                return scope.TryResolve(name, out _, out _, out _) ? _ => Boxed.False : f => Boxed.Bool(f.Realm.Global.Delete(name));
            default:
                var value = Compile(operand);
                return f =>
                {
                    value(f);
                    return Boxed.True;
                };
        }
    }

    private Evaluate CompileDeleteMember(Member member, bool inChain)
    {
        var (target, key) = (CompileLink(member.Target, inChain), Compile(member.Key));
        var (isStrict, position, optional) = (strict, member.Position, member.Optional);
        return f =>
        {
            var holder = target(f);
            if (ReferenceEquals(holder, Marker.ShortCircuit) || (optional && Coercion.IsNullish(holder)))
                return Marker.ShortCircuit;
            var name = key(f);
            f.Budget.Position = position;
            var done = f.Realm.ToObject(holder).Delete(Coercion.ToKey(name));
            if (!done && isStrict)
                throw Throw.Type($"Cannot delete property '{Coercion.DisplayText(name)}'");
            return Boxed.Bool(done);
        };
    }
}
