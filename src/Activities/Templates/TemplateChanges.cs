using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Templates;

/// <summary>What a template is to be.</summary>
/// <param name="Name">Unique among those one agency uses.</param>
/// <param name="Content">With fields; may be incomplete.</param>
/// <param name="AgencyId">Null for all agencies.</param>
public sealed record TemplateDraft(string Name, DraftContent Content, Guid? AgencyId);

/// <summary>Makes, changes and retires templates: shared ones the administrator, an agency's also its Chánh Văn phòng.</summary>
public static class TemplateChanges
{
    /// <exception cref="RuleViolation"><c>template.not-yours</c>, <c>template.name</c>, <c>template.type</c>, <c>template.duplicate</c>, <c>draft.*</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, TemplateAccess access, TemplateDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        MustBeAllowed(access, draft.AgencyId);
        var template = new DocumentTemplate { Id = session.NewId(), AgencyId = draft.AgencyId, Name = "", TypeCode = "", Content = "" };
        await SetAsync(session, template, draft, actor, cancellationToken);
        session.Insert(template);
        await TellAsync(session, "template.created", template, actor, cancellationToken);
        return template.Id;
    }

    /// <exception cref="RuleViolation"><c>template.not-found</c>, and those of making one.</exception>
    public static async Task<TemplateDetail> ChangeAsync(
        WriteSession session, TemplateAccess access, Guid id, TemplateDraft draft, Action<int> mustBeSeen, Actor actor, CancellationToken cancellationToken)
    {
        var template = await FindAsync(session, access, id, mustBeSeen, cancellationToken);
        await SetAsync(session, template, draft with { AgencyId = template.AgencyId }, actor, cancellationToken);
        session.Update(template);
        await TellAsync(session, "template.changed", template, actor, cancellationToken);
        await session.FlushAsync(cancellationToken);
        return new TemplateDetail(TemplateQuery.RowOf(template, access), DraftContent.FromJson(template.Content));
    }

    /// <exception cref="RuleViolation"><c>template.not-found</c>, <c>template.not-yours</c>.</exception>
    public static async Task RetireAsync(WriteSession session, TemplateAccess access, Guid id, Action<int> mustBeSeen, Actor actor, CancellationToken cancellationToken)
    {
        var template = await FindAsync(session, access, id, mustBeSeen, cancellationToken);
        template.Retired = true;
        template.ChangedBy = actor.PersonId;
        template.ChangedAt = session.Clock.GetUtcNow();
        session.Update(template);
        await TellAsync(session, "template.retired", template, actor, cancellationToken);
    }

    private static async Task<DocumentTemplate> FindAsync(WriteSession session, TemplateAccess access, Guid id, Action<int> mustBeSeen, CancellationToken cancellationToken)
    {
        var template = await session.FindAsync<DocumentTemplate>(id, cancellationToken);
        if (template is null or { Retired: true } || !(access.Administrator || template.AgencyId is null || access.Agencies.Contains(template.AgencyId.Value)))
            throw TemplateQuery.NotFound();
        MustBeAllowed(access, template.AgencyId);
        mustBeSeen(template.RowVersion);
        return template;
    }

    private static void MustBeAllowed(TemplateAccess access, Guid? agencyId)
    {
        if (!access.MayChange(agencyId))
            throw RuleViolation.Forbidden(
                "template.not-yours", "Mẫu dùng chung do quản trị viên quản lý; mẫu của cơ quan do Chánh Văn phòng quản lý. Đề nghị người phụ trách thực hiện.");
    }

    private static async Task SetAsync(WriteSession session, DocumentTemplate template, TemplateDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var name = GivenText.Line(draft.Name, "Tên mẫu", "template.name", 200);
        var content = draft.Content.Unfinished();
        if (DocumentTypes.OfKey(content.TypeCode) is null)
            throw RuleViolation.Invalid("template.type", "Chọn loại văn bản của mẫu trong danh mục.");
        var (id, agencyId) = (template.Id, draft.AgencyId);
        if (await session.Context.Set<DocumentTemplate>().AnyAsync(t => t.Id != id && !t.Retired && t.AgencyId == agencyId && t.Name == name, cancellationToken))
            throw new RuleViolation("template.duplicate", $"Đã có mẫu tên \"{name}\". Đặt tên khác hoặc sửa mẫu đang có.");
        template.Name = name;
        template.TypeCode = content.TypeCode;
        template.Content = content.ToJson();
        template.ChangedBy = actor.PersonId;
        template.ChangedAt = session.Clock.GetUtcNow();
    }

    private static Task<AuditEntry> TellAsync(WriteSession session, string action, DocumentTemplate template, Actor actor, CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(session, actor, action, new AuditSubject("document-template", template.Id), new { template.Name, template.TypeCode, template.AgencyId }, cancellationToken);
}
