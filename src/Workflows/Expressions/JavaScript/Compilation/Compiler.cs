using System.Runtime.CompilerServices;
using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

/// <summary>Turns nodes into delegates, with every declared variable resolved to a slot. One instance per script.</summary>
internal sealed partial class Compiler
{
    /// <summary>Delegates nested deeper than this ask whether the stack still has room.</summary>
    private const int LevelsBetweenStackChecks = 32;

    private Scope scope = null!; // set by CompileProgram first
    private bool strict;
    private bool topLevel;
    private bool thisIsGlobal;
    private int depth;

    /// <summary>Names that the script uses without declaring them.</summary>
    public HashSet<string> FreeIdentifiers { get; } = [];

    /// <summary>Names X that appear as variables.X.</summary>
    public HashSet<string> VariablesRead { get; } = [];

    private Evaluate Compile(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        depth++;
        var code = CompileAny(expression);
        depth--;
        if (depth % LevelsBetweenStackChecks != LevelsBetweenStackChecks - 1)
            return code;
        return f =>
        {
            Budget.CheckStack();
            return code(f);
        };
    }

    private Evaluate CompileAny(Expression expression) => expression switch
    {
        Literal literal => CompileLiteral(literal),
        Identifier identifier => CompileRead(identifier),
        Member member => CompileMember(member, inChain: false),
        Call call => CompileCall(call, inChain: false),
        Binary binary => CompileBinary(binary),
        Unary unary => CompileUnary(unary),
        Update update => CompileUpdate(update),
        Assignment assignment => CompileAssignment(assignment),
        Conditional conditional => CompileConditional(conditional),
        ArrayLiteral array => CompileArray(array),
        ObjectLiteral literal => CompileObject(literal),
        FunctionExpression function => CompileFunction(function.Function),
        OptionalChain chain => CompileOptionalChain(chain),
        New construction => CompileNew(construction),
        Sequence sequence => CompileSequence(sequence),
        TemplateLiteral template => CompileTemplate(template),
        TaggedTemplate tagged => CompileTagged(tagged),
        RegexLiteral regex => CompileRegex(regex),
        This => thisIsGlobal ? f => f.Realm.Global : f => f.This,
        NewTarget => f => f.NewTarget,
        Super => f => new SuperReference(f.Home!, f.This),
        _ => throw new InvalidOperationException($"No code for {expression.GetType().Name}."),
    };

    /// <summary>Compiles a value that gives its name to an anonymous function.</summary>
    private Evaluate CompileNamed(Expression expression, string? name)
    {
        if (name is not null && expression is FunctionExpression { Function: { Name: null } function })
            return CompileFunction(function, name);
        return Compile(expression);
    }

    private static Evaluate CompileLiteral(Literal literal)
    {
        var value = literal.Value;
        return _ => value;
    }

    private Evaluate CompileConditional(Conditional conditional)
    {
        var (test, whenTrue, whenFalse) = (Compile(conditional.Test), Compile(conditional.WhenTrue), Compile(conditional.WhenFalse));
        return f => Coercion.ToBoolean(test(f)) ? whenTrue(f) : whenFalse(f);
    }

    private Evaluate CompileSequence(Sequence sequence)
    {
        if (sequence.Items is [{ } only])
            return Compile(only);
        var items = sequence.Items.ConvertAll(Compile).ToArray();
        return f =>
        {
            object? value = null;
            foreach (var item in items)
                value = item(f);
            return value;
        };
    }

    private Evaluate CompileTemplate(TemplateLiteral template)
    {
        var texts = template.Cooked.ToArray();
        var values = template.Values.ConvertAll(Compile).ToArray();
        return f =>
        {
            var text = texts[0]!;
            for (var i = 0; i < values.Length; i++)
                text = Operators.Concat(f.Realm, text, Coercion.ToText(values[i](f)) + texts[i + 1]);
            return text;
        };
    }

    private static Evaluate CompileRegex(RegexLiteral regex)
    {
        var (pattern, flags) = (regex.Pattern, regex.Flags);
        return f => f.Realm.NewRegExp(pattern, flags);
    }

    private Evaluate CompileRead(Identifier identifier, bool forTypeOf = false)
    {
        var (name, position) = (identifier.Name, identifier.Position);
        if (!scope.TryResolve(name, out var binding, out var hops, out var check))
        {
            if (name == "undefined")
                return _ => null;
            FreeIdentifiers.Add(name);
            return forTypeOf
                ? f => f.Realm.TryGetGlobal(name, out var value) ? value : null
                : f =>
                {
                    if (f.Realm.TryGetGlobal(name, out var value))
                        return value;
                    f.Budget.Position = position;
                    throw Throw.Reference($"{name} is not defined");
                };
        }
        var slot = binding.Slot;
        if (check)
            return f =>
            {
                var value = At(f, hops)[slot];
                if (!ReferenceEquals(value, Marker.Uninitialized))
                    return value;
                f.Budget.Position = position;
                throw Throw.Reference($"Cannot access '{name}' before initialization");
            };
        return hops switch
        {
            0 => f => f.Environment[slot],
            1 => f => Outer(f.Environment)[slot],
            _ => f => At(f, hops)[slot],
        };
    }

    private static object?[] Outer(object?[] environment) => Unsafe.As<object?[]>(environment[0]!);

    private static object?[] At(Frame frame, int hops)
    {
        var environment = frame.Environment;
        for (; hops > 0; hops--)
            environment = Outer(environment);
        return environment;
    }

    /// <summary>How source names a callee in a message.</summary>
    private static string Describe(Expression expression) => expression switch
    {
        Identifier identifier => identifier.Name,
        This => "this",
        Super => "super",
        Member { Key: Literal { Value: string name } } member => $"{Describe(member.Target)}.{name}",
        Member member => $"{Describe(member.Target)}[...]",
        Call call => $"{Describe(call.Callee)}(...)",
        OptionalChain chain => Describe(chain.Chain),
        FunctionExpression => "(intermediate value)",
        Literal { Value: not JsObject } literal => Coercion.DisplayText(literal.Value),
        _ => "(intermediate value)",
    };
}
