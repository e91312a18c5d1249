using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A type of documents at an agency.</summary>
/// <param name="Code">Key of the type.</param>
/// <param name="Name">As the decree calls it.</param>
/// <param name="Used">Offered for new documents.</param>
/// <param name="RegisterName">Series of numbers; null for the usual one.</param>
/// <param name="DaysToAnswer">Working days; null for none.</param>
public sealed record DocumentTypeRow(string Code, string Name, bool Used, string? RegisterName, int? DaysToAnswer);

/// <summary>What an agency decides about a type of documents.</summary>
public static class SetDocumentType
{
    private const int MaxDays = 365;

    public static async Task<IReadOnlyList<DocumentTypeRow>> ListAsync(DbContext context, Guid agencyId, CancellationToken cancellationToken)
    {
        var stored = await context.Set<DocumentTypeSettings>().Where(settings => settings.AgencyId == agencyId).ToDictionaryAsync(settings => settings.TypeCode, cancellationToken);
        return [.. DocumentTypes.All.Select(type => RowOf(type, stored.GetValueOrDefault(type.Key)))];
    }

    /// <exception cref="RuleViolation"><c>document-type.not-found</c>, <c>document-type.register</c>, <c>document-type.days</c>, <c>agency.not-found</c>.</exception>
    public static async Task<DocumentTypeRow> RunAsync(
        WriteSession session, Guid agencyId, string code, bool used, string? registerName, int? daysToAnswer, Actor actor, CancellationToken cancellationToken)
    {
        var type = DocumentTypes.OfKey(code) ?? throw RuleViolation.NotFound("document-type.not-found", $"Không có loại văn bản \"{code}\" trong Nghị định 30/2020/NĐ-CP.");
        var register = GivenText.OptionalLine(registerName, "Tên sổ", "document-type.register", 100);
        if (daysToAnswer is < 1 or > MaxDays)
            throw RuleViolation.Invalid("document-type.days", $"Số ngày trả lời phải từ 1 đến {MaxDays} ngày làm việc, hoặc để trống.");
        if (await session.FindAsync<Agency>(agencyId, cancellationToken) is null)
            throw RuleViolation.NotFound("agency.not-found", "Không tìm thấy cơ quan này. Chọn lại trong danh mục.");
        var stored = await session.FindAsync<DocumentTypeSettings>((agencyId, type.Key), cancellationToken);
        var row = stored ?? new DocumentTypeSettings { AgencyId = agencyId, TypeCode = type.Key };
        (row.Used, row.RegisterName, row.DaysToAnswer) = (used, register, daysToAnswer);
        if (stored is null)
            session.Insert(row);
        else
            session.Update(row);
        await AuditTrail.AppendAsync(
            session, actor, "document-type.set", new AuditSubject("document-type", $"{agencyId:D}/{type.Key}"), new { type.Name, used, register, daysToAnswer }, cancellationToken);
        return RowOf(type, row);
    }

    private static DocumentTypeRow RowOf(DocumentType type, DocumentTypeSettings? settings) =>
        new(type.Key, type.Name, settings?.Used ?? true, settings?.RegisterName, settings?.DaysToAnswer);
}
