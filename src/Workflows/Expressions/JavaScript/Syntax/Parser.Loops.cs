namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    private WhileStatement ParseWhile()
    {
        var start = token.Start;
        Advance();
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        return new WhileStatement(test, ParseLoopBody(), testFirst: true) { Position = start };
    }

    private WhileStatement ParseDo()
    {
        var start = token.Start;
        Advance();
        var body = ParseLoopBody();
        ExpectWord("while");
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        Skip(";");
        return new WhileStatement(test, body, testFirst: false) { Position = start };
    }

    private Statement ParseLoopBody()
    {
        function.Loops++;
        function.Breakables++;
        var body = Unlabelled(ParseStatement());
        function.Loops--;
        function.Breakables--;
        return body;
    }

    private Statement ParseFor()
    {
        var start = token.Start;
        Advance();
        if (IsWord("await"))
            Advance();
        Expect("(");
        function.OpenBlock();
        Statement? first = null;
        if (Is(";"))
        {
        }
        else if (IsWord("var") || IsWord("const") || (IsWord("let") && IsLetDeclaration()))
        {
            var kind = token.Text switch { "var" => DeclarationKind.Var, "const" => DeclarationKind.Const, _ => DeclarationKind.Let };
            var at = token.Start;
            Advance();
            var declaration = ParseDeclarators(kind, at, inFor: true);
            if (IsWord("in") || IsWord("of"))
            {
                if (declaration.Elements is not [{ } only] || (only.Initializer is not null
                    && (strict || kind != DeclarationKind.Var || only.Target is not Identifier || IsWord("of"))))
                    throw lexer.Error("Invalid left-hand side in for loop", at);
                return ParseForEach(start, kind, only.Target);
            }
            first = declaration;
        }
        else
        {
            var at = token;
            var left = ParseExpression(allowIn: false);
            if (IsWord("in") || (IsWord("of") && !(at.Kind == TokenKind.Identifier && at.Text == "let") && !(IsPlainAsync(at) && left is Identifier && !IsParenthesized(left))))
                return ParseForEach(start, null, ToTarget(left, at.Start));
            first = new ExpressionStatement(left) { Position = at.Start };
        }
        Expect(";");
        var test = Is(";") ? null : ParseExpression();
        Expect(";");
        var update = Is(")") ? null : ParseExpression();
        Expect(")");
        var body = ParseLoopBody();
        return new ForStatement(first, test, update, body, function.CloseBlock()) { Position = start };
    }

    /// <summary>"for (async of" must begin an arrow function.</summary>
    private static bool IsPlainAsync(Token word) => word is { Kind: TokenKind.Identifier, Text: "async", Escaped: false };

    private ForEachStatement ParseForEach(int start, DeclarationKind? kind, Node target)
    {
        var keys = IsWord("in");
        Advance();
        var collection = keys ? ParseExpression() : ParseAssignment();
        Expect(")");
        var body = ParseLoopBody();
        return new ForEachStatement(kind, target, collection, keys, body, function.CloseBlock()) { Position = start };
    }
}
