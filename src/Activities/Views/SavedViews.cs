using LienThong.Activities.Agencies;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Views;

/// <summary>The position that a view is shared with.</summary>
public sealed record SharedWith(Guid AgencyId, string PositionCode);

/// <summary>What somebody saves.</summary>
/// <param name="Name">At most 100 characters.</param>
/// <param name="State">Filters and order, at most 4,000 characters.</param>
/// <param name="Shared">Null: for oneself.</param>
/// <param name="Order">Among the others.</param>
/// <param name="Pinned">Before all that are not.</param>
public sealed record ViewContent(string? Name, string? State, SharedWith? Shared, int Order, bool Pinned);

/// <summary>Who saves it.</summary>
public sealed record ViewOwner(Guid PersonId, IReadOnlyList<Holding> Positions, bool IsAdministrator)
{
    internal string Own => $"person:{PersonId:D}";

    /// <summary>Owners whose views this person sees.</summary>
    internal List<string> All => [Own, .. Positions.Select(held => SavedViews.OwnerOf(new SharedWith(held.Agency.Id, held.Position.Code))).Distinct()];

    internal bool MayChange(SavedView view) => view.Owner == Own || All.Contains(view.Owner) || (IsAdministrator && view.AgencyId is not null);
}

/// <summary>Saves, changes and forgets views; a shared one belongs to all who hold the position.</summary>
public static class SavedViews
{
    public const int MaxState = 4000;

    /// <summary>Of one person or one position on one page.</summary>
    public const int MostOfAnOwner = 50;

    public static Task<List<SavedView>> ListAsync(DbContext context, ViewOwner reader, string? page, CancellationToken cancellationToken)
    {
        var owners = reader.All;
        return context.Set<SavedView>().AsNoTracking().Where(view => owners.Contains(view.Owner) && (page == null || view.Page == page))
            .OrderByDescending(view => view.Pinned).ThenBy(view => view.SortOrder).ThenBy(view => view.Name).ThenBy(view => view.Id).ToListAsync(cancellationToken);
    }

    /// <exception cref="RuleViolation"><c>view.name</c>, <c>view.page</c>, <c>view.state</c>, <c>view.not-yours</c>, <c>view.name-taken</c>, <c>view.too-many</c>.</exception>
    public static async Task<Guid> CreateAsync(WriteSession session, ViewOwner owner, string? page, ViewContent content, CancellationToken cancellationToken)
    {
        if (page is not { Length: > 0 and <= 40 } || !page.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw RuleViolation.Invalid("view.page", "Trang của khung nhìn không hợp lệ: dùng chữ thường không dấu, số và dấu gạch nối, tối đa 40 ký tự.");
        var view = new SavedView
        {
            Id = session.NewId(),
            Owner = "",
            Name = "",
            Page = page,
            State = "",
            CreatedBy = owner.PersonId,
            CreatedAt = session.Clock.GetUtcNow(),
        };
        Fill(view, owner, content);
        await MustFitAsync(session, view, cancellationToken);
        session.Insert(view);
        return view.Id;
    }

    /// <param name="session">The write.</param>
    /// <param name="owner">Who changes it.</param>
    /// <param name="id">The view.</param>
    /// <param name="content">What it becomes.</param>
    /// <param name="mustBe">Throws when the version that the caller saw is an old one.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>view.not-found</c>, and those of creating one.</exception>
    public static async Task ChangeAsync(WriteSession session, ViewOwner owner, Guid id, ViewContent content, Action<int> mustBe, CancellationToken cancellationToken)
    {
        var view = await OwnAsync(session, owner, id, cancellationToken);
        mustBe(view.RowVersion);
        Fill(view, owner, content);
        await MustFitAsync(session, view, cancellationToken);
        session.Update(view);
    }

    /// <exception cref="RuleViolation"><c>view.not-found</c>.</exception>
    public static async Task DeleteAsync(WriteSession session, ViewOwner owner, Guid id, CancellationToken cancellationToken) =>
        session.Delete(await OwnAsync(session, owner, id, cancellationToken));

    internal static string OwnerOf(SharedWith shared) => $"position:{shared.AgencyId:D}:{shared.PositionCode}";

    private static async Task<SavedView> OwnAsync(WriteSession session, ViewOwner owner, Guid id, CancellationToken cancellationToken) =>
        await session.FindAsync<SavedView>(id, cancellationToken) is { } view && owner.MayChange(view)
            ? view
            : throw RuleViolation.NotFound("view.not-found", "Không tìm thấy khung nhìn này trong các khung nhìn của đồng chí. Tải lại trang.");

    private static void Fill(SavedView view, ViewOwner owner, ViewContent content)
    {
        var shared = content.Shared;
        if (shared is not null && !owner.IsAdministrator && !owner.Positions.Any(held => held.Agency.Id == shared.AgencyId && held.Position.Code == shared.PositionCode))
            throw RuleViolation.Forbidden("view.not-yours", "Chỉ người giữ chức vụ hoặc quản trị viên được chia sẻ khung nhìn cho chức vụ đó. Lưu cho riêng mình hoặc chọn chức vụ đang giữ.");
        if (shared is { PositionCode.Length: > 50 })
            throw RuleViolation.Invalid("view.not-yours", "Mã chức vụ không hợp lệ. Chọn lại chức vụ trong danh sách.");
        if (content.State is not { Length: <= MaxState } state)
            throw RuleViolation.Invalid("view.state", $"Bộ lọc của khung nhìn dài quá {MaxState:N0} ký tự. Bỏ bớt điều kiện lọc rồi lưu lại.");
        view.Name = GivenText.Line(content.Name, "Tên khung nhìn", "view.name", 100);
        view.State = state;
        view.Owner = shared is null ? owner.Own : OwnerOf(shared);
        view.AgencyId = shared?.AgencyId;
        view.PositionCode = shared?.PositionCode;
        view.SortOrder = content.Order;
        view.Pinned = content.Pinned;
    }

    // Of two at once the unique index stops the second.
    private static async Task MustFitAsync(WriteSession session, SavedView view, CancellationToken cancellationToken)
    {
        var others = await session.Context.Set<SavedView>().Where(other => other.Owner == view.Owner && other.Page == view.Page && other.Id != view.Id)
            .Select(other => other.Name).ToListAsync(cancellationToken);
        if (others.Contains(view.Name, StringComparer.OrdinalIgnoreCase))
            throw new RuleViolation("view.name-taken", $"Đã có khung nhìn \"{view.Name}\". Đặt tên khác, hoặc sửa khung nhìn đó.");
        if (others.Count >= MostOfAnOwner)
            throw new RuleViolation("view.too-many", $"Đã có {MostOfAnOwner} khung nhìn cho trang này. Xóa bớt khung nhìn không dùng rồi lưu lại.");
    }
}
