using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Audit;

public enum AuditFault
{
    /// <summary>The entry does not say what it said when it was written.</summary>
    ChangedContent,

    /// <summary>An entry is gone.</summary>
    MissingEntry,

    /// <summary>The entry does not follow the one before it.</summary>
    WrongLink,

    /// <summary>Entries are gone from the end.</summary>
    CutEnd,

    /// <summary>The end is not the one that was noted elsewhere.</summary>
    WrongEnd,
}

/// <param name="Seq">The first entry that is wrong.</param>
/// <param name="Fault">Why.</param>
/// <param name="Detail">The same for people, in Vietnamese.</param>
public sealed record AuditBreak(long Seq, AuditFault Fault, string Detail);

/// <param name="Checked">How many entries were found right.</param>
/// <param name="LastHash">Hash of the last of them: print it or send it away, and give it back as the anchor of a later check.</param>
/// <param name="Break">Null when the trail is whole.</param>
public sealed record AuditVerdict(long Checked, string LastHash, AuditBreak? Break)
{
    public bool IsValid => Break is null;
}

/// <summary>A place of the chain that is known from outside the database.</summary>
public sealed record AuditAnchor(long Seq, string Hash);

/// <summary>Walks the chain from the first entry to the head.</summary>
public static class AuditVerifier
{
    private const int PageSize = 1000;

    /// <summary>
    /// Checks what was in the trail at the start of the check; writing may go on. Whoever can write every row could write a whole new
    /// chain: only an anchor kept outside shows that.
    /// </summary>
    public static async Task<AuditVerdict> VerifyAsync(DbContext context, AuditAnchor? anchor, CancellationToken cancellationToken)
    {
        var head = await context.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == AuditHead.TheOne, cancellationToken);
        if (head is null) return new AuditVerdict(0, AuditHash.None, Broken(1, AuditFault.WrongEnd));

        var seq = 0L;
        var hash = AuditHash.None;
        while (seq < head.Seq)
        {
            var after = seq;
            var page = await context.Set<AuditEntry>().AsNoTracking()
                .Where(entry => entry.Seq > after && entry.Seq <= head.Seq)
                .OrderBy(entry => entry.Seq).Take(PageSize)
                .ToListAsync(cancellationToken);
            if (page.Count == 0) return new AuditVerdict(seq, hash, Broken(seq + 1, AuditFault.CutEnd));
            foreach (var entry in page)
            {
                if (Fault(entry, seq, hash, anchor) is { } fault) return new AuditVerdict(seq, hash, Broken(seq + 1, fault));
                seq = entry.Seq;
                hash = entry.Hash;
            }
        }

        var wrongEnd = hash != head.Hash || anchor?.Seq > seq;
        return new AuditVerdict(seq, hash, wrongEnd ? Broken(seq, AuditFault.WrongEnd) : null);
    }

    private static AuditFault? Fault(AuditEntry entry, long previousSeq, string previousHash, AuditAnchor? anchor)
    {
        if (entry.Seq != previousSeq + 1) return AuditFault.MissingEntry;
        if (entry.Hash != AuditHash.Of(entry)) return AuditFault.ChangedContent;
        if (entry.PreviousHash != previousHash) return AuditFault.WrongLink;
        if (anchor?.Seq == entry.Seq && anchor.Hash != entry.Hash) return AuditFault.WrongEnd;
        return null;
    }

    private static AuditBreak Broken(long seq, AuditFault fault) => new(seq, fault, fault switch
    {
        AuditFault.ChangedContent => $"Mục {seq} của nhật ký không còn đúng nội dung khi ghi.",
        AuditFault.MissingEntry => $"Mục {seq} của nhật ký đã bị xóa.",
        AuditFault.WrongLink => $"Mục {seq} của nhật ký không nối tiếp mục trước nó.",
        AuditFault.CutEnd => $"Phần cuối của nhật ký, từ mục {seq}, đã bị cắt bỏ.",
        _ => $"Mục {seq} của nhật ký không khớp với mã băm đã lưu riêng.",
    });
}
