using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

internal sealed partial class Compiler
{
    /// <summary>A part of an optional chain may end early with <see cref="Marker.ShortCircuit"/>; anything else may not.</summary>
    private Evaluate CompileLink(Expression expression, bool inChain) => (expression, inChain) switch
    {
        (Member member, true) => CompileMember(member, true),
        (Call call, true) => CompileCall(call, true),
        _ => Compile(expression),
    };

    private Evaluate CompileOptionalChain(OptionalChain chain)
    {
        var link = CompileLink(chain.Chain, inChain: true);
        return f => link(f) is var value && ReferenceEquals(value, Marker.ShortCircuit) ? null : value;
    }

    private void NoteVariable(Member member)
    {
        if (member is { Target: Identifier { Name: "variables" }, Key: Literal { Value: string name } }
            && !scope.TryResolve("variables", out _, out _, out _))
            VariablesRead.Add(name);
    }

    private Evaluate CompileMember(Member member, bool inChain)
    {
        NoteVariable(member);
        var (target, position, optional) = (CompileLink(member.Target, inChain), member.Position, member.Optional);
        if (member.Key is Literal { Value: string name })
        {
            if (!inChain)
                return f =>
                {
                    var value = target(f);
                    f.Budget.Position = position;
                    return value is JsObject holder ? holder.Get(name, holder) : f.Realm.GetMember(value, name);
                };
            return f =>
            {
                var value = target(f);
                if (ReferenceEquals(value, Marker.ShortCircuit) || (optional && Coercion.IsNullish(value)))
                    return Marker.ShortCircuit;
                f.Budget.Position = position;
                return f.Realm.GetMember(value, name);
            };
        }
        var key = Compile(member.Key);
        return f =>
        {
            var value = target(f);
            if (inChain && (ReferenceEquals(value, Marker.ShortCircuit) || (optional && Coercion.IsNullish(value))))
                return Marker.ShortCircuit;
            var index = key(f);
            f.Budget.Position = position;
            return f.Realm.GetIndex(value, index);
        };
    }

    private Func<Frame, object?[]> CompileArguments(List<Expression> arguments)
    {
        if (arguments.Exists(a => a is Spread))
        {
            var list = CompileList([.. arguments]);
            return f => [.. list(f)];
        }
        var codes = arguments.ConvertAll(Compile).ToArray();
        switch (codes)
        {
            case []:
                return _ => Boxed.NoArguments;
            case [var only]:
                return f => [only(f)];
        }
        return f =>
        {
            var values = new object?[codes.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = codes[i](f);
            return values;
        };
    }

    private Evaluate CompileCall(Call call, bool inChain)
    {
        var callee = CompileCallee(call.Callee, inChain);
        var (arguments, position, optional, text) = (CompileArguments(call.Arguments), call.Position, call.Optional, Describe(call.Callee));
        return f =>
        {
            var function = callee(f, out var self);
            if (inChain && (ReferenceEquals(function, Marker.ShortCircuit) || (optional && Coercion.IsNullish(function))))
                return Marker.ShortCircuit;
            var values = arguments(f);
            f.Budget.Position = position;
            if (function is not JsObject { IsCallable: true } target)
                throw Throw.Type($"{text} is not a function");
            return target.Call(self, values);
        };
    }

    private delegate object? Callee(Frame frame, out object? self);

    /// <summary>The function to call and the object it is called on.</summary>
    private Callee CompileCallee(Expression expression, bool inChain)
    {
        // (a?.b)() keeps a as this although the chain ends at the parenthesis.
        if (expression is OptionalChain { Chain: Member chained })
        {
            var inner = CompileCallee(chained, inChain: true);
            return (Frame f, out object? self) =>
                inner(f, out self) is var function && ReferenceEquals(function, Marker.ShortCircuit) ? null : function;
        }
        if (expression is not Member member)
        {
            var plain = CompileLink(expression, inChain);
            return (Frame f, out object? self) =>
            {
                self = null;
                return plain(f);
            };
        }
        NoteVariable(member);
        var (target, key) = (CompileLink(member.Target, inChain), Compile(member.Key));
        var (position, optional, isSuper) = (member.Position, member.Optional, member.Target is Super);
        return (Frame f, out object? self) =>
        {
            self = target(f);
            if (inChain && (ReferenceEquals(self, Marker.ShortCircuit) || (optional && Coercion.IsNullish(self))))
                return Marker.ShortCircuit;
            var name = key(f);
            f.Budget.Position = position;
            var function = f.Realm.GetIndex(self, name);
            if (isSuper)
                self = f.This;
            return function;
        };
    }

    private Evaluate CompileNew(New construction)
    {
        var (callee, arguments) = (Compile(construction.Callee), CompileArguments(construction.Arguments));
        var (position, text) = (construction.Position, Describe(construction.Callee));
        return f =>
        {
            var function = callee(f);
            var values = arguments(f);
            f.Budget.Position = position;
            if (function is not JsObject { IsConstructor: true } target)
                throw Throw.Type($"{text} is not a constructor");
            return target.Construct(values, target);
        };
    }

    private Evaluate CompileTagged(TaggedTemplate tagged)
    {
        var callee = CompileCallee(tagged.Tag, inChain: false);
        var (template, position, text) = (tagged.Template, tagged.Position, Describe(tagged.Tag));
        var values = CompileArguments(template.Values);
        return f =>
        {
            var function = callee(f, out var self);
            object?[] arguments = [f.Realm.TemplateObject(template), .. values(f)];
            f.Budget.Position = position;
            if (function is not JsObject { IsCallable: true } target)
                throw Throw.Type($"{text} is not a function");
            return target.Call(self, arguments);
        };
    }
}
