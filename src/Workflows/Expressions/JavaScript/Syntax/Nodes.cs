namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

/// <summary>A piece of the program; the position is its offset in the source.</summary>
internal abstract class Node
{
    public int Position { get; init; }
}

internal abstract class Expression : Node;

internal abstract class Statement : Node;

/// <summary>A target of a declaration, parameter or destructuring assignment.</summary>
internal sealed class Element(Node target, Expression? initializer) : Node
{
    /// <summary>An <see cref="Identifier"/>, <see cref="Member"/>, <see cref="ArrayPattern"/> or <see cref="ObjectPattern"/>.</summary>
    public Node Target { get; } = target;
    public Expression? Initializer { get; } = initializer;
}

internal sealed class ArrayPattern(List<Element?> elements, Node? rest) : Node
{
    public List<Element?> Elements { get; } = elements;
    public Node? Rest { get; } = rest;
}

internal sealed class ObjectPattern(List<(Expression Key, Element Value)> properties, Node? rest) : Node
{
    public List<(Expression Key, Element Value)> Properties { get; } = properties;
    public Node? Rest { get; } = rest;
}

/// <summary>The names a block declares by let, const and function.</summary>
internal sealed class BlockNames
{
    public List<(string Name, bool Constant)> Lexical { get; } = [];
    public List<FunctionDeclaration> Functions { get; } = [];

    /// <summary>Whether a function within may outlive the block and see its variables.</summary>
    public bool ContainsFunction { get; set; }
}

/// <summary>A function, or the whole program, which is a function without parameters.</summary>
internal sealed class Function : Node
{
    public string? Name { get; set; }
    public List<Element> Parameters { get; init; } = [];
    public Node? Rest { get; init; }
    public required List<Statement> Body { get; init; }
    public required BlockNames Names { get; init; }
    public required List<string> Vars { get; init; }
    public bool Arrow { get; init; }
    public bool Method { get; init; }
    public bool Strict { get; init; }
    public bool UsesArguments { get; init; }
    public string SourceText { get; init; } = "";

    /// <summary>Functions in blocks, which sloppy code also sees outside of their block (Annex B.3.3).</summary>
    public List<string> BlockFunctions { get; init; } = [];
}
