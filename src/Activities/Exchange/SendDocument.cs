using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>Phát hành: the issued document goes to its recipients, with the number of the document that it answers (Quyết định 28/2018/QĐ-TTg, Điều 10).</summary>
public sealed class SendDocument(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <param name="personId">Văn thư.</param>
    /// <param name="workItemId">The work item "Gửi văn bản".</param>
    /// <param name="recipientAgencyIds">Agencies of this system to send to.</param>
    /// <param name="idempotencyKey">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>send.recipients</c>, <c>send.nobody-receives</c>, <c>send.nothing-new</c>, <c>send.no-file</c>, <c>register.not-clerk</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> RunAsync(Guid personId, Guid workItemId, IReadOnlyList<Guid> recipientAgencyIds, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.send", personId, workItemId) { Content = recipientAgencyIds },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Submit, ct);
                var dossier = await session.FindAsync<Dossier>(item.DossierId, ct);
                if (dossier?.OutgoingDocumentId is not { } id || await session.FindAsync<OutgoingDocument>(id, ct) is not { } document)
                    throw new RuleViolation("draft.missing", "Hồ sơ chưa có văn bản để gửi.");
                var organisation = await organisations.GetAsync(session, ct);
                var today = VietnamTime.Today(session.Clock);
                RegistryClerk.Of(organisation, personId, document.AgencyId, today);
                var recipients = Recipients(organisation, document.AgencyId, recipientAgencyIds, today);
                if (!await session.Context.Set<DocumentVersion>().AnyAsync(v => v.DocumentId == document.Id && v.Kind == VersionKind.Issued, ct))
                    throw new RuleViolation("send.no-file", "Tệp văn bản ban hành chưa ghi xong. Đợi ít giây rồi gửi lại.");
                var incoming = dossier.IncomingDocumentId is { } incomingId ? await session.FindAsync<IncomingDocument>(incomingId, ct) : null;
                await DispatchAsync(session, document, incoming, recipients, ct);
                document.State = OutgoingState.Sent;
                session.Update(document);
                return await decisions.DecideAsync(
                    session, item, new Decision(personId, WorkOutcomes.Sent, null) { Audit = new { Recipients = recipients.Select(r => r.Name) } }, ct);
            },
            cancellationToken);

    private static List<Agency> Recipients(Organisation organisation, Guid senderId, IReadOnlyList<Guid> ids, DateOnly on)
    {
        var known = organisation.AgenciesOn(on).ToDictionary(a => a.Id);
        var chosen = ids.Distinct().ToList();
        if (chosen.Count == 0 || chosen.Any(id => id == senderId || !known.ContainsKey(id)))
            throw RuleViolation.Invalid("send.recipients", "Chọn ít nhất một cơ quan nhận khác cơ quan mình trong danh mục cơ quan đang hoạt động.");
        var recipients = chosen.Select(id => known[id]).ToList();
        // Nobody would ever accept it there, and the procedure would wait for ever.
        if (recipients.Find(recipient => !Receives(organisation, recipient.Id, on)) is { } deaf)
            throw new RuleViolation("send.nobody-receives", $"{deaf.Name} chưa có văn thư tiếp nhận văn bản trên hệ thống nên chưa gửi đi đâu. {WayOut(organisation, deaf, on)}");
        return recipients;
    }

    /// <summary>Whether somebody takes in what is sent to the agency.</summary>
    internal static bool Receives(Organisation organisation, Guid agencyId, DateOnly on) => organisation.HoldersInAgency(agencyId, PositionCodes.Registry, on).Count > 0;

    // What is meant for a people's committee is received by its own office (Văn phòng UBND tỉnh), which has its name; other offices below it (Văn phòng HĐND) do not.
    private static string WayOut(Organisation organisation, Agency deaf, DateOnly on) =>
        organisation.AgenciesOn(on).FirstOrDefault(agency => agency.SuperiorId == deaf.Id && agency.Name == $"Văn phòng {deaf.Name}" && Receives(organisation, agency.Id, on)) is { } office
            ? $"Gửi đến {office.Name} để nhận thay."
            : "Chọn cơ quan khác nhận thay, hoặc đề nghị quản trị viên bổ nhiệm văn thư cho cơ quan này.";

    // Sent again after a refusal, a recipient that has accepted is not troubled twice.
    private static async Task DispatchAsync(
        WriteSession session, OutgoingDocument document, IncomingDocument? incoming, IReadOnlyList<Agency> recipients, CancellationToken cancellationToken)
    {
        var before = await session.Context.Set<Dispatch>().Where(d => d.DocumentId == document.Id).ToListAsync(cancellationToken);
        var needed = recipients.Where(r => !before.Exists(d => d.RecipientAgencyId == r.Id && d.StatusCode != DispatchStatusCodes.Refused)).ToList();
        // Nobody would answer, and the procedure would wait for ever.
        if (needed.Count == 0)
            throw new RuleViolation("send.nothing-new", "Các nơi nhận đã chọn đều đã được gửi và không từ chối. Chọn nơi nhận cần gửi lại hoặc nơi nhận khác.");
        foreach (var recipient in needed)
        {
            var attempt = before.Count(d => d.RecipientAgencyId == recipient.Id) + 1;
            session.Insert(new Dispatch
            {
                Id = session.NewId(),
                DocumentId = document.Id,
                DossierId = document.DossierId,
                RecipientAgencyId = recipient.Id,
                RecipientName = recipient.Name,
                MessageId = string.Create(CultureInfo.InvariantCulture, $"{document.Id:N}.{recipient.Id:N}.{attempt}"),
                StatusCode = DispatchStatusCodes.Sent,
                StatusAt = session.Clock.GetUtcNow(),
                SentAt = session.Clock.GetUtcNow(),
                ResponseForNumber = incoming is null ? null : $"{incoming.Number}/{incoming.Symbol}",
                ResponseForDate = incoming?.IssuedOn,
            });
        }
    }
}
