namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal enum TokenKind { End, Identifier, Punctuator, Number, Text, Template }

/// <summary>A word of the source.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start, int End)
{
    public double Number { get; init; }

    /// <summary>For numbers with the suffix n.</summary>
    public System.Numerics.BigInteger? Big { get; init; }

    /// <summary>A line break stands before it, which can end a statement.</summary>
    public bool AfterNewLine { get; init; }

    /// <summary>Written with \u escapes: then it is no keyword. For text: then "use strict" is no directive.</summary>
    public bool Escaped { get; init; }

    /// <summary>An octal number or escape of old, forbidden in strict code.</summary>
    public bool LegacyOctal { get; init; }

    /// <summary>For templates: the text with its escapes replaced, null where they are malformed.</summary>
    public string? Cooked { get; init; }

    /// <summary>For templates: whether the literal ends here.</summary>
    public bool Tail { get; init; }
}
