using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Approvals;

/// <summary>A leader's bút phê: lead unit (exactly one), cooperating and informed units, deadline, instruction.</summary>
public sealed record Instruction
{
    public required Guid LeadUnitId { get; init; }
    public IReadOnlyList<Guid> CooperatingUnitIds { get; init; } = [];
    public IReadOnlyList<Guid> InformedUnitIds { get; init; } = [];

    /// <summary>Null leaves the deadline to the sender's date or the procedure's rule.</summary>
    public DateOnly? DueOn { get; init; }

    public string? Text { get; init; }
}

/// <summary>Bút phê: the units get their tasks and the dossier its lead, and the procedure goes on.</summary>
public sealed class InstructDocument(CommandRunner commands, WorkDecision decisions, OrganisationCache organisations)
{
    /// <exception cref="RuleViolation"><c>instruction.unit</c>, <c>instruction.twice</c>, <c>instruction.due</c>, and those of <see cref="WorkDecision"/>.</exception>
    public Task<Decided> RunAsync(Guid personId, Guid workItemId, Instruction instruction, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "work-item.assign", personId, workItemId) { Content = instruction },
            async (session, ct) =>
            {
                var item = await decisions.TakeAsync(session, workItemId, personId, WorkKinds.Assign, ct);
                var text = GivenText.OptionalLines(instruction.Text, "Ý kiến chỉ đạo", "instruction.text", 2000);
                var units = await UnitsOfAsync(session, item.AgencyId, instruction, ct);
                DueDateMustNotBePast(session, instruction);
                var before = await GiveTasksAsync(session, item, personId, instruction, text, ct);
                return await decisions.DecideAsync(
                    session, item,
                    new Decision(personId, WorkOutcomes.Assigned, text)
                    {
                        Data = new Dictionary<string, object?> { [Deadlines.SetDeadline.LeadersDateInput] = instruction.DueOn?.ToString("O", CultureInfo.InvariantCulture) },
                        Before = before.ToJson(),
                        Audit = new { Lead = units[instruction.LeadUnitId], Cooperating = Names(instruction.CooperatingUnitIds), Informed = Names(instruction.InformedUnitIds), instruction.DueOn },
                    },
                    ct);

                IEnumerable<string> Names(IEnumerable<Guid> ids) => ids.Select(id => units[id]);
            },
            cancellationToken);

    // Names by id; every unit must be one of ours, in one role.
    private async Task<IReadOnlyDictionary<Guid, string>> UnitsOfAsync(WriteSession session, Guid agencyId, Instruction instruction, CancellationToken cancellationToken)
    {
        Guid[] all = [instruction.LeadUnitId, .. instruction.CooperatingUnitIds, .. instruction.InformedUnitIds];
        if (all.Distinct().Count() != all.Length)
            throw RuleViolation.Invalid("instruction.twice", "Một đơn vị chỉ giữ một vai trò: chủ trì, phối hợp hoặc để biết. Bỏ đơn vị bị chọn hai lần.");
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var ours = organisation.UnitsOf(agencyId, VietnamTime.Today(session.Clock)).ToDictionary(u => u.Id, u => u.Name);
        if (all.Any(id => !ours.ContainsKey(id)))
            throw RuleViolation.Invalid("instruction.unit", "Có đơn vị không thuộc cơ quan hoặc đã ngừng hoạt động. Chọn lại trong danh sách đơn vị của cơ quan.");
        return ours;
    }

    private static void DueDateMustNotBePast(WriteSession session, Instruction instruction)
    {
        if (instruction.DueOn < VietnamTime.Today(session.Clock))
            throw RuleViolation.Invalid("instruction.due", "Hạn xử lý ở trước ngày hôm nay. Chọn một ngày từ hôm nay trở đi.");
    }

    /// <summary>Takes the tasks of the last bút phê back, and the lead, the state and the deadline that came with it.</summary>
    internal static async Task UndoAsync(WriteSession session, Guid dossierId, JsonObject? facts, CancellationToken cancellationToken)
    {
        if (BeforeInstruction.FromJson(facts) is not { } before || await session.FindAsync<Dossier>(dossierId, cancellationToken) is not { } dossier)
            return;
        dossier.LeadUnitId = before.LeadUnitId;
        session.Update(dossier);
        if (before.IncomingState is { } state && dossier.IncomingDocumentId is { } incomingId && await session.FindAsync<IncomingDocument>(incomingId, cancellationToken) is { } incoming)
        {
            incoming.State = state;
            session.Update(incoming);
        }

        foreach (var task in await session.Context.Set<AssignedTask>().Where(t => t.DossierId == dossierId).ToListAsync(cancellationToken))
        {
            if (before.ReturnedTasks.Contains(task.Id))
                task.State = TaskState.Open;
            else if (task.State == TaskState.Open)
                task.State = TaskState.Cancelled;
            else
                continue;
            session.Update(task);
        }

        await AskedWork.WithdrawAsync(session, dossierId, WorkKinds.Cooperate, cancellationToken);
        await AskedWork.ReopenAsync(session, before.WithdrawnItems, cancellationToken);
        // The first bút phê brought the deadline; a later one found it.
        if (!before.HadDeadline && await session.FindAsync<Deadline>(dossierId, cancellationToken) is { } deadline)
            session.Delete(deadline);
    }

    private async Task<BeforeInstruction> GiveTasksAsync(WriteSession session, WorkItem item, Guid personId, Instruction instruction, string? text, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken)
            ?? throw RuleViolation.NotFound("dossier.not-found", "Không tìm thấy hồ sơ.");
        var before = new BeforeInstruction { LeadUnitId = dossier.LeadUnitId, HadDeadline = await session.FindAsync<Deadline>(dossier.Id, cancellationToken) is not null };
        dossier.LeadUnitId = instruction.LeadUnitId;
        session.Update(dossier);
        if (dossier.IncomingDocumentId is { } incomingId && await session.FindAsync<IncomingDocument>(incomingId, cancellationToken) is { } incoming)
        {
            before = before with { IncomingState = incoming.State };
            incoming.State = IncomingState.Assigned;
            session.Update(incoming);
        }

        // Assigned anew: what was asked before is no longer asked, so that one unit leads.
        var tasks = await session.Context.Set<AssignedTask>().Where(t => t.DossierId == dossier.Id && t.State == TaskState.Open).ToListAsync(cancellationToken);
        foreach (var task in tasks)
        {
            task.State = TaskState.Returned;
            session.Update(task);
        }

        before = before with
        {
            ReturnedTasks = [.. tasks.Select(t => t.Id)],
            WithdrawnItems = await AskedWork.WithdrawAsync(session, dossier.Id, WorkKinds.Cooperate, cancellationToken),
        };

        Give(instruction.LeadUnitId, TaskRole.Lead);
        foreach (var unitId in instruction.CooperatingUnitIds)
            Give(unitId, TaskRole.Cooperate);
        foreach (var unitId in instruction.InformedUnitIds)
            Give(unitId, TaskRole.Inform);

        await TellUnitsAsync(session, dossier, instruction, text, cancellationToken);
        await AskToCooperateAsync(session, dossier, instruction, text, await decisions.ActorOfAsync(session, item, personId, cancellationToken), cancellationToken);
        return before;

        void Give(Guid unitId, TaskRole role) => session.Insert(new AssignedTask
        {
            Id = session.NewId(),
            DossierId = item.DossierId,
            UnitId = unitId,
            Role = role,
            Instruction = text,
            DueOn = role == TaskRole.Inform ? null : instruction.DueOn,
            State = TaskState.Open,
            AssignedBy = personId,
            AssignedAt = session.Clock.GetUtcNow(),
        });
    }

    // A cooperating unit answers beside the procedure, which never waits for it.
    private async Task AskToCooperateAsync(
        WriteSession session, Dossier dossier, Instruction instruction, string? text, Actor actor, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var today = VietnamTime.Today(session.Clock);
        foreach (var unitId in instruction.CooperatingUnitIds)
        {
            var heads = organisation.UnitHeads(unitId, today).Select(h => h.Person.Id).Distinct().ToList();
            if (heads.Count > 0 && actor.PersonId is { } leader)
                new AskedWork(WorkKinds.Cooperate, "Phối hợp", text) { AnswerBy = instruction.DueOn, ForUnitId = unitId }.Put(session, dossier, heads, (leader, actor.ActingAs));
        }
    }

    // The work itself lies in inboxes of the lead unit's people, and of the heads of cooperating units; the others are told.
    private async Task TellUnitsAsync(WriteSession session, Dossier dossier, Instruction instruction, string? text, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var today = VietnamTime.Today(session.Clock);
        foreach (var (units, role) in new[] { ((IReadOnlyList<Guid>)[instruction.LeadUnitId], "Chủ trì"), (instruction.InformedUnitIds, "Để biết") })
        {
            var heads = units.SelectMany(unit => organisation.UnitHeads(unit, today)).Select(h => h.Person.Id);
            Notices.Add(session, NoticeKinds.Information, heads, dossier.Id, $"{role}: {dossier.Subject}{(text is null ? "" : $". Ý kiến chỉ đạo: {text}")}");
        }
    }
}

/// <summary>What a bút phê found, to be put back when it is recalled.</summary>
internal sealed record BeforeInstruction
{
    public Guid? LeadUnitId { get; init; }
    public IncomingState? IncomingState { get; init; }
    public IReadOnlyList<Guid> ReturnedTasks { get; init; } = [];
    public IReadOnlyList<Guid> WithdrawnItems { get; init; } = [];
    public bool HadDeadline { get; init; }

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, JsonSerializerOptions.Web)!.AsObject();

    public static BeforeInstruction? FromJson(JsonObject? json) => json.Deserialize<BeforeInstruction>(JsonSerializerOptions.Web);
}
