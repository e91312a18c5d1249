using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Delegations;

/// <summary>What is entered for a delegation.</summary>
/// <param name="ToPersonId">Who does the work meanwhile.</param>
/// <param name="FirstDay">In Viet Nam.</param>
/// <param name="LastDay">The last day that counts.</param>
/// <param name="Reason">Why: nghỉ phép, đi công tác.</param>
public sealed record NewDelegation(Guid ToPersonId, DateOnly FirstDay, DateOnly LastDay, string Reason)
{
    /// <summary>Null for all positions in the agency of the primary one.</summary>
    public Guid? PositionId { get; init; }

    /// <summary>See <see cref="WorkKinds"/>; empty for all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Number of the written authority to sign TUQ.</summary>
    public string? Authorisation { get; init; }

    /// <summary>A second delegate for the same work is intended.</summary>
    public bool Alongside { get; init; }
}

/// <summary>Ủy quyền: sets and revokes, tells both people and the audit trail.</summary>
public sealed class SetDelegation(OrganisationCache organisations)
{
    private static readonly HashSet<string> Kinds = [WorkKinds.Assign, WorkKinds.Draft, WorkKinds.Approve, WorkKinds.Sign, WorkKinds.IssueNumber, WorkKinds.Submit];

    /// <summary>The delegation's id.</summary>
    /// <exception cref="RuleViolation"><c>delegation.dates</c>, <c>.too-long</c>, <c>.self</c>, <c>.reason</c>, <c>.kinds</c>, <c>.person</c>, <c>.position</c>,
    /// <c>.agency</c>, <c>.authorisation</c>, <c>.not-allowed</c>, <c>.own-gain</c>, <c>.overlap</c>, <c>.chain</c>.</exception>
    public async Task<Guid> CreateAsync(WriteSession session, Guid fromPersonId, NewDelegation given, DelegationActor actor, CancellationToken cancellationToken)
    {
        var today = VietnamTime.Today(session.Clock);
        DaysMustFit(given, today);
        var reason = GivenText.Line(given.Reason, "Lý do", "delegation.reason", 500);
        var authorisation = GivenText.OptionalLine(given.Authorisation, "Số văn bản ủy quyền", "delegation.authorisation", 100);
        if (given.Kinds.FirstOrDefault(kind => !Kinds.Contains(kind)) is { } unknown)
            throw RuleViolation.Invalid("delegation.kinds", $"Không có loại việc \"{unknown}\". Chọn lại trong danh sách.");
        if (fromPersonId == given.ToPersonId)
            throw RuleViolation.Invalid("delegation.self", "Không ủy quyền cho chính mình được. Chọn người khác.");

        // Delegations of two people who set them for each other at once stand in one order behind this row.
        await OrganisationVersion.LockAsync(session, cancellationToken);
        var organisation = await organisations.GetAsync(session.Context, cancellationToken);
        var from = HoldingOf(organisation, fromPersonId, given.FirstDay);
        if (given.PositionId is { } positionId)
        {
            from = organisation.PositionsOf(fromPersonId, given.FirstDay).FirstOrDefault(held => held.Position.Id == positionId)
                ?? throw RuleViolation.Invalid("delegation.position", $"{from.Person.FullName} không giữ chức vụ đã chọn vào ngày {Validity.Text(given.FirstDay)}. Chọn chức vụ khác hoặc ngày khác.");
        }

        if (!actor.MaySet(fromPersonId, from.Agency.Id))
            throw RuleViolation.Forbidden("delegation.not-allowed", "Chỉ chính người vắng mặt, Chánh Văn phòng của cơ quan hoặc quản trị viên được lập ủy quyền này.");
        // Who may set it for others does not give himself their authority.
        if (given.ToPersonId == actor.PersonId)
            throw RuleViolation.Forbidden("delegation.own-gain", $"Không tự lập ủy quyền cho chính mình. Đề nghị {from.Person.FullName} hoặc quản trị viên khác lập.");
        var to = DelegateOf(organisation, given, from);
        AuthorisationMustFit(authorisation, from, to);
        await MustFitOthersAsync(session, fromPersonId, from, to[0], given, cancellationToken);

        var delegation = new Delegation
        {
            Id = session.NewId(),
            AgencyId = from.Agency.Id,
            FromPersonId = fromPersonId,
            ToPersonId = given.ToPersonId,
            PositionId = given.PositionId,
            Kinds = given.Kinds.Count == 0 ? null : string.Join(',', given.Kinds.Distinct()),
            FirstDay = given.FirstDay,
            LastDay = given.LastDay,
            Reason = reason,
            Authorisation = authorisation,
            SetBy = actor.PersonId,
            SetAt = session.Clock.GetUtcNow(),
        };
        session.Insert(delegation);
        await AuditTrail.AppendAsync(
            session, actor.Actor, "delegation.created", new AuditSubject("delegation", delegation.Id),
            new { From = from.Person.FullName, To = to[0].Person.FullName, delegation }, cancellationToken);
        Notices.Add(
            session, NoticeKinds.Information, [fromPersonId, given.ToPersonId], null,
            $"{from.Person.FullName} ({from.Position.Title}) ủy quyền cho {to[0].Person.FullName} từ ngày {Validity.Text(given.FirstDay)} đến hết ngày {Validity.Text(given.LastDay)}. Lý do: {reason}");
        return delegation.Id;
    }

    /// <summary>Ends it at once, also before its first day.</summary>
    /// <exception cref="RuleViolation"><c>delegation.not-found</c>, <c>delegation.not-allowed</c>, <c>delegation.revoked</c>, <c>delegation.ended</c>.</exception>
    public async Task<Delegation> RevokeAsync(WriteSession session, Guid id, string? reason, DelegationActor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.OptionalLine(reason, "Lý do", "delegation.reason", 500);
        var delegation = await session.FindAsync<Delegation>(id, cancellationToken) ?? throw NotFound();
        if (!actor.MayRevoke(delegation))
        {
            throw delegation.ToPersonId == actor.PersonId
                ? RuleViolation.Forbidden("delegation.not-allowed", "Người được ủy quyền không thu hồi được. Đề nghị người ủy quyền hoặc Chánh Văn phòng thu hồi.")
                : NotFound();
        }

        if (delegation.RevokedAt is not null)
            throw new RuleViolation("delegation.revoked", "Ủy quyền này đã được thu hồi trước đó. Tải lại danh sách.");
        if (delegation.LastDay < VietnamTime.Today(session.Clock))
            throw new RuleViolation("delegation.ended", $"Ủy quyền này đã hết hiệu lực từ sau ngày {Validity.Text(delegation.LastDay)}.");
        delegation.RevokedAt = session.Clock.GetUtcNow();
        delegation.RevokedBy = actor.PersonId;
        delegation.RevokeReason = why;
        session.Update(delegation);
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var (from, to) = (organisation.FindPerson(delegation.FromPersonId)?.FullName, organisation.FindPerson(delegation.ToPersonId)?.FullName);
        await AuditTrail.AppendAsync(
            session, actor.Actor, "delegation.revoked", new AuditSubject("delegation", id), new { From = from, To = to, Reason = why }, cancellationToken);
        Notices.Add(
            session, NoticeKinds.Information, [delegation.FromPersonId, delegation.ToPersonId], null,
            $"Thu hồi ủy quyền của {from} cho {to}, có hiệu lực ngay.{(why is null ? "" : $" Lý do: {why}")}");
        return delegation;
    }

    private static RuleViolation NotFound() => RuleViolation.NotFound("delegation.not-found", "Không tìm thấy ủy quyền này trong phạm vi đồng chí được xem.");

    private static void DaysMustFit(NewDelegation given, DateOnly today)
    {
        Validity.MustBeInOrder(given.FirstDay, given.LastDay, "delegation.dates");
        if (given.FirstDay < today)
            throw RuleViolation.Invalid("delegation.dates", $"Ngày bắt đầu {Validity.Text(given.FirstDay)} đã qua. Chọn từ hôm nay trở đi.");
        if (given.LastDay.DayNumber - given.FirstDay.DayNumber >= Delegation.MaxDays)
            throw RuleViolation.Invalid("delegation.too-long", $"Ủy quyền phải có thời hạn, dài nhất {Delegation.MaxDays} ngày. Chọn ngày kết thúc sớm hơn.");
    }

    private static Holding HoldingOf(Organisation organisation, Guid personId, DateOnly on) =>
        organisation.PositionsOf(personId, on) is [var first, ..]
            ? first
            : throw RuleViolation.Invalid("delegation.person", $"Người ủy quyền không giữ chức vụ nào vào ngày {Validity.Text(on)} nên không có việc để ủy quyền.");

    private static List<Holding> DelegateOf(Organisation organisation, NewDelegation given, Holding from)
    {
        if (organisation.FindPerson(given.ToPersonId) is not { } person)
            throw RuleViolation.Invalid("delegation.person", "Không tìm thấy người được ủy quyền. Chọn lại trong danh sách.");
        var held = organisation.PositionsOf(given.ToPersonId, given.FirstDay).Where(holding => holding.Agency.Id == from.Agency.Id).ToList();
        return held.Count > 0
            ? held
            : throw RuleViolation.Invalid("delegation.agency", $"{person.FullName} không giữ chức vụ nào ở {from.Agency.Name} vào ngày {Validity.Text(given.FirstDay)}. Chỉ ủy quyền cho người cùng cơ quan.");
    }

    private static void AuthorisationMustFit(string? authorisation, Holding from, IReadOnlyList<Holding> to)
    {
        if (authorisation is not null && !to.Any(held => Documents.SigningAuthority.MayBeAuthorised(from.Position, held.Position)))
        {
            throw RuleViolation.Invalid(
                "delegation.authorisation", "Chỉ người đứng đầu cơ quan được ủy quyền bằng văn bản cho người đứng đầu đơn vị thuộc cơ quan ký thừa ủy quyền (TUQ.). Bỏ trống số văn bản ủy quyền.");
        }
    }

    private static async Task MustFitOthersAsync(
        WriteSession session, Guid fromPersonId, Holding from, Holding to, NewDelegation given, CancellationToken cancellationToken)
    {
        var people = new[] { fromPersonId, given.ToPersonId };
        var others = (await session.Context.Set<Delegation>().AsNoTracking()
                .Where(row => row.RevokedAt == null && row.LastDay >= given.FirstDay && row.FirstDay <= given.LastDay
                    && (people.Contains(row.FromPersonId) || row.ToPersonId == fromPersonId))
                .ToListAsync(cancellationToken))
            .Where(row => row.AgencyId == from.Agency.Id && row.SharesKind(given.Kinds)).ToList();
        if (!given.Alongside && others.Find(row => row.FromPersonId == fromPersonId && (row.PositionId is null || given.PositionId is null || row.PositionId == given.PositionId)) is { } second)
        {
            throw new RuleViolation(
                "delegation.overlap",
                $"{from.Person.FullName} đã có ủy quyền cho cùng loại việc từ ngày {Validity.Text(second.FirstDay)} đến ngày {Validity.Text(second.LastDay)}. Thu hồi ủy quyền đó, chọn ngày khác, hoặc xác nhận lập song song.");
        }

        // Neither by law nor here is what was received passed on (Nghị định 30/2020/NĐ-CP, Điều 13 khoản 4).
        if (others.Exists(row => row.FromPersonId == given.ToPersonId))
            throw new RuleViolation("delegation.chain", $"{to.Person.FullName} cũng vắng mặt và đã ủy quyền cho người khác trong thời gian này. Chọn người khác.");
        if (others.Exists(row => row.ToPersonId == fromPersonId))
        {
            throw new RuleViolation(
                "delegation.chain", $"{from.Person.FullName} đang nhận ủy quyền của người khác trong thời gian này; người được ủy quyền không ủy quyền lại. Đề nghị người kia thu hồi trước.");
        }
    }
}
