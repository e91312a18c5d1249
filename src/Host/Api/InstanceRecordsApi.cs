using System.ComponentModel;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>What is known of one instance beside how it stands, for administrators.</summary>
internal static class InstanceRecordsApi
{
    public static void MapInstanceRecords(this RouteGroupBuilder api)
    {
        var instance = api.MapGroup("/instances/{id}").WithTags("Lượt chạy").NeedsAdministrator();
        instance.MapGet("/journal", Journal).WithName("readJournal").WithSummary("Nhật ký kỹ thuật của một lượt chạy, cũ nhất trước");
        instance.MapGet("/variables", Variables).WithName("listVariables").WithSummary("Giá trị các biến của một lượt chạy");
        instance.MapGet("/bookmarks", Bookmarks).WithName("listBookmarks").WithSummary("Những chỗ một lượt chạy đang chờ");
        instance.MapGet("/incidents", Incidents).WithName("listInstanceIncidents").WithSummary("Sự cố của một lượt chạy, chưa xử lý trước");
    }

    private static async Task<Ok<JournalPage>> Journal(
        string id, string? activityId, [Description("Started, Completed, Suspended, Resumed, Faulted, Canceled…")] string? eventName, [AsParameters] PlaceRequest page, Database database,
        CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => InstanceRecords.JournalAsync(context, id, activityId, eventName, page.After, page.Take, ct), cancellationToken) ?? throw NotFound());

    private static async Task<Ok<IReadOnlyList<VariableValue>>> Variables(string id, Database database, InstanceRecords records, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => records.VariablesAsync(context, id, ct), cancellationToken) ?? throw NotFound());

    private static Task<Ok<IReadOnlyList<WaitRow>>> Bookmarks(string id, Database database, CancellationToken cancellationToken) =>
        OfAsync(id, database, InstanceQuery.WaitsAsync, cancellationToken);

    private static Task<Ok<IReadOnlyList<IncidentListRow>>> Incidents(string id, Database database, CancellationToken cancellationToken) =>
        OfAsync(id, database, InstanceQuery.IncidentsAsync, cancellationToken);

    private static async Task<Ok<IReadOnlyList<T>>> OfAsync<T>(
        string id, Database database, Func<DbContext, string, CancellationToken, Task<IReadOnlyList<T>>> list, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async (context, ct) => await InstanceQuery.ExistsAsync(context, id, ct) ? await list(context, id, ct) : throw NotFound(), cancellationToken);
        return TypedResults.Ok(found);
    }

    private static RuleViolation NotFound() => RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");
}
