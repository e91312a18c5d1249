using System.Globalization;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>
/// The same document registered before: same number, symbol, sender and year, or the same message of the axis (Nghị định 30/2020/NĐ-CP, Phụ
/// lục VI, asks for a warning).
/// </summary>
/// <param name="DocumentId">The one that was registered first.</param>
/// <param name="ArrivalNumber">Its số đến.</param>
/// <param name="Title">Its number and symbol.</param>
/// <param name="MayBeIgnored">False for the same message: that one is dropped, whoever says otherwise.</param>
public sealed record IncomingDuplicate(Guid DocumentId, int ArrivalNumber, string Title, bool MayBeIgnored)
{
    /// <summary>The earlier document of the same agency, or null.</summary>
    public static async Task<IncomingDuplicate?> FindAsync(DbContext context, IncomingDocument document,
        CancellationToken cancellationToken)
    {
        var (agencyId, key, messageId) = (document.AgencyId, document.IdentityKey, document.MessageId);
        var registered = await context.Set<IncomingDocument>().AsNoTracking()
            .Where(other => other.AgencyId == agencyId && (other.IdentityKey == key || (messageId != null && other.MessageId == messageId)))
            .Select(other => new { other.Id, other.ArrivalNumber, other.Number, other.Symbol, other.MessageId })
            .ToListAsync(cancellationToken);
        var first = registered.MinBy(other => (other.MessageId is null || other.MessageId != messageId, other.ArrivalNumber));
        if (first is null) return null;

        var sameMessage = messageId is not null && first.MessageId == messageId;
        return new IncomingDuplicate(first.Id, first.ArrivalNumber, $"{first.Number}/{first.Symbol}", MayBeIgnored: !sameMessage);
    }

    public RuleViolation Refusal() => new("incoming.duplicate", MayBeIgnored
        ? $"Văn bản {Title} đã đăng ký với số đến {ArrivalNumber:00}. Mở văn bản đã có, hoặc xác nhận đăng ký thêm nếu đây là văn bản khác."
        : $"Văn bản {Title} đã nhận từ trục liên thông và đăng ký với số đến {ArrivalNumber:00}. Mở văn bản đã có.");
}

internal static class IncomingIdentity
{
    /// <summary>Sets the key under which two writings of one document meet: 05/BC-SKHCN and 5/bc-skhcn, BCSD and BCSĐ.</summary>
    public static IncomingDocument WithIdentity(this IncomingDocument document)
    {
        var sender = document.SenderAgencyId is { } id ? id.ToString("N") : Fold.Of(document.SenderName);
        document.IdentityKey = string.Create(CultureInfo.InvariantCulture,
            $"{Fold.Of(document.Number.TrimStart('0'))}|{Fold.Of(document.Symbol)}|{document.IssuedOn.Year}|{sender}");
        return document;
    }
}
