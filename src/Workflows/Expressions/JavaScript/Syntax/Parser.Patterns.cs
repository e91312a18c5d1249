namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    /// <summary>A name or pattern being declared; each name in it is reported.</summary>
    private Node ParseBindingTarget(Action<string> declare)
    {
        CheckDepth();
        var start = token.Start;
        if (Is("["))
            return ParseArrayBinding(declare);
        if (Is("{"))
            return ParseObjectBinding(declare);
        var name = ParseBindingName();
        declare(name);
        return new Identifier(name) { Position = start };
    }

    private Element ParseBindingElement(Action<string> declare)
    {
        var start = token.Start;
        var target = ParseBindingTarget(declare);
        return new Element(target, Skip("=") ? ParseAssignment() : null) { Position = start };
    }

    private ArrayPattern ParseArrayBinding(Action<string> declare)
    {
        var start = token.Start;
        Advance();
        var elements = new List<Element?>();
        Node? rest = null;
        while (!Is("]"))
        {
            if (Skip(","))
            {
                elements.Add(null);
                continue;
            }
            if (Skip("..."))
            {
                rest = ParseBindingTarget(declare);
                break;
            }
            elements.Add(ParseBindingElement(declare));
            if (!Is("]"))
                Expect(",");
        }
        Expect("]");
        return new ArrayPattern(elements, rest) { Position = start };
    }

    private ObjectPattern ParseObjectBinding(Action<string> declare)
    {
        var start = token.Start;
        Advance();
        var properties = new List<(Expression, Element)>();
        Node? rest = null;
        while (!Is("}"))
        {
            if (Skip("..."))
            {
                rest = new Identifier(token.Text) { Position = token.Start };
                declare(ParseBindingName());
                break;
            }
            var first = token;
            var key = ParsePropertyKey();
            if (Skip(":"))
                properties.Add((key, ParseBindingElement(declare)));
            else
            {
                if (first.Kind != TokenKind.Identifier || IsReserved(first.Text))
                    throw Unexpected();
                CheckStrictName(first.Text, first.Start);
                declare(first.Text);
                var target = new Identifier(first.Text) { Position = first.Start };
                properties.Add((key, new Element(target, Skip("=") ? ParseAssignment() : null) { Position = first.Start }));
            }
            if (!Is("}"))
                Expect(",");
        }
        Expect("}");
        return new ObjectPattern(properties, rest) { Position = start };
    }

    /// <summary>Turns what was read as an expression into the target of an assignment.</summary>
    private Node ToTarget(Expression expression, int position)
    {
        switch (expression)
        {
            case Identifier identifier:
                CheckStrictName(identifier.Name, position);
                return identifier;
            case Member:
                return expression;
            case ArrayLiteral array when !IsParenthesized(array):
                return ToArrayPattern(array);
            case ObjectLiteral literal when !IsParenthesized(literal):
                return ToObjectPattern(literal);
            default:
                throw lexer.Error("Invalid left-hand side in assignment", position);
        }
    }

    private Element ToElement(Expression expression)
    {
        if (expression is Assignment { Operator: "=" } assignment && !IsParenthesized(assignment))
            return new Element(assignment.Target, assignment.Value) { Position = expression.Position };
        return new Element(ToTarget(expression, expression.Position), null) { Position = expression.Position };
    }

    private ArrayPattern ToArrayPattern(ArrayLiteral array)
    {
        var elements = new List<Element?>();
        Node? rest = null;
        for (var i = 0; i < array.Elements.Count; i++)
        {
            if (array.Elements[i] is not Spread spread)
            {
                elements.Add(array.Elements[i] is { } item ? ToElement(item) : null);
                continue;
            }
            if (i != array.Elements.Count - 1 || array.TrailingComma)
                throw lexer.Error("Rest element must be last element", spread.Position);
            rest = ToTarget(spread.Value, spread.Position);
        }
        return new ArrayPattern(elements, rest) { Position = array.Position };
    }

    private ObjectPattern ToObjectPattern(ObjectLiteral literal)
    {
        var properties = new List<(Expression, Element)>();
        Node? rest = null;
        foreach (var property in literal.Properties)
        {
            if (rest is not null)
                throw lexer.Error("Rest element must be last element", property.Value.Position);
            switch (property.Kind)
            {
                case PropertyKind.Value or PropertyKind.Prototype when property.Value is not FunctionExpression { Function.Method: true }:
                    properties.Add((property.Key, ToElement(property.Value)));
                    break;
                case PropertyKind.Shorthand:
                    var target = ToTarget(property.Value, property.Value.Position);
                    properties.Add((property.Key, new Element(target, property.Initializer) { Position = property.Value.Position }));
                    break;
                case PropertyKind.Spread when property.Value is Identifier or Member:
                    rest = ToTarget(property.Value, property.Value.Position);
                    break;
                default:
                    throw lexer.Error("Invalid destructuring assignment target", property.Value.Position);
            }
            unconfirmed.Remove(property);
        }
        return new ObjectPattern(properties, rest) { Position = literal.Position };
    }
}

internal static class Patterns
{
    public static void CollectNames(Node target, List<string> names)
    {
        switch (target)
        {
            case Identifier identifier:
                names.Add(identifier.Name);
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                    if (element is not null)
                        CollectNames(element.Target, names);
                if (array.Rest is not null)
                    CollectNames(array.Rest, names);
                break;
            case ObjectPattern pattern:
                foreach (var (_, value) in pattern.Properties)
                    CollectNames(value.Target, names);
                if (pattern.Rest is not null)
                    CollectNames(pattern.Rest, names);
                break;
        }
    }

    /// <summary>Whether a pattern computes something: a default or a key.</summary>
    public static bool HasExpressions(Node target) => target switch
    {
        ArrayPattern array => array.Elements.Exists(e => e is not null && (e.Initializer is not null || HasExpressions(e.Target)))
            || (array.Rest is not null && HasExpressions(array.Rest)),
        ObjectPattern pattern => pattern.Properties.Exists(p => p.Key is not Literal || p.Value.Initializer is not null || HasExpressions(p.Value.Target)),
        _ => false,
    };

    /// <summary>Parameters declare names; members and names in parentheses, which an assignment may have as targets, do not.</summary>
    public static void MustOnlyDeclare(Node target, Predicate<Node> isParenthesized, Func<ScriptException> error)
    {
        switch (target)
        {
            case Identifier when !isParenthesized(target):
                break;
            case ArrayPattern array:
                foreach (var element in array.Elements)
                    if (element is not null)
                        MustOnlyDeclare(element.Target, isParenthesized, error);
                if (array.Rest is not null)
                    MustOnlyDeclare(array.Rest, isParenthesized, error);
                break;
            case ObjectPattern pattern:
                foreach (var (_, value) in pattern.Properties)
                    MustOnlyDeclare(value.Target, isParenthesized, error);
                if (pattern.Rest is not null)
                    MustOnlyDeclare(pattern.Rest, isParenthesized, error);
                break;
            default:
                throw error();
        }
    }
}
