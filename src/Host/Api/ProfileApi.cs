using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>How one is reached, how the pages look, and how one wants to be told.</summary>
internal static class ProfileApi
{
    public static void MapProfile(this RouteGroupBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("Tài khoản").NeedsSession();
        account.MapGet("/profile", Read).WithName("readProfile").WithSummary("Họ tên, chức vụ, cách liên lạc và giao diện của đồng chí");
        account.MapPut("/profile", Change).WithName("changeProfile").WithSummary("Sửa thư điện tử, điện thoại và giao diện");
        account.MapGet("/notifications", ReadPreferences).WithName("readNotificationPreferences").WithSummary("Cách nhận thông báo");
        account.MapPut("/notifications", SetPreferences).WithName("setNotificationPreferences").WithSummary("Sửa cách nhận thông báo");
    }

    private static async Task<Ok<Profile>> Read(CurrentUser user, Database database, HttpResponse response, CancellationToken cancellationToken)
    {
        var profile = await database.ReadAsync((context, ct) => ReadAsync(context, user, ct), cancellationToken);
        response.SetETag(profile.RowVersion);
        return TypedResults.Ok(profile);
    }

    private static async Task<Ok<Profile>> Change(ProfileBody body, CurrentUser user, IfMatch seen, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.WriteAsync(async (session, ct) =>
        {
            if (await session.FindAsync<Person>(user.PersonId, ct) is { } person)
                seen.MustBe(person.RowVersion);
            await PersonChanges.ReachAsync(session, user.PersonId, body.Email, body.Phone, user.Actor, ct);
            if (await session.FindAsync<Account>(user.AccountId, ct) is { } account)
            {
                account.Preferences = JsonSerializer.Serialize(body.Preferences, JsonSerializerOptions.Web);
                session.Update(account);
            }

            await session.FlushAsync(ct);
            return await ReadAsync(session.Context, user, ct);
        }, cancellationToken));

    private static async Task<Ok<PreferencesView>> ReadPreferences(CurrentUser user, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => ChangePreferences.ReadAsync(context, user.PersonId, ct), cancellationToken));

    private static async Task<Ok<PreferencesView>> SetPreferences(PreferencesView body, CurrentUser user, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.WriteAsync((session, ct) => ChangePreferences.RunAsync(session, user.PersonId, body, ct), cancellationToken));

    private static async Task<Profile> ReadAsync(DbContext context, CurrentUser user, CancellationToken cancellationToken)
    {
        var person = await context.Set<Person>().SingleOrDefaultAsync(person => person.Id == user.PersonId, cancellationToken)
            ?? throw RuleViolation.NotFound("person.not-found", "Không tìm thấy người này. Chọn lại trong danh mục.");
        var stored = await context.Set<Account>().Where(account => account.Id == user.AccountId).Select(account => account.Preferences).SingleOrDefaultAsync(cancellationToken);
        return new Profile(
            person.FullName, user.UserName, person.Email, person.Phone, user.IsAdministrator, [.. user.Positions.Select(SessionApi.PositionView.Of)], PagePreferences.Of(stored), person.RowVersion);
    }

    internal enum PageTheme { System, Light, Dark }

    internal enum PageDensity { Comfortable, Compact }

    internal sealed record PagePreferences(PageTheme Theme = PageTheme.System, PageDensity Density = PageDensity.Comfortable)
    {
        public static PagePreferences Of(string? stored) => (stored is null ? null : JsonSerializer.Deserialize<PagePreferences>(stored, JsonSerializerOptions.Web)) ?? new PagePreferences();
    }

    internal sealed record ProfileBody(string? Email, string? Phone, PagePreferences Preferences);

    /// <summary>The name comes from the organisation and is changed there; RowVersion goes, in quotes, into If-Match of a change.</summary>
    internal sealed record Profile(
        string FullName, string UserName, string? Email, string? Phone, bool IsAdministrator, IReadOnlyList<SessionApi.PositionView> Positions, PagePreferences Preferences, int RowVersion);
}
