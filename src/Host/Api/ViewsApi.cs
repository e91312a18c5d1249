using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Views;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Khung nhìn: saved filters of lists, one's own and those of one's positions.</summary>
internal static class ViewsApi
{
    public static void MapViews(this RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Khung nhìn").NeedsSession();
        views.MapGet("/", List).WithName("listViews").WithSummary("Khung nhìn của đồng chí và của chức vụ đồng chí đang giữ");
        views.MapPost("/", Create).WithName("createView").WithSummary("Lưu khung nhìn, cho riêng mình hoặc cho một chức vụ");
        views.MapPut("/{id:guid}", Change).WithName("changeView").WithSummary("Sửa khung nhìn");
        views.MapDelete("/{id:guid}", Delete).WithName("deleteView").WithSummary("Xóa khung nhìn");
    }

    private static async Task<Ok<IReadOnlyList<ViewRow>>> List(
        [Description("Mã trang, ví dụ inbox; để trống: mọi trang.")] string? page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var rows = await reading.RunAsync(async (read, ct) =>
        {
            var views = await SavedViews.ListAsync(read.Context, OwnerOf(user), page, ct);
            return views.ConvertAll(view => ViewRow.Of(view, read.Organisation));
        }, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ViewRow>>(rows);
    }

    private static async Task<Created<CreatedView>> Create(NewView body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var id = await commands.RunAsync(key.For(user, "createView", body), (session, ct) => SavedViews.CreateAsync(session, OwnerOf(user), body.Page, body.Content, ct), cancellationToken);
        return TypedResults.Created((string?)null, new CreatedView(id));
    }

    private static async Task<NoContent> Change(
        Guid id, ChangedView body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "changeView", body) with { Subject = id }, (session, ct) => SavedViews.ChangeAsync(session, OwnerOf(user), id, body.Content, seen.MustBe, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> Delete(Guid id, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "deleteView", null) with { Subject = id }, (session, ct) => SavedViews.DeleteAsync(session, OwnerOf(user), id, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static ViewOwner OwnerOf(CurrentUser user) => new(user.PersonId, user.Positions, user.IsAdministrator);

    internal sealed record ChangedView(string? Name = null, string? State = null, SharedWith? Shared = null, int Order = 0, bool Pinned = false)
    {
        internal ViewContent Content => new(Name, State, Shared, Order, Pinned);
    }

    internal sealed record NewView(string? Name = null, string? Page = null, string? State = null, SharedWith? Shared = null, int Order = 0, bool Pinned = false)
    {
        internal ViewContent Content => new(Name, State, Shared, Order, Pinned);
    }

    internal sealed record SharedView(Guid AgencyId, string PositionCode, string Title);

    internal sealed record ViewRow(Guid Id, string Name, string Page, string State, SharedView? Shared, int Order, bool Pinned, bool Mine, int RowVersion)
    {
        public static ViewRow Of(SavedView view, Organisation organisation) => new(
            view.Id, view.Name, view.Page, view.State,
            view is { AgencyId: { } agency, PositionCode: { } code } ? new SharedView(agency, code, organisation.TitleOf(agency, code) ?? code) : null,
            view.SortOrder, view.Pinned, Mine: true, view.RowVersion);
    }
}
