namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    /// <summary>Parameters and body of a function whose name was read.</summary>
    private Function ParseFunctionRest(int start, string? name, bool method = false)
    {
        var outer = function;
        var outerStrict = strict;
        outer.MarkFunction();
        function = new FunctionContext(outer) { Method = method };
        function.OpenBlock();
        var (parameters, rest) = ParseParameters();
        var result = ParseFunctionBody(start, name, parameters, rest, method);
        function = outer;
        strict = outerStrict;
        return result;
    }

    private Function ParseFunctionBody(int start, string? name, List<Element> parameters, Node? rest, bool method)
    {
        var outerStrict = strict;
        Expect("{");
        var body = ParseBody(TokenKind.Punctuator, "}");
        var isStrict = strict;
        CheckParameters(parameters, rest, isStrict, unique: method || function.Arrow);
        if (isStrict && !outerStrict)
        {
            if (rest is not null || parameters.Exists(p => p.Initializer is not null || p.Target is not Identifier))
                throw lexer.Error("Illegal 'use strict' directive in function with non-simple parameter list", start);
            if (name is "eval" or "arguments" || (name is not null && ReservedInStrict.Contains(name)))
                throw lexer.Error("Unexpected eval or arguments in strict mode", start);
        }
        // What follows the brace belongs to the enclosing code.
        strict = outerStrict;
        Advance();
        return Finish(start, name, parameters, rest, body, method, isStrict);
    }

    private Function Finish(int start, string? name, List<Element> parameters, Node? rest, List<Statement> body, bool method, bool isStrict) => new()
    {
        Position = start,
        Name = name,
        Parameters = parameters,
        Rest = rest,
        Body = body,
        Names = function.CloseBlock(),
        Vars = [.. function.Vars],
        BlockFunctions = isStrict ? [] : [.. function.BlockFunctions],
        Arrow = function.Arrow,
        Method = method,
        Strict = isStrict,
        UsesArguments = function.UsesArguments && !function.Arrow,
        SourceText = source[start..previousEnd],
    };

    private (List<Element> Listed, Node? Remaining) ParseParameters()
    {
        var parameters = new List<Element>();
        Node? rest = null;
        Expect("(");
        while (!Is(")"))
        {
            if (Skip("..."))
            {
                rest = ParseBindingTarget(DeclareParameter);
                break;
            }
            var at = token.Start;
            var target = ParseBindingTarget(DeclareParameter);
            parameters.Add(new Element(target, Skip("=") ? ParseAssignment() : null) { Position = at });
            if (!Is(")"))
                Expect(",");
        }
        Expect(")");
        return (parameters, rest);
    }

    private void DeclareParameter(string name) => function.Parameters.Add(name);

    private void CheckParameters(List<Element> parameters, Node? rest, bool isStrict, bool unique)
    {
        var simple = rest is null && parameters.TrueForAll(p => p.Target is Identifier && p.Initializer is null);
        var names = new List<string>();
        foreach (var parameter in parameters)
            Patterns.CollectNames(parameter.Target, names);
        if (rest is not null)
            Patterns.CollectNames(rest, names);
        var at = parameters.Count > 0 ? parameters[0].Position : token.Start;
        if ((isStrict || unique || !simple) && names.Distinct().Count() != names.Count)
            throw lexer.Error("Duplicate parameter name not allowed in this context", at);
        if (isStrict && names.Exists(n => n is "eval" or "arguments" || ReservedInStrict.Contains(n)))
            throw lexer.Error("Unexpected eval or arguments in strict mode", at);
    }

    private FunctionExpression ParseFunctionExpression()
    {
        var start = token.Start;
        Advance();
        if (Is("*"))
            throw lexer.Error("Generators are not supported", token.Start);
        var name = token.Kind == TokenKind.Identifier ? ParseBindingName() : null;
        return new FunctionExpression(ParseFunctionRest(start, name)) { Position = start };
    }

    /// <summary>The arrow is the current token; what stands before it has been read as expressions.</summary>
    private FunctionExpression ParseArrow(int start, List<Expression> items, Node? rest)
    {
        if (token.AfterNewLine)
            throw Unexpected();
        var outer = function;
        var outerStrict = strict;
        outer.MarkFunction();
        function = new FunctionContext(outer) { Arrow = true };
        function.OpenBlock();
        var parameters = items.ConvertAll(ToParameter);
        var names = new List<string>();
        foreach (var parameter in parameters)
            Patterns.CollectNames(parameter.Target, names);
        if (rest is not null)
            Patterns.CollectNames(rest, names);
        function.Parameters.UnionWith(names);
        Advance();
        Function result;
        if (Is("{"))
            result = ParseFunctionBody(start, null, parameters, rest, method: false);
        else
        {
            CheckParameters(parameters, rest, strict, unique: true);
            var value = ParseAssignment();
            List<Statement> body = [new ReturnStatement(value) { Position = value.Position }];
            result = Finish(start, null, parameters, rest, body, method: false, strict);
        }
        if (function.UsesArguments)
            outer.UsesArguments = true;
        function = outer;
        strict = outerStrict;
        return new FunctionExpression(result) { Position = start };
    }

    private Element ToParameter(Expression item)
    {
        var element = ToElement(item);
        Patterns.MustOnlyDeclare(element.Target, IsParenthesized, () => lexer.Error("Invalid destructuring assignment target", item.Position));
        return element;
    }
}
