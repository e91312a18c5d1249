using LienThong.Activities.Commands;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Opinions;

/// <summary>Cho ý kiến: what was asked is answered, to the asker and into the dossier; nothing of the procedure moves.</summary>
public sealed class GiveOpinion(CommandRunner commands, WorkDecision decisions)
{
    public const string Yes = "yes";
    public const string No = "no";
    public const string Other = "other";

    /// <param name="personId">Who was asked.</param>
    /// <param name="workItemId">The item "Cho ý kiến" or "Phối hợp".</param>
    /// <param name="kind">Of the item.</param>
    /// <param name="text">The opinion.</param>
    /// <param name="agrees">yes, no or other; a cooperating unit may leave it out.</param>
    /// <param name="idempotencyKey">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>opinion.text</c>, <c>opinion.agrees</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Decided> RunAsync(Guid personId, Guid workItemId, string kind, string? text, string? agrees, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (kind is not (WorkKinds.Opinion or WorkKinds.Cooperate))
            throw RuleViolation.Invalid("work-item.other-kind", "Việc này không phải là cho ý kiến.");
        var opinion = GivenText.Lines(text, "Ý kiến", "opinion.text", Comment.MaxLength);
        if (agrees is not (Yes or No or Other) && (agrees is not null || kind == WorkKinds.Opinion))
            throw RuleViolation.Invalid("opinion.agrees", "Chọn đồng ý, không đồng ý hoặc ý kiến khác.");
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.give-opinion", personId, workItemId) { Content = new { opinion, agrees } },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, kind, ct);
                item.Agrees = agrees;
                var (decided, actor) = await decisions.AnswerAsync(
                    session, item, new Decision(personId, WorkOutcomes.Given, opinion) { Audit = new { Agrees = Words(agrees), item.Question } }, ct);
                session.Insert(new Comment { Id = session.NewId(), DossierId = item.DossierId, AuthorId = personId, At = decided.DecidedAt, Text = opinion });
                if (kind == WorkKinds.Cooperate)
                    await FinishTaskAsync(session, item, decided.DecidedAt, ct);
                var dossier = await session.FindAsync<Dossier>(item.DossierId, ct);
                if (item.SentById is { } asker)
                    Notices.Add(session, NoticeKinds.Information, [asker], item.DossierId, AskedWork.Shortened($"{actor.Name} đã cho ý kiến{(agrees is null ? "" : $" ({Words(agrees)})")}: {dossier?.Subject}. {opinion}"));
                return decided;
            },
            cancellationToken);
    }

    /// <summary>Đồng ý, không đồng ý, ý kiến khác.</summary>
    public static string? Words(string? agrees) => agrees switch
    {
        Yes => "đồng ý",
        No => "không đồng ý",
        Other => "ý kiến khác",
        _ => null,
    };

    private static async Task FinishTaskAsync(WriteSession session, WorkItem item, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var open = session.Context.Set<AssignedTask>().Where(
            task => task.DossierId == item.DossierId && task.UnitId == item.ForUnitId && task.Role == TaskRole.Cooperate && task.State == TaskState.Open);
        foreach (var task in await open.ToListAsync(cancellationToken))
        {
            task.State = TaskState.Done;
            task.DoneAt = at;
            session.Update(task);
        }
    }
}
