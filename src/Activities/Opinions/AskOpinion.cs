using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Opinions;

/// <summary>Whom an opinion is asked of, and what.</summary>
public sealed record OpinionRequest
{
    public IReadOnlyList<Guid> PersonIds { get; init; } = [];

    /// <summary>Units; their heads answer for them.</summary>
    public IReadOnlyList<Guid> UnitIds { get; init; } = [];

    public string? Question { get; init; }

    /// <summary>The last day for an answer; null leaves it open.</summary>
    public DateOnly? AnswerBy { get; init; }
}

/// <summary>What was asked.</summary>
/// <param name="WorkItemIds">One for each who was asked.</param>
/// <param name="RowVersion">Of the asker's own item, which changed.</param>
public sealed record Asked(IReadOnlyList<Guid> WorkItemIds, int RowVersion);

/// <summary>Xin ý kiến: who has a step before him asks others of his agency; his own item stays open meanwhile.</summary>
public sealed class AskOpinion(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <summary>People asked at once.</summary>
    public const int Most = 20;

    /// <summary>Kinds of work items from which an opinion may be asked.</summary>
    public static bool IsOfferedFrom(string kind) => kind is WorkKinds.Approve or WorkKinds.Sign or WorkKinds.Assign or WorkKinds.Draft;

    /// <exception cref="RuleViolation"><c>opinion.*</c>, and those of <see cref="WorkDecision"/>.</exception>
    public async Task<Asked> RunAsync(Guid personId, Guid workItemId, string kind, OpinionRequest request, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (!IsOfferedFrom(kind))
            throw RuleViolation.Invalid("work-item.other-kind", "Từ việc này không xin ý kiến được.");
        var question = GivenText.Lines(request.Question, "Nội dung xin ý kiến", "opinion.question", 2000);
        return await commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.ask-opinion", personId, workItemId) { Content = request },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, kind, ct);
                var today = VietnamTime.Today(session.Clock);
                if (request.AnswerBy < today)
                    throw RuleViolation.Invalid("opinion.answer-by", "Hạn cho ý kiến ở trước ngày hôm nay. Chọn một ngày từ hôm nay trở đi.");
                var organisation = await organisations.GetAsync(session, ct);
                var asker = await decisions.ActorOfAsync(session, item, personId, ct);
                var people = People(organisation, item, request, personId, today);
                await MustNotBeAskedAsync(session, item, people, organisation, ct);
                var dossier = await session.FindAsync<Dossier>(item.DossierId, ct) ?? throw WorkDecision.NotFound();
                var asked = new AskedWork(WorkKinds.Opinion, "Cho ý kiến", question) { From = item, AnswerBy = request.AnswerBy };
                var items = people.Select(person => asked.Put(session, dossier, [person.Id], (personId, asker.ActingAs)).Id).ToList();
                item.HasRequests = true;
                session.Update(item);
                await AuditTrail.AppendAsync(
                    session, asker, "opinion.asked", new AuditSubject("work-item", item.Id, item.DossierId),
                    new { item.Title, Question = question, People = people.Select(person => person.FullName), request.AnswerBy }, ct);
                return new Asked(items, item.RowVersion + 1);
            },
            cancellationToken);
    }

    private static List<Person> People(Organisation organisation, WorkItem item, OpinionRequest request, Guid asker, DateOnly today)
    {
        var people = new List<Person>();
        foreach (var id in request.PersonIds.Distinct())
        {
            people.Add(organisation.PositionsOf(id, today).FirstOrDefault(h => h.Agency.Id == item.AgencyId)?.Person
                ?? throw RuleViolation.Invalid("opinion.person", "Có người không giữ chức vụ nào trong cơ quan. Chọn lại trong danh sách cán bộ của cơ quan."));
        }

        foreach (var id in request.UnitIds.Distinct())
        {
            if (organisation.FindUnit(id) is not { } unit || unit.AgencyId != item.AgencyId)
                throw RuleViolation.Invalid("opinion.person", "Có đơn vị không thuộc cơ quan. Chọn lại trong danh sách đơn vị của cơ quan.");
            people.Add(organisation.UnitHeads(id, today) is [var head, ..]
                ? head.Person
                : throw RuleViolation.Invalid("opinion.nobody", $"{unit.Name} hiện không có thủ trưởng. Chọn một người cụ thể của đơn vị."));
        }

        var chosen = people.DistinctBy(person => person.Id).ToList();
        if (chosen.Exists(person => person.Id == asker))
            throw RuleViolation.Invalid("opinion.person", "Đồng chí không thể xin ý kiến của chính mình. Bỏ tên mình khỏi danh sách.");
        return chosen.Count is > 0 and <= Most
            ? chosen
            : throw RuleViolation.Invalid("opinion.nobody", $"Chọn từ 1 đến {Most} người hoặc đơn vị để xin ý kiến.");
    }

    private static async Task MustNotBeAskedAsync(WriteSession session, WorkItem item, List<Person> people, Organisation organisation, CancellationToken cancellationToken)
    {
        if (!item.HasRequests)
            return;
        var ids = people.Select(person => person.Id).ToList();
        var twice = await session.Context.Set<WorkItem>()
            .Where(other => other.AskedFromId == item.Id && other.Kind == WorkKinds.Opinion && other.State == WorkItemState.Open && ids.Contains(other.AssigneeId!.Value))
            .Select(other => other.AssigneeId).FirstOrDefaultAsync(cancellationToken);
        if (twice is { } id)
            throw new RuleViolation("opinion.twice", $"Đã xin ý kiến {organisation.FindPerson(id)?.FullName} và đang chờ trả lời. Bỏ người này khỏi danh sách.");
    }
}
