using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Registers;

/// <summary>A line of Sổ đăng ký văn bản đến (Nghị định 30/2020/NĐ-CP, Phụ lục IV); ký nhận is signed on the print.</summary>
/// <param name="DocumentId">To open it from the list.</param>
/// <param name="ArrivedAt">Ngày đến.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="Sender">Tác giả.</param>
/// <param name="Number">Số of the sender.</param>
/// <param name="Symbol">Ký hiệu of the sender.</param>
/// <param name="IssuedOn">Ngày tháng.</param>
/// <param name="TypeCode">Tên loại.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Receiver">Đơn vị nhận: the lead unit; null until it is assigned.</param>
/// <param name="ForwardedAt">Ngày chuyển.</param>
/// <param name="Note">Ghi chú.</param>
/// <param name="State">A cancelled number stays in its place.</param>
public sealed record IncomingBookRow(
    Guid DocumentId, DateTimeOffset ArrivedAt, int ArrivalNumber, string Sender, string Number, string Symbol, DateOnly IssuedOn,
    string TypeCode, string Subject, string? Receiver, DateTimeOffset? ForwardedAt, string? Note, RegisterEntryState State);

/// <summary>A line of Sổ đăng ký văn bản đi (the same annex); ký nhận is signed on the print.</summary>
/// <param name="DocumentId">To open it from the list.</param>
/// <param name="Number">Số.</param>
/// <param name="Symbol">Ký hiệu.</param>
/// <param name="IssuedOn">Ngày tháng.</param>
/// <param name="TypeCode">Tên loại.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Signer">Người ký.</param>
/// <param name="ToPlaces">Nơi nhận.</param>
/// <param name="ArchiveUnit">Đơn vị nhận bản lưu: the unit that drafted it.</param>
/// <param name="CopyCount">Số lượng bản.</param>
/// <param name="SentAt">Ngày chuyển: when the first recipient was sent to.</param>
/// <param name="Note">Ghi chú.</param>
/// <param name="State">A cancelled number stays in its place.</param>
public sealed record OutgoingBookRow(
    Guid DocumentId, int Number, string Symbol, DateOnly? IssuedOn, string TypeCode, string Subject, string? Signer, string? ToPlaces,
    string? ArchiveUnit, int CopyCount, DateTimeOffset? SentAt, string? Note, RegisterEntryState State);

/// <summary>The two books, line by line in the order of their numbers.</summary>
public static class RegisterBook
{
    /// <param name="context">Where to read.</param>
    /// <param name="registerId">An incoming register.</param>
    /// <param name="afterNumber">The last number of the page before, 0 for the first page.</param>
    /// <param name="pageSize">At most this many lines.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static Task<IReadOnlyList<IncomingBookRow>> IncomingAsync(
        DbContext context, Guid registerId, int afterNumber, int pageSize, CancellationToken cancellationToken) =>
        IncomingAsync(context, registerId, BookSpan.Whole, afterNumber, pageSize, cancellationToken);

    internal static async Task<IReadOnlyList<IncomingBookRow>> IncomingAsync(
        DbContext context, Guid registerId, BookSpan span, int afterNumber, int pageSize, CancellationToken cancellationToken)
    {
        var (begin, end) = (span.Begin, span.End);
        var rows =
            from entry in context.Set<RegisterEntry>().AsNoTracking()
            where entry.RegisterId == registerId && entry.Number > afterNumber
            join document in context.Set<IncomingDocument>() on entry.DocumentId equals document.Id
            where document.ArrivedAt >= begin && document.ArrivedAt < end
            join dossier in context.Set<Dossier>() on document.DossierId equals dossier.Id
            orderby entry.Number
            select new IncomingBookRow(
                document.Id, document.ArrivedAt, entry.Number, document.SenderName, document.Number, document.Symbol, document.IssuedOn,
                document.TypeCode, document.Subject,
                context.Set<Unit>().Where(unit => unit.Id == dossier.LeadUnitId).Select(unit => unit.Name).FirstOrDefault(),
                context.Set<AssignedTask>().Where(task => task.DossierId == dossier.Id && task.Role == TaskRole.Lead)
                    .OrderBy(task => task.AssignedAt).Select(task => (DateTimeOffset?)task.AssignedAt).FirstOrDefault(),
                entry.Note, entry.State);
        return await rows.Take(pageSize).ToListAsync(cancellationToken);
    }

    /// <param name="context">Where to read.</param>
    /// <param name="registerId">An outgoing register.</param>
    /// <param name="afterNumber">The last number of the page before, 0 for the first page.</param>
    /// <param name="pageSize">At most this many lines.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static Task<IReadOnlyList<OutgoingBookRow>> OutgoingAsync(
        DbContext context, Guid registerId, int afterNumber, int pageSize, CancellationToken cancellationToken) =>
        OutgoingAsync(context, registerId, BookSpan.Whole, afterNumber, pageSize, cancellationToken);

    internal static async Task<IReadOnlyList<OutgoingBookRow>> OutgoingAsync(
        DbContext context, Guid registerId, BookSpan span, int afterNumber, int pageSize, CancellationToken cancellationToken)
    {
        var (begin, end) = (span.Begin, span.End);
        var rows =
            from entry in context.Set<RegisterEntry>().AsNoTracking()
            where entry.RegisterId == registerId && entry.Number > afterNumber && entry.At >= begin && entry.At < end
            join document in context.Set<OutgoingDocument>() on entry.DocumentId equals document.Id
            orderby entry.Number
            select new OutgoingBookRow(document.Id, entry.Number, document.Symbol, document.IssuedOn, document.TypeCode, document.Subject,
                context.Set<Person>().Where(person => person.Id == document.SignerPersonId).Select(person => person.FullName)
                    .FirstOrDefault(),
                document.ToPlaces,
                context.Set<Unit>().Where(unit => unit.Id == document.DraftingUnitId).Select(unit => unit.Name).FirstOrDefault(),
                document.CopyCount,
                context.Set<Dispatch>().Where(dispatch => dispatch.DocumentId == document.Id).Min(dispatch => dispatch.SentAt),
                entry.Note, entry.State);
        return await rows.Take(pageSize).ToListAsync(cancellationToken);
    }
}
