namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed class Empty : Statement;

internal sealed class ExpressionStatement(Expression value) : Statement
{
    public Expression Value { get; } = value;
}

internal enum DeclarationKind { Var, Let, Const }

internal sealed class Declaration(DeclarationKind kind, List<Element> elements) : Statement
{
    public DeclarationKind Kind { get; } = kind;
    public List<Element> Elements { get; } = elements;
}

internal sealed class FunctionDeclaration(Function function, bool inBlock) : Statement
{
    public Function Function { get; } = function;
    public bool InBlock { get; } = inBlock;
}

internal sealed class Block(List<Statement> body, BlockNames names) : Statement
{
    public List<Statement> Body { get; } = body;
    public BlockNames Names { get; } = names;
}

internal sealed class IfStatement(Expression test, Statement whenTrue, Statement? whenFalse) : Statement
{
    public Expression Test { get; } = test;
    public Statement WhenTrue { get; } = whenTrue;
    public Statement? WhenFalse { get; } = whenFalse;
}

internal sealed class WhileStatement(Expression test, Statement body, bool testFirst) : Statement
{
    public Expression Test { get; } = test;
    public Statement Body { get; } = body;
    public bool TestFirst { get; } = testFirst;
}

/// <summary>The first part is a declaration or an expression statement.</summary>
internal sealed class ForStatement(Statement? first, Expression? test, Expression? update, Statement body, BlockNames names) : Statement
{
    public Statement? First { get; } = first;
    public Expression? Test { get; } = test;
    public Expression? Update { get; } = update;
    public Statement Body { get; } = body;
    public BlockNames Names { get; } = names;
}

/// <summary>for-in and for-of; the kind of declaration is null where an existing target is assigned.</summary>
internal sealed class ForEachStatement(DeclarationKind? kind, Node target, Expression source, bool keys, Statement body, BlockNames names) : Statement
{
    public DeclarationKind? Kind { get; } = kind;
    public Node Target { get; } = target;
    public Expression Source { get; } = source;
    public bool Keys { get; } = keys;
    public Statement Body { get; } = body;
    public BlockNames Names { get; } = names;
}

internal sealed class ReturnStatement(Expression? value) : Statement
{
    public Expression? Value { get; } = value;
}

internal sealed class BreakStatement(string? label) : Statement
{
    public string? Label { get; } = label;
}

internal sealed class ContinueStatement(string? label) : Statement
{
    public string? Label { get; } = label;
}

internal sealed class ThrowStatement(Expression value) : Statement
{
    public Expression Value { get; } = value;
}

internal sealed class TryStatement(Block body, Node? parameter, Block? handler, BlockNames? handlerNames, Block? finalizer) : Statement
{
    public Block Body { get; } = body;
    public Node? Parameter { get; } = parameter;
    public Block? Handler { get; } = handler;
    public BlockNames? HandlerNames { get; } = handlerNames;
    public Block? Finalizer { get; } = finalizer;
}

/// <summary>A case without test is the default.</summary>
internal sealed class SwitchStatement(Expression value, List<(Expression? Test, List<Statement> Body)> cases, BlockNames names) : Statement
{
    public Expression Value { get; } = value;
    public List<(Expression? Test, List<Statement> Body)> Cases { get; } = cases;
    public BlockNames Names { get; } = names;
}

internal sealed class LabelledStatement(string label, Statement body) : Statement
{
    public string Label { get; } = label;
    public Statement Body { get; } = body;

    /// <summary>The label of a function declaration, which may not be the body of a loop or branch.</summary>
    public bool IsFunction { get; init; }
}
