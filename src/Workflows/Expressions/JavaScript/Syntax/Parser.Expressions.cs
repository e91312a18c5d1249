namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    private static readonly Dictionary<string, int> Precedence = new()
    {
        ["??"] = 1,
        ["||"] = 2,
        ["&&"] = 3,
        ["|"] = 4,
        ["^"] = 5,
        ["&"] = 6,
        ["=="] = 7,
        ["!="] = 7,
        ["==="] = 7,
        ["!=="] = 7,
        ["<"] = 8,
        [">"] = 8,
        ["<="] = 8,
        [">="] = 8,
        ["instanceof"] = 8,
        ["in"] = 8,
        ["<<"] = 9,
        [">>"] = 9,
        [">>>"] = 9,
        ["+"] = 10,
        ["-"] = 10,
        ["*"] = 11,
        ["/"] = 11,
        ["%"] = 11,
        ["**"] = 12,
    };

    private static readonly HashSet<string> AssignmentOperators =
        ["=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="];

    /// <summary>Shorthands with initializer and second __proto__ that no pattern has claimed yet: only there they are legal.</summary>
    private readonly HashSet<PropertyNode> unconfirmed = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<Node> parenthesized = new(ReferenceEqualityComparer.Instance);

    private bool IsParenthesized(Node expression) => parenthesized.Contains(expression);

    private static bool IsArrow(Expression expression) => expression is FunctionExpression { Function.Arrow: true };

    private Expression ParseExpression(bool allowIn = true)
    {
        var start = token.Start;
        var first = ParseAssignment(allowIn);
        if (!Is(","))
            return first;
        var items = new List<Expression> { first };
        while (Skip(","))
            items.Add(ParseAssignment(allowIn));
        return new Sequence(items) { Position = start };
    }

    private Expression ParseAssignment(bool allowIn = true)
    {
        CheckDepth();
        var start = token.Start;
        if (IsWord("async") && Peek() is { Kind: TokenKind.Identifier, AfterNewLine: false } next && next.Text is not ("in" or "instanceof" or "function") && (next.Text != "of" || IsArrowParameter(next)))
            Advance();
        if (token.Kind == TokenKind.Identifier && !IsReserved(token.Text) && Peek() is { Kind: TokenKind.Punctuator, Text: "=>" })
        {
            var name = new Identifier(token.Text) { Position = start };
            CheckStrictName(name.Name, start);
            Advance();
            return ParseArrow(start, [name], null);
        }
        if (IsWord("yield") && strict)
            throw Unexpected();
        var left = ParseConditional(allowIn);
        if (token.Kind != TokenKind.Punctuator || !AssignmentOperators.Contains(token.Text) || (IsArrow(left) && !IsParenthesized(left)))
            return left;
        var op = token.Text;
        var target = op == "=" ? ToTarget(left, start) : ToSimpleTarget(left, start);
        Advance();
        var value = ParseAssignment(allowIn);
        return new Assignment(op, target, value) { Position = start, GivesName = !IsParenthesized(left) };
    }

    /// <summary>Whether the word after the current token is followed by an arrow: "async of => 1".</summary>
    private bool IsArrowParameter(Token word)
    {
        lexer.MoveTo(word.End);
        var isParameter = lexer.Next() is { Kind: TokenKind.Punctuator, Text: "=>" };
        lexer.MoveTo(token.End);
        return isParameter;
    }

    private Expression ToSimpleTarget(Expression expression, int position) => expression is Identifier or Member
        ? (Expression)ToTarget(expression, position)
        : throw lexer.Error("Invalid left-hand side expression", position);

    private Expression ParseConditional(bool allowIn)
    {
        var start = token.Start;
        var test = ParseBinary(0, allowIn);
        if (!Is("?") || IsArrow(test) && !IsParenthesized(test))
            return test;
        Advance();
        var whenTrue = ParseAssignment();
        Expect(":");
        var whenFalse = ParseAssignment(allowIn);
        return new Conditional(test, whenTrue, whenFalse) { Position = start };
    }

    private Expression ParseBinary(int minimum, bool allowIn)
    {
        var start = token.Start;
        var left = ParseUnary();
        if (IsArrow(left) && !IsParenthesized(left))
            return left;
        while (BinaryOperator(allowIn) is { } op && Precedence[op] is var precedence && precedence > minimum)
        {
            if (op == "**" && left is Unary && !IsParenthesized(left))
                throw lexer.Error("Unary operator used immediately before exponentiation expression", start);
            CheckMixing(op, left);
            var at = token.Start;
            Advance();
            var right = Operand(ParseBinary(op == "**" ? precedence - 1 : precedence, allowIn));
            CheckMixing(op, right);
            left = new Binary(op, left, right) { Position = at };
        }
        return left;
    }

    /// <summary>An arrow function reaches as far as it can, so as an operand it needs parentheses.</summary>
    private Expression Operand(Expression expression) => IsArrow(expression) && !IsParenthesized(expression)
        ? throw lexer.Error("Malformed arrow function parameter list", expression.Position)
        : expression;

    private string? BinaryOperator(bool allowIn)
    {
        if (token.Kind == TokenKind.Punctuator)
            return Precedence.ContainsKey(token.Text) ? token.Text : null;
        return IsWord("instanceof") || (allowIn && IsWord("in")) ? token.Text : null;
    }

    /// <summary>?? may not stand beside || or &amp;&amp; without parentheses.</summary>
    private void CheckMixing(string op, Expression side)
    {
        if (side is Binary { Operator: var inner } && !IsParenthesized(side)
            && ((op == "??" && inner is ("||" or "&&")) || (op is ("||" or "&&") && inner == "??")))
            throw lexer.Error("?? cannot be mixed with || or && without parentheses", side.Position);
    }

    private Expression ParseUnary()
    {
        CheckDepth();
        var start = token.Start;
        if (token.Kind == TokenKind.Punctuator)
        {
            switch (token.Text)
            {
                case "!" or "-" or "+" or "~":
                    var op = token.Text;
                    Advance();
                    return new Unary(op, Operand(ParseUnary())) { Position = start };
                case "++" or "--":
                    var delta = token.Text == "++" ? 1 : -1;
                    Advance();
                    return new Update(true, delta, ToSimpleTarget(ParseUnary(), start)) { Position = start };
            }
        }
        else if (token.Kind == TokenKind.Identifier && !token.Escaped && token.Text is "typeof" or "void" or "delete" or "await")
        {
            var op = token.Text;
            Advance();
            var operand = Operand(ParseUnary());
            if (op == "delete" && strict && operand is Identifier)
                throw lexer.Error("Delete of an unqualified identifier in strict mode", start);
            // Nothing here is asynchronous: the awaited value is the value.
            return op == "await" ? new Sequence([operand]) { Position = start } : new Unary(op, operand) { Position = start };
        }
        var value = ParseChain();
        if (token.Kind == TokenKind.Punctuator && !token.AfterNewLine && (Is("++") || Is("--")))
        {
            var delta = Is("++") ? 1 : -1;
            value = new Update(false, delta, ToSimpleTarget(value, start)) { Position = start };
            Advance();
        }
        return value;
    }

    /// <summary>Members, calls and tagged templates after a primary expression.</summary>
    private Expression ParseChain()
    {
        var start = token.Start;
        var value = IsWord("new") ? ParseNew() : ParsePrimary();
        if (IsArrow(value) && !IsParenthesized(value))
            return value;
        var chained = false;
        while (true)
        {
            var at = token.Start;
            if (token.Kind == TokenKind.Template && source[token.Start] == '`')
            {
                if (chained)
                    throw lexer.Error("Invalid tagged template on optional chain", at);
                value = new TaggedTemplate(value, ParseTemplate(tagged: true)) { Position = at };
                continue;
            }
            if (token.Kind != TokenKind.Punctuator)
                break;
            if (Skip("?."))
            {
                chained = true;
                if (Is("("))
                    value = new Call(value, ParseArguments(), true) { Position = at };
                else if (Skip("["))
                    value = ParseComputedMember(value, at, true);
                else if (token.Kind == TokenKind.Template)
                    throw lexer.Error("Invalid tagged template on optional chain", at);
                else
                    value = new Member(value, ParseMemberName(), true) { Position = at };
            }
            else if (Skip("."))
                value = new Member(value, ParseMemberName(), false) { Position = at };
            else if (Skip("["))
                value = ParseComputedMember(value, at, false);
            else if (Is("("))
                value = new Call(value, ParseArguments(), false) { Position = at };
            else
                break;
        }
        return chained ? new OptionalChain(value) { Position = start } : value;
    }

    private Literal ParseMemberName()
    {
        if (token.Kind != TokenKind.Identifier)
            throw Unexpected();
        var name = new Literal(token.Text) { Position = token.Start };
        Advance();
        return name;
    }

    private Member ParseComputedMember(Expression target, int position, bool optional)
    {
        var key = ParseExpression();
        Expect("]");
        return new Member(target, key, optional) { Position = position };
    }

    private List<Expression> ParseArguments()
    {
        Expect("(");
        var arguments = new List<Expression>();
        while (!Is(")"))
        {
            var start = token.Start;
            arguments.Add(Skip("...") ? new Spread(ParseAssignment()) { Position = start } : ParseAssignment());
            if (!Is(")"))
                Expect(",");
        }
        Advance();
        return arguments;
    }

    private Expression ParseNew()
    {
        CheckDepth();
        var start = token.Start;
        Advance();
        if (Skip("."))
        {
            if (!IsWord("target") || !function.HasOwnThis)
                throw Unexpected();
            Advance();
            return new NewTarget { Position = start };
        }
        var callee = IsWord("new") ? ParseNew() : ParsePrimary();
        while (true)
        {
            var at = token.Start;
            if (Skip("."))
                callee = new Member(callee, ParseMemberName(), false) { Position = at };
            else if (Skip("["))
                callee = ParseComputedMember(callee, at, false);
            else if (token.Kind == TokenKind.Template && source[token.Start] == '`')
                callee = new TaggedTemplate(callee, ParseTemplate(tagged: true)) { Position = at };
            else if (Is("?."))
                throw lexer.Error("Invalid optional chain from new expression", at);
            else
                break;
        }
        return new New(callee, Is("(") ? ParseArguments() : []) { Position = start };
    }
}
