using System.Globalization;
using LienThong.Activities.Commands;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Deadlines;

/// <summary>The leader grants more time, until the day asked for or another, or refuses with a reason.</summary>
public sealed class AnswerExtension(CommandRunner commands, WorkDecision decisions, ExtendDeadline deadlines)
{
    /// <exception cref="RuleViolation"><c>extension.due</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> GrantAsync(Guid personId, Guid workItemId, DateOnly? dueOn, string? comment, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.grant-extension", personId, workItemId) { Content = new { dueOn, comment } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Extension, ct);
                var text = GivenText.OptionalLines(comment, "Ý kiến", "comment", 2000);
                var until = dueOn ?? item.RequestedDueOn ?? throw RuleViolation.Invalid("extension.due", "Chọn hạn xử lý mới.");
                var (decided, actor) = await decisions.AnswerAsync(
                    session, item, new Decision(personId, WorkOutcomes.Granted, text) { Audit = new { DueOn = until.ToString("O", CultureInfo.InvariantCulture), item.RequestedDueOn } }, ct);
                await deadlines.ChangeAsync(session, item.DossierId, until, item.Question, actor, ct);
                await TellAsync(session, item, $"Được gia hạn đến ngày {VietnameseDates.Date(until)}", text, ct);
                return decided;
            },
            cancellationToken);

    /// <exception cref="RuleViolation"><c>extension.reason</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> RefuseAsync(Guid personId, Guid workItemId, string? reason, string idempotencyKey, CancellationToken cancellationToken)
    {
        var why = GivenText.Lines(reason, "Lý do không gia hạn", "extension.reason", 2000);
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.refuse-extension", personId, workItemId) { Content = new { why } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Extension, ct);
                var (decided, _) = await decisions.AnswerAsync(session, item, new Decision(personId, WorkOutcomes.Refused, why), ct);
                await TellAsync(session, item, "Không được gia hạn", why, ct);
                return decided;
            },
            cancellationToken);
    }

    private static async Task TellAsync(WriteSession session, WorkItem item, string answer, string? text, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken);
        if (item.SentById is { } asker)
            Notices.Add(session, NoticeKinds.Information, [asker], item.DossierId, AskedWork.Shortened($"{answer}: {dossier?.Subject}{(text is null ? "" : $". {text}")}"));
    }
}
