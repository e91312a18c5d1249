using System.Globalization;
using LienThong.Activities.Agencies;
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
                await GiveTasksAsync(session, item, personId, instruction, text, ct);
                return await decisions.DecideAsync(
                    session, item,
                    new Decision(personId, WorkOutcomes.Assigned, text)
                    {
                        Data = new Dictionary<string, object?> { [Deadlines.SetDeadline.LeadersDateInput] = instruction.DueOn?.ToString("O", CultureInfo.InvariantCulture) },
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

    private async Task GiveTasksAsync(WriteSession session, WorkItem item, Guid personId, Instruction instruction, string? text, CancellationToken cancellationToken)
    {
        var dossier = await session.FindAsync<Dossier>(item.DossierId, cancellationToken)
            ?? throw RuleViolation.NotFound("dossier.not-found", "Không tìm thấy hồ sơ.");
        dossier.LeadUnitId = instruction.LeadUnitId;
        session.Update(dossier);
        if (dossier.IncomingDocumentId is { } incomingId && await session.FindAsync<IncomingDocument>(incomingId, cancellationToken) is { } incoming)
        {
            incoming.State = IncomingState.Assigned;
            session.Update(incoming);
        }

        // Assigned anew: what was asked before is no longer asked, so that one unit leads.
        foreach (var before in await session.Context.Set<AssignedTask>().Where(t => t.DossierId == dossier.Id && t.State == TaskState.Open).ToListAsync(cancellationToken))
        {
            before.State = TaskState.Returned;
            session.Update(before);
        }

        Give(instruction.LeadUnitId, TaskRole.Lead);
        foreach (var unitId in instruction.CooperatingUnitIds)
            Give(unitId, TaskRole.Cooperate);
        foreach (var unitId in instruction.InformedUnitIds)
            Give(unitId, TaskRole.Inform);

        await TellUnitsAsync(session, dossier, instruction, text, cancellationToken);

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

    // The work itself lies in inboxes of the lead unit's people; heads of all units are told what is asked of them.
    private async Task TellUnitsAsync(WriteSession session, Dossier dossier, Instruction instruction, string? text, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var today = VietnamTime.Today(session.Clock);
        foreach (var (units, role) in new[] { ((IReadOnlyList<Guid>)[instruction.LeadUnitId], "Chủ trì"), (instruction.CooperatingUnitIds, "Phối hợp"), (instruction.InformedUnitIds, "Để biết") })
        {
            var heads = units.SelectMany(unit => organisation.UnitHeads(unit, today)).Select(h => h.Person.Id);
            Notices.Add(session, NoticeKinds.Information, heads, dossier.Id, $"{role}: {dossier.Subject}{(text is null ? "" : $". Ý kiến chỉ đạo: {text}")}");
        }
    }
}
