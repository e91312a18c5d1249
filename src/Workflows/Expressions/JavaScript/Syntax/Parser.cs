using System.Runtime.CompilerServices;

namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

/// <summary>Reads a script into nodes by recursive descent; throws <see cref="ScriptException"/>.</summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Reserved =
    [
        "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "enum", "export",
        "extends", "false", "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch",
        "this", "throw", "true", "try", "typeof", "var", "void", "while", "with",
    ];

    private static readonly HashSet<string> ReservedInStrict =
        ["implements", "interface", "let", "package", "private", "protected", "public", "static", "yield"];

    /// <summary>Properties of the global object that no declaration can replace.</summary>
    public static readonly HashSet<string> GlobalConstants = ["undefined", "NaN", "Infinity"];

    private readonly Lexer lexer;
    private readonly string source;
    private Token token;
    private int previousEnd;
    private FunctionContext function = new(null);
    private bool strict;

    private Parser(string source)
    {
        this.source = source;
        lexer = new Lexer(source);
    }

    public static Function ParseProgram(string source)
    {
        var parser = new Parser(source);
        try
        {
            return parser.ParseProgram();
        }
        catch (InsufficientExecutionStackException)
        {
            throw parser.lexer.Error("The script is nested too deeply", parser.token.Start);
        }
    }

    private Function ParseProgram()
    {
        Advance();
        function.OpenBlock();
        var body = ParseBody(TokenKind.End, "");
        if (unconfirmed.FirstOrDefault() is { } shorthand)
            throw lexer.Error(
                shorthand.Kind == PropertyKind.Prototype ? "Duplicate __proto__ fields are not allowed in object literals" : "Invalid shorthand property initializer",
                shorthand.Value.Position);
        return new Function
        {
            Body = body,
            Names = function.CloseBlock(),
            Vars = [.. function.Vars],
            BlockFunctions = strict ? [] : [.. function.BlockFunctions],
            Strict = strict,
        };
    }

    /// <summary>What the function being read has declared so far.</summary>
    private sealed class FunctionContext(FunctionContext? outer)
    {
        private readonly Stack<BlockContext> blocks = [];

        public FunctionContext? Outer => outer;
        public HashSet<string> Vars { get; } = [];
        public List<string> BlockFunctions { get; } = [];
        public HashSet<string> Parameters { get; } = [];
        public List<string> Labels { get; } = [];
        public List<string> LoopLabels { get; } = [];
        public int Loops { get; set; }
        public int Breakables { get; set; }
        public bool Arrow { get; init; }
        public bool Method { get; init; }
        public bool UsesArguments { get; set; }

        /// <summary>Whether it is, or stands in, a function that is no arrow.</summary>
        public bool HasOwnThis
        {
            get
            {
                var context = this;
                while (context.Arrow)
                    context = context.Outer!;
                return context.Outer is not null;
            }
        }

        /// <summary>Whether it is a method, or an arrow function in one: there super has a meaning.</summary>
        public bool InMethod => Arrow ? Outer!.InMethod : Method;

        public BlockContext Block => blocks.Peek();
        public bool AtTop => blocks.Count == 1;
        public IEnumerable<BlockContext> Blocks => blocks;

        public void OpenBlock() => blocks.Push(new BlockContext());

        public BlockNames CloseBlock() => blocks.Pop().Names;

        public void MarkFunction()
        {
            for (var context = this; context is not null; context = context.Outer)
                foreach (var block in context.blocks)
                    block.Names.ContainsFunction = true;
        }
    }

    private sealed class BlockContext
    {
        public BlockNames Names { get; } = new();
        public HashSet<string> Lexical { get; } = [];
        public HashSet<string> Functions { get; } = [];

        /// <summary>Vars declared within, which a let of the same name may not follow.</summary>
        public HashSet<string> Vars { get; } = [];

        /// <summary>Simple parameter of a catch, which a var may repeat.</summary>
        public bool IsCatch { get; set; }
    }

    private void DeclareVar(string name, int position)
    {
        foreach (var block in function.Blocks)
        {
            if ((block.Lexical.Contains(name) && !block.IsCatch) || (block.Functions.Contains(name) && !ReferenceEquals(block, function.Blocks.Last())))
                throw Redeclared(name, position);
            block.Vars.Add(name);
        }
        function.Vars.Add(name);
    }

    private void DeclareLexical(string name, bool constant, int position)
    {
        var block = function.Block;
        if (name == "let")
            throw lexer.Error("let is disallowed as a lexically bound name", position);
        if (function is { Outer: null, AtTop: true } && GlobalConstants.Contains(name))
            throw Redeclared(name, position);
        if (block.Vars.Contains(name) || block.Functions.Contains(name) || (function.AtTop && function.Parameters.Contains(name))
            || !block.Lexical.Add(name))
            throw Redeclared(name, position);
        block.Names.Lexical.Add((name, constant));
    }

    private void DeclareFunction(FunctionDeclaration declaration)
    {
        var name = declaration.Function.Name!;
        var block = function.Block;
        if (block.Lexical.Contains(name) || (!function.AtTop && (block.Vars.Contains(name) || (strict && block.Functions.Contains(name)))))
            throw Redeclared(name, declaration.Position);
        block.Functions.Add(name);
        block.Names.Functions.Add(declaration);
        if (!function.AtTop)
            function.BlockFunctions.Add(name);
    }

    private ScriptException Redeclared(string name, int position) => lexer.Error($"Identifier '{name}' has already been declared", position);

    private void Advance()
    {
        previousEnd = token.End;
        token = lexer.Next();
    }

    private bool Is(string punctuator) => token.Kind == TokenKind.Punctuator && token.Text == punctuator;

    private bool IsWord(string word) => token.Kind == TokenKind.Identifier && !token.Escaped && token.Text == word;

    private bool Skip(string punctuator)
    {
        if (!Is(punctuator))
            return false;
        Advance();
        return true;
    }

    private bool SkipWord(string word)
    {
        if (!IsWord(word))
            return false;
        Advance();
        return true;
    }

    private void Expect(string punctuator)
    {
        if (!Skip(punctuator))
            throw Unexpected();
    }

    private void ExpectWord(string word)
    {
        if (!SkipWord(word))
            throw Unexpected();
    }

    private ScriptException Unexpected() => lexer.Error(token.Kind switch
    {
        TokenKind.End => "Unexpected end of input",
        TokenKind.Number => "Unexpected number",
        TokenKind.Text => "Unexpected string",
        TokenKind.Template => "Unexpected template string",
        _ => $"Unexpected token '{token.Text}'",
    }, token.Start);

    /// <summary>A statement ends at ";", before "}", at the end, or where a line ended.</summary>
    private void EndStatement()
    {
        if (!Skip(";") && !Is("}") && token.Kind != TokenKind.End && !token.AfterNewLine)
            throw Unexpected();
    }

    /// <summary>The token after the current one, which stays current.</summary>
    private Token Peek()
    {
        var next = lexer.Next();
        lexer.MoveTo(token.End);
        return next;
    }

    private bool IsReserved(string name) => Reserved.Contains(name) || (strict && ReservedInStrict.Contains(name));

    private string ParseBindingName()
    {
        if (token.Kind != TokenKind.Identifier || IsReserved(token.Text))
            throw Unexpected();
        var name = token.Text;
        CheckStrictName(name, token.Start);
        Advance();
        return name;
    }

    private void CheckStrictName(string name, int position)
    {
        if (strict && name is ("eval" or "arguments"))
            throw lexer.Error($"Unexpected {name} in strict mode", position);
    }

    private static void CheckDepth() => RuntimeHelpers.EnsureSufficientExecutionStack();
}
