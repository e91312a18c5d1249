using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    private Expression ParsePrimary()
    {
        var start = token.Start;
        switch (token.Kind)
        {
            case TokenKind.Number:
                RefuseOctal();
                var number = new Literal(token.Big is { } big ? big : Boxed.Number(token.Number)) { Position = start };
                Advance();
                return number;
            case TokenKind.Text:
                RefuseOctal();
                var text = new Literal(token.Text) { Position = start };
                Advance();
                return text;
            case TokenKind.Template when source[start] == '`':
                return ParseTemplate(tagged: false);
            case TokenKind.Identifier:
                return ParseWord();
        }
        switch (token.Text)
        {
            case "(" when token.Kind == TokenKind.Punctuator:
                return ParseParenthesized();
            case "[" when token.Kind == TokenKind.Punctuator:
                return ParseArrayLiteral();
            case "{" when token.Kind == TokenKind.Punctuator:
                return ParseObjectLiteral();
            case "/" or "/=" when token.Kind == TokenKind.Punctuator:
                var (pattern, flags, end) = lexer.ReadRegex(start);
                try
                {
                    RegexSyntax.Check(pattern, flags);
                }
                catch (Throw error)
                {
                    throw lexer.Error(error.Message, start);
                }
                Advance();
                previousEnd = end;
                return new RegexLiteral(pattern, flags) { Position = start };
        }
        throw Unexpected();
    }

    private void RefuseOctal()
    {
        if (strict && token.LegacyOctal)
            throw lexer.Error("Octal literals are not allowed in strict mode", token.Start);
    }

    private Expression ParseWord()
    {
        var (start, name) = (token.Start, token.Text);
        if (!token.Escaped)
        {
            switch (name)
            {
                case "function":
                    return ParseFunctionExpression();
                case "async" when Peek() is { Kind: TokenKind.Identifier, Text: "function", AfterNewLine: false }:
                    Advance();
                    return ParseFunctionExpression();
                case "async" when Peek() is { Kind: TokenKind.Punctuator, Text: "(", AfterNewLine: false } && IsAsyncArrow():
                    Advance();
                    return ParseParenthesized();
                case "this":
                    Advance();
                    return new This { Position = start };
                case "null":
                    Advance();
                    return new Literal(Null.Value) { Position = start };
                case "true" or "false":
                    Advance();
                    return new Literal(Boxed.Bool(name == "true")) { Position = start };
                case "class":
                    throw lexer.Error("Classes are not supported", start);
                case "super":
                    Advance();
                    if (!function.InMethod || !(Is(".") || Is("[")))
                        throw lexer.Error("'super' keyword unexpected here", start);
                    return new Super { Position = start };
                case "import":
                    throw lexer.Error("'import' is not supported", start);
            }
        }
        if (IsReserved(name))
            throw Unexpected();
        if (name == "arguments")
            function.UsesArguments = true;
        Advance();
        return new Identifier(name) { Position = start };
    }

    /// <summary>Whether the parentheses after "async" are followed by an arrow; otherwise it is a call of a function with that name.</summary>
    private bool IsAsyncArrow()
    {
        var saved = token;
        try
        {
            var depth = 0;
            do
            {
                Advance();
                depth += Is("(") ? 1 : Is(")") ? -1 : 0;
            }
            while (depth > 0 && token.Kind != TokenKind.End);
            Advance();
            return Is("=>");
        }
        catch (ScriptException)
        {
            return false;
        }
        finally
        {
            token = saved;
            lexer.MoveTo(saved.End);
        }
    }

    /// <summary>Parentheses around an expression, or the parameters of an arrow function.</summary>
    private Expression ParseParenthesized()
    {
        var start = token.Start;
        Advance();
        var items = new List<Expression>();
        Node? rest = null;
        var trailing = false;
        while (!Is(")"))
        {
            if (Skip("..."))
            {
                rest = ParseBindingTarget(_ => { });
                break;
            }
            items.Add(ParseAssignment());
            trailing = Is(",");
            if (!Skip(","))
                break;
        }
        Expect(")");
        if (Is("=>") && !token.AfterNewLine)
            return ParseArrow(start, items, rest);
        if (items.Count == 0 || rest is not null || trailing)
            throw Unexpected();
        var value = items.Count == 1 ? items[0] : new Sequence(items) { Position = start };
        parenthesized.Add(value);
        return value;
    }

    private ArrayLiteral ParseArrayLiteral()
    {
        var start = token.Start;
        Advance();
        var elements = new List<Expression?>();
        var trailing = false;
        while (!Is("]"))
        {
            trailing = false;
            if (Skip(","))
            {
                elements.Add(null);
                continue;
            }
            var at = token.Start;
            elements.Add(Skip("...") ? new Spread(ParseAssignment()) { Position = at } : ParseAssignment());
            if (Is("]"))
                break;
            Expect(",");
            trailing = true;
        }
        Expect("]");
        return new ArrayLiteral(elements) { Position = start, TrailingComma = trailing };
    }

    private TemplateLiteral ParseTemplate(bool tagged)
    {
        var start = token.Start;
        var (cooked, raw, values) = (new List<string?>(), new List<string>(), new List<Expression>());
        while (true)
        {
            if (token.Cooked is null && !tagged)
                throw lexer.Error("Invalid escape sequence in template", token.Start);
            cooked.Add(token.Cooked);
            raw.Add(token.Text);
            if (token.Tail)
                break;
            Advance();
            values.Add(ParseExpression());
            if (!Is("}"))
                throw Unexpected();
            lexer.MoveTo(token.Start);
            token = lexer.ReadTemplate();
        }
        Advance();
        return new TemplateLiteral(cooked, raw, values) { Position = start };
    }

    private ObjectLiteral ParseObjectLiteral()
    {
        var start = token.Start;
        Advance();
        var properties = new List<PropertyNode>();
        while (!Is("}"))
        {
            var property = ParseProperty();
            if (property.Kind == PropertyKind.Prototype && properties.Exists(p => p.Kind == PropertyKind.Prototype))
                unconfirmed.Add(property);
            properties.Add(property);
            if (!Is("}"))
                Expect(",");
        }
        Advance();
        return new ObjectLiteral(properties) { Position = start };
    }

    private PropertyNode ParseProperty()
    {
        var first = token;
        if (Skip("..."))
            return new PropertyNode(PropertyKind.Spread, new Literal(null), ParseAssignment());
        if (Is("*"))
            throw lexer.Error("Generators are not supported", token.Start);
        if ((IsWord("get") || IsWord("set") || IsWord("async")) && Peek() is { Text: not ("," or ":" or "(" or "}" or "=") } or { Kind: TokenKind.Text })
        {
            if (first.Text == "async" && Peek().AfterNewLine)
                throw Unexpected();
            Advance();
            var name = ParsePropertyKey();
            var function = ParseFunctionRest(first.Start, null, method: true);
            var expression = new FunctionExpression(function) { Position = first.Start };
            if (first.Text == "async")
                return new PropertyNode(PropertyKind.Value, name, expression);
            if (first.Text == "get" ? function.Parameters.Count + (function.Rest is null ? 0 : 1) != 0 : function.Parameters.Count != 1 || function.Rest is not null)
                throw lexer.Error("Getter must have no and setter exactly one parameter", first.Start);
            return new PropertyNode(first.Text == "get" ? PropertyKind.Getter : PropertyKind.Setter, name, expression);
        }
        var key = ParsePropertyKey();
        if (Skip(":"))
        {
            var kind = key is Literal { Value: "__proto__" } && first.Kind != TokenKind.Punctuator ? PropertyKind.Prototype : PropertyKind.Value;
            return new PropertyNode(kind, key, ParseAssignment());
        }
        if (Is("("))
            return new PropertyNode(PropertyKind.Value, key,
                new FunctionExpression(ParseFunctionRest(first.Start, null, method: true)) { Position = first.Start });
        if (first.Kind != TokenKind.Identifier || IsReserved(first.Text))
            throw Unexpected();
        if (first.Text == "arguments")
            function.UsesArguments = true;
        var value = new Identifier(first.Text) { Position = first.Start };
        if (!Skip("="))
            return new PropertyNode(PropertyKind.Shorthand, key, value);
        var shorthand = new PropertyNode(PropertyKind.Shorthand, key, value, ParseAssignment());
        unconfirmed.Add(shorthand);
        return shorthand;
    }

    private Expression ParsePropertyKey()
    {
        var current = token;
        Advance();
        switch (current.Kind)
        {
            case TokenKind.Text or TokenKind.Number when strict && current.LegacyOctal:
                throw lexer.Error("Octal literals are not allowed in strict mode", current.Start);
            case TokenKind.Identifier or TokenKind.Text:
                return new Literal(current.Text) { Position = current.Start };
            case TokenKind.Number:
                return new Literal(current.Big is { } big ? BigInts.Format(big) : NumberText.Format(current.Number)) { Position = current.Start };
            case TokenKind.Punctuator when current.Text == "[":
                var key = ParseAssignment();
                Expect("]");
                // A computed key is a sequence so that it is told from a plain one.
                return new Sequence([key]) { Position = current.Start };
            default:
                token = current;
                throw Unexpected();
        }
    }
}
