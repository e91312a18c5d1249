using LienThong.Activities.Rules;

namespace LienThong.Activities.Documents.Comparison;

/// <summary>How much text is compared.</summary>
/// <param name="MaxWords">Words and signs of one version; a longer one is refused rather than compared in part.</param>
public sealed record CompareLimits(int MaxWords = 200_000);

/// <summary>Two texts set against each other.</summary>
/// <param name="Identical">No word differs; blanks do not count.</param>
/// <param name="Highlights">Changed numbers, dates, amounts, cited documents, recipients and signer, in reading order.</param>
/// <param name="Blocks">The whole text, paragraph by paragraph.</param>
public sealed record TextComparison(bool Identical, IReadOnlyList<Highlight> Highlights, IReadOnlyList<CompareBlock> Blocks)
{
    /// <summary>Compares; 200 kB take well under a second.</summary>
    /// <exception cref="RuleViolation"><c>compare.too-long</c>.</exception>
    public static TextComparison Of(string before, string after, CompareLimits limits, CancellationToken cancellationToken)
    {
        var vocabulary = new Vocabulary();
        var (oldText, newText) = (before.Normalize(), after.Normalize());
        var old = Read(vocabulary, oldText, limits, cancellationToken);
        var current = Read(vocabulary, newText, limits, cancellationToken);
        var aligned = new ParagraphAlignment(old, current, cancellationToken).Run();
        if (aligned.All(block => block.Kind == BlockKind.Same))
            return new TextComparison(true, [], [.. current.Select(paragraph => Whole(BlockKind.Same, PartKind.Same, paragraph, null))]);
        var highlights = Comparison.Highlights.Of(aligned, Facts.In(oldText, old), Facts.In(newText, current));
        return new TextComparison(false, highlights, [.. aligned.Select(block => BlockOf(block, old, current, cancellationToken))]);
    }

    private static List<ComparedParagraph> Read(Vocabulary vocabulary, string text, CompareLimits limits, CancellationToken cancellationToken)
    {
        var paragraphs = vocabulary.Read(text, cancellationToken);
        var words = paragraphs.Sum(paragraph => paragraph.Tokens.Length);
        return words <= limits.MaxWords
            ? paragraphs
            : throw new RuleViolation("compare.too-long", $"Văn bản dài {words:N0} từ, quá mức {limits.MaxWords:N0} từ mà hệ thống so sánh được. Tải hai bản về để so sánh.");
    }

    private static CompareBlock BlockOf(Aligned block, List<ComparedParagraph> before, List<ComparedParagraph> after, CancellationToken cancellationToken) => block switch
    {
        { Kind: BlockKind.Changed or BlockKind.MovedHere, Before: { } a, After: { } b } =>
            new CompareBlock(block.Kind, block.Move, WordDiff.Of(before[a], after[b], cancellationToken)),
        { Kind: BlockKind.Inserted, After: { } b } => Whole(block.Kind, PartKind.Inserted, after[b], null),
        { Kind: BlockKind.Deleted or BlockKind.MovedAway, Before: { } a } => Whole(block.Kind, PartKind.Deleted, before[a], block.Move),
        { After: { } b } => Whole(block.Kind, PartKind.Same, after[b], null),
        _ => throw new InvalidOperationException("A block has a paragraph."),
    };

    private static CompareBlock Whole(BlockKind kind, PartKind part, ComparedParagraph paragraph, int? move) =>
        new(kind, move, [new ComparePart(part, paragraph.Text)]);
}
