namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed partial class Parser
{
    /// <summary>Statements up to a token, which is left; leading strings may be directives.</summary>
    private List<Statement> ParseBody(TokenKind endKind, string end)
    {
        var body = new List<Statement>();
        var directives = true;
        var octalBefore = -1;
        while (token.Kind != endKind || token.Text != end)
        {
            if (directives && token.Kind == TokenKind.Text)
            {
                var first = token;
                octalBefore = first.LegacyOctal ? first.Start : octalBefore;
                var statement = ParseStatementListItem();
                body.Add(statement);
                if (statement is ExpressionStatement { Value: Literal { Value: "use strict" } literal } && !first.Escaped
                    && literal.Position == first.Start && !IsParenthesized(literal) && first.End - first.Start == 12)
                {
                    strict = true;
                    if (octalBefore >= 0 || token.LegacyOctal)
                        throw lexer.Error("Octal escape sequences are not allowed in strict mode", Math.Max(octalBefore, 0));
                }
                directives = statement is ExpressionStatement { Value: Literal { Value: string } };
                continue;
            }
            directives = false;
            body.Add(ParseStatementListItem());
        }
        return body;
    }

    private Statement ParseStatementListItem()
    {
        if (token.Kind == TokenKind.Identifier && !token.Escaped)
        {
            switch (token.Text)
            {
                case "const":
                    return ParseDeclaration(DeclarationKind.Const);
                case "let" when IsLetDeclaration():
                    return ParseDeclaration(DeclarationKind.Let);
                case "function":
                    return ParseFunctionDeclaration();
                case "async" when Peek() is { Kind: TokenKind.Identifier, Text: "function", AfterNewLine: false }:
                    Advance();
                    return ParseFunctionDeclaration();
                case "class":
                    throw lexer.Error("Classes are not supported", token.Start);
            }
        }
        return ParseStatement();
    }

    private bool IsLetDeclaration()
    {
        var next = Peek();
        return next.Kind == TokenKind.Identifier
            ? next.Text is not ("in" or "instanceof" or "of") || (next.Text == "of" && !next.AfterNewLine)
            : next is { Kind: TokenKind.Punctuator, Text: "[" or "{" };
    }

    private Statement ParseStatement()
    {
        CheckDepth();
        var start = token.Start;
        if (token.Kind == TokenKind.Punctuator)
        {
            if (Is("{"))
                return ParseBlock();
            if (Skip(";"))
                return new Empty { Position = start };
        }
        if (token.Kind != TokenKind.Identifier || token.Escaped)
            return ParseExpressionStatement();
        switch (token.Text)
        {
            case "var": return ParseDeclaration(DeclarationKind.Var);
            case "if": return ParseIf();
            case "for": return ParseFor();
            case "while": return ParseWhile();
            case "do": return ParseDo();
            case "return": return ParseReturn();
            case "break" or "continue": return ParseJump();
            case "throw": return ParseThrow();
            case "try": return ParseTry();
            case "switch": return ParseSwitch();
            case "debugger":
                Advance();
                EndStatement();
                return new Empty { Position = start };
            case "function" or "class" or "const" or "import" or "export" or "with":
                throw token.Text == "import" || token.Text == "with" || token.Text == "export"
                    ? lexer.Error($"'{token.Text}' is not supported", start)
                    : Unexpected();
            case "let" when Peek() is { Kind: TokenKind.Punctuator, Text: "[" }:
                throw lexer.Error("Lexical declaration cannot appear in a single-statement context", start);
        }
        return !IsReserved(token.Text) && Peek() is { Kind: TokenKind.Punctuator, Text: ":" } ? ParseLabelled() : ParseExpressionStatement();
    }

    private ExpressionStatement ParseExpressionStatement()
    {
        var start = token.Start;
        var value = ParseExpression();
        EndStatement();
        return new ExpressionStatement(value) { Position = start };
    }

    private Block ParseBlock()
    {
        var start = token.Start;
        function.OpenBlock();
        var body = ParseBlockBody();
        return new Block(body, function.CloseBlock()) { Position = start };
    }

    private List<Statement> ParseBlockBody()
    {
        Expect("{");
        var body = new List<Statement>();
        while (!Is("}"))
            body.Add(ParseStatementListItem());
        Advance();
        return body;
    }

    private Declaration ParseDeclaration(DeclarationKind kind)
    {
        var start = token.Start;
        Advance();
        var declaration = ParseDeclarators(kind, start, inFor: false);
        EndStatement();
        return declaration;
    }

    private Declaration ParseDeclarators(DeclarationKind kind, int start, bool inFor)
    {
        var elements = new List<Element>();
        do
        {
            var at = token.Start;
            var target = ParseBindingTarget(name => Declare(kind, name, at));
            var initializer = Skip("=") ? ParseAssignment(!inFor) : null;
            var isEach = inFor && (IsWord("in") || IsWord("of"));
            if (initializer is null && !isEach && (kind == DeclarationKind.Const || target is not Identifier))
                throw lexer.Error("Missing initializer in declaration", token.Start);
            elements.Add(new Element(target, initializer) { Position = at });
        }
        while (Skip(","));
        return new Declaration(kind, elements) { Position = start };
    }

    private void Declare(DeclarationKind kind, string name, int position)
    {
        if (kind == DeclarationKind.Var)
            DeclareVar(name, position);
        else
            DeclareLexical(name, kind == DeclarationKind.Const, position);
    }

    private FunctionDeclaration ParseFunctionDeclaration()
    {
        var start = token.Start;
        Advance();
        if (Is("*"))
            throw lexer.Error("Generators are not supported", token.Start);
        var name = ParseBindingName();
        var declaration = new FunctionDeclaration(ParseFunctionRest(start, name), !function.AtTop) { Position = start };
        DeclareFunction(declaration);
        return declaration;
    }

    private IfStatement ParseIf()
    {
        var start = token.Start;
        Advance();
        Expect("(");
        var test = ParseExpression();
        Expect(")");
        var whenTrue = ParseBranch();
        var whenFalse = SkipWord("else") ? ParseBranch() : null;
        return new IfStatement(test, whenTrue, whenFalse) { Position = start };
    }

    /// <summary>Sloppy code may write "if (x) function f() {}", which counts as a block of its own.</summary>
    private Statement ParseBranch()
    {
        if (strict || !IsWord("function"))
            return Unlabelled(ParseStatement());
        function.OpenBlock();
        var declaration = ParseFunctionDeclaration();
        return new Block([declaration], function.CloseBlock()) { Position = declaration.Position };
    }

    private Statement Unlabelled(Statement body) => body is LabelledStatement { IsFunction: true }
        ? throw lexer.Error("Functions can only be declared at top level or inside a block", body.Position)
        : body;

    private ReturnStatement ParseReturn()
    {
        var start = token.Start;
        Advance();
        var value = Is(";") || Is("}") || token.Kind == TokenKind.End || token.AfterNewLine ? null : ParseExpression();
        EndStatement();
        return new ReturnStatement(value) { Position = start };
    }

    private Statement ParseJump()
    {
        var (start, isBreak) = (token.Start, token.Text == "break");
        Advance();
        string? label = null;
        if (token.Kind == TokenKind.Identifier && !token.AfterNewLine)
        {
            label = ParseBindingName();
            if (!(isBreak ? function.Labels : function.LoopLabels).Contains(label))
                throw lexer.Error($"Undefined label '{label}'", start);
        }
        else if ((isBreak ? function.Breakables : function.Loops) == 0)
            throw lexer.Error($"Illegal {(isBreak ? "break" : "continue")} statement", start);
        EndStatement();
        return isBreak ? new BreakStatement(label) { Position = start } : new ContinueStatement(label) { Position = start };
    }

    private ThrowStatement ParseThrow()
    {
        var start = token.Start;
        Advance();
        if (token.AfterNewLine)
            throw lexer.Error("Illegal newline after throw", start);
        var value = ParseExpression();
        EndStatement();
        return new ThrowStatement(value) { Position = start };
    }

    private TryStatement ParseTry()
    {
        var start = token.Start;
        Advance();
        var body = ParseBlock();
        Node? parameter = null;
        Block? handler = null;
        BlockNames? handlerNames = null;
        if (SkipWord("catch"))
        {
            function.OpenBlock();
            if (Skip("("))
            {
                var at = token.Start;
                function.Block.IsCatch = token.Kind == TokenKind.Identifier;
                parameter = ParseBindingTarget(name => DeclareLexical(name, false, at));
                Expect(")");
            }
            handler = ParseBlock();
            foreach (var name in handler.Names.Lexical.Select(l => l.Name).Concat(handler.Names.Functions.Select(f => f.Function.Name!)))
                if (function.Block.Lexical.Contains(name))
                    throw Redeclared(name, handler.Position);
            handlerNames = function.CloseBlock();
        }
        var finalizer = SkipWord("finally") ? ParseBlock() : null;
        if (handler is null && finalizer is null)
            throw lexer.Error("Missing catch or finally after try", token.Start);
        return new TryStatement(body, parameter, handler, handlerNames, finalizer) { Position = start };
    }

    private SwitchStatement ParseSwitch()
    {
        var start = token.Start;
        Advance();
        Expect("(");
        var value = ParseExpression();
        Expect(")");
        Expect("{");
        function.OpenBlock();
        function.Breakables++;
        var cases = new List<(Expression?, List<Statement>)>();
        while (!Skip("}"))
        {
            Expression? test = null;
            if (SkipWord("case"))
                test = ParseExpression();
            else
            {
                if (cases.Exists(c => c.Item1 is null))
                    throw lexer.Error("More than one default clause in switch statement", token.Start);
                ExpectWord("default");
            }
            Expect(":");
            var body = new List<Statement>();
            while (!Is("}") && !IsWord("case") && !IsWord("default"))
                body.Add(ParseStatementListItem());
            cases.Add((test, body));
        }
        function.Breakables--;
        return new SwitchStatement(value, cases, function.CloseBlock()) { Position = start };
    }

    private LabelledStatement ParseLabelled()
    {
        var (start, label) = (token.Start, token.Text);
        Advance();
        Advance();
        if (function.Labels.Contains(label))
            throw lexer.Error($"Label '{label}' has already been declared", start);
        function.Labels.Add(label);
        var isLoop = IsWord("for") || IsWord("while") || IsWord("do") || IsLabelOfLoop();
        if (isLoop)
            function.LoopLabels.Add(label);
        var isFunction = IsWord("function");
        var body = isFunction ? ParseBranch() : ParseStatement();
        function.Labels.Remove(label);
        function.LoopLabels.Remove(label);
        return new LabelledStatement(label, body) { Position = start, IsFunction = isFunction || body is LabelledStatement { IsFunction: true } };
    }

    /// <summary>"a: b: for" gives the loop both labels.</summary>
    private bool IsLabelOfLoop()
    {
        var saved = (token, previousEnd);
        while (token.Kind == TokenKind.Identifier && Peek() is { Kind: TokenKind.Punctuator, Text: ":" })
        {
            Advance();
            Advance();
        }
        var isLoop = IsWord("for") || IsWord("while") || IsWord("do");
        (token, previousEnd) = saved;
        lexer.MoveTo(token.End);
        return isLoop;
    }
}
