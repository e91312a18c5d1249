namespace LienThong.Activities.Documents.Comparison;

/// <summary>What became of a paragraph.</summary>
public enum BlockKind { Same, Changed, Inserted, Deleted, MovedAway, MovedHere }

/// <summary>What became of a piece of a paragraph.</summary>
public enum PartKind { Same, Inserted, Deleted }

/// <summary>A piece of a paragraph with the blanks before its words.</summary>
public sealed record ComparePart(PartKind Kind, string Text);

/// <summary>A paragraph of the comparison, in reading order.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Move">The same number on both ends of a move; otherwise null.</param>
/// <param name="Parts">Its text; several pieces where it was changed.</param>
public sealed record CompareBlock(BlockKind Kind, int? Move, IReadOnlyList<ComparePart> Parts);

/// <summary>A block with the paragraphs it was made of, by their place in the two texts.</summary>
internal sealed record Aligned(BlockKind Kind, int? Before, int? After, int? Move);
