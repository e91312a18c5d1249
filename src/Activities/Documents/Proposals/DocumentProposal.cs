namespace LienThong.Activities.Documents.Proposals;

/// <summary>How sure a proposed value is.</summary>
public enum Confidence
{
    /// <summary>It stands in the box where it belongs.</summary>
    Found,

    /// <summary>It follows from other words of the text; somebody should look.</summary>
    Guessed,
}

/// <summary>The line that a value was taken from, from 1, and its words.</summary>
public sealed record Evidence(int Line, string Text);

/// <summary>A value with where it was found and how sure it is.</summary>
public sealed record Proposed<T>(T Value, Confidence Confidence, Evidence Evidence);

/// <summary>Who issued the document; AgencyId is null for an agency that the organisation does not know.</summary>
public sealed record ProposedSender(Guid? AgencyId, string Name);

/// <summary>What văn thư would type from a document's text; null where the text does not say it. Nothing of it is saved.</summary>
/// <param name="Number">Số; null too for a draft, whose number is blank.</param>
/// <param name="Symbol">Ký hiệu.</param>
/// <param name="IssuedOn">Ngày văn bản.</param>
/// <param name="Sender">Cơ quan ban hành.</param>
/// <param name="TypeCode">Loại.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="DeadlineOn">The last day in time that the sender asks for: "trước ngày 18/5" is the 17th.</param>
/// <param name="Urgency">The mark khẩn, thượng khẩn, hỏa tốc.</param>
/// <param name="NeedsReply">The text asks for a report or an answer.</param>
/// <param name="Warnings">What somebody should look at before registering, in Vietnamese.</param>
public sealed record DocumentProposal(
    Proposed<string>? Number, Proposed<string>? Symbol, Proposed<DateOnly>? IssuedOn, Proposed<ProposedSender>? Sender, Proposed<string>? TypeCode, Proposed<string>? Subject,
    Proposed<DateOnly>? DeadlineOn, Proposed<Urgency>? Urgency, Proposed<bool>? NeedsReply, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing could be read.</summary>
    public static DocumentProposal Empty { get; } = new(null, null, null, null, null, null, null, null, null, []);
}
