using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>The same for many definitions. What is deleted or retracted is so all together or not at all; publishing goes as far as it can, and says what it could not.</summary>
internal static class ElsaDefinitionBulk
{
    private const int MostAtOnce = 200;

    public static void MapElsaDefinitionBulk(this RouteGroupBuilder elsa)
    {
        var bulk = elsa.MapGroup("/bulk-actions").NeedsAdministrator();
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", Delete);
        bulk.MapPost("/delete/workflow-definitions/by-definition-ids", Delete);
        bulk.MapPost("/delete/workflow-definitions/by-id", DeleteVersions);
        bulk.MapPost("/delete/workflow-definitions/by-ids", DeleteVersions);
        bulk.MapPost("/publish/workflow-definitions/by-definition-id", Publish);
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", Publish);
        bulk.MapPost("/retract/workflow-definitions/by-definition-id", Retract);
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", Retract);
    }

    private static async Task<JsonHttpResult<DeletedAnswer>> Delete(HttpRequest request, CurrentUser user, EditDefinition edit, Database database, CancellationToken cancellationToken)
    {
        var ids = Bounded((await ElsaBody.ReadAsync<Body>(request, cancellationToken)).DefinitionIds);
        await AllAsync(database, ids, (session, id, ct) => edit.DeleteAsync(session, id, ElsaDefinitionChanges.Deleted, user.Actor, ct), cancellationToken);
        return ElsaJson.Answer(new DeletedAnswer(ids.Count));
    }

    private static async Task<JsonHttpResult<DeletedAnswer>> DeleteVersions(HttpRequest request, CurrentUser user, EditDefinition edit, Database database, CancellationToken cancellationToken)
    {
        var ids = Bounded((await ElsaBody.ReadAsync<Body>(request, cancellationToken)).Ids);
        await AllAsync(database, ids, (session, id, ct) => edit.DeleteVersionAsync(session, id, ElsaDefinitionChanges.Deleted, user.Actor, ct), cancellationToken);
        return ElsaJson.Answer(new DeletedAnswer(ids.Count));
    }

    private static async Task<JsonHttpResult<PublishedAnswer>> Publish(HttpRequest request, CurrentUser user, PublishDefinition publish, CancellationToken cancellationToken)
    {
        var ids = Bounded((await ElsaBody.ReadAsync<Body>(request, cancellationToken)).DefinitionIds);
        List<string> published = [], already = [], missing = [];
        var refused = new List<Finding>();
        foreach (var id in ids)
        {
            try
            {
                var (_, wasPublished) = await publish.LatestAsync(id, ElsaDefinitionChanges.Published, user.Actor, cancellationToken);
                (wasPublished ? already : published).Add(id);
            }
            catch (DefinitionStateException e) when (e.IsMissing)
            {
                missing.Add(id);
            }
            catch (DefinitionStateException e)
            {
                refused.Add(new Finding(null, FindingSeverity.Error, e.Code, $"{id}: {e.Message}"));
            }
            catch (InvalidDefinitionException e)
            {
                refused.Add(new Finding(null, FindingSeverity.Error, e.Code, $"{id}: {e.Message}"));
            }
        }

        if (refused.Count == 0)
            return ElsaJson.Answer(new PublishedAnswer(published, already, missing, [], 0));
        if (published.Count > 0)
            refused.Add(new Finding(null, FindingSeverity.Error, "definition.partly-published", $"Đã ban hành các quy trình còn lại: {string.Join(", ", published)}. Tải lại danh sách để thấy."));
        throw new RefusedDefinitionException(refused);
    }

    private static async Task<JsonHttpResult<RetractedAnswer>> Retract(HttpRequest request, CurrentUser user, PublishDefinition publish, Database database, CancellationToken cancellationToken)
    {
        var ids = Bounded((await ElsaBody.ReadAsync<Body>(request, cancellationToken)).DefinitionIds);
        var (rows, known) = await database.ReadAsync(
            async (context, ct) => (
                (await VersionQuery.ListAsync(context, new VersionFilter { DefinitionIds = ids, Versions = VersionChoice.Published }, 0, MostAtOnce, ct)).Page,
                (await VersionQuery.ListAsync(context, new VersionFilter { DefinitionIds = ids, Versions = VersionChoice.Latest }, 0, MostAtOnce, ct)).Page),
            cancellationToken);
        var published = rows.Select(row => row.DefinitionId).ToList();
        await AllAsync(database, published, (session, id, ct) => publish.RetractAsync(session, id, ElsaDefinitionChanges.Retracted, user.Actor, ct), cancellationToken);
        var already = known.Select(row => row.DefinitionId).Except(published).ToList();
        return ElsaJson.Answer(new RetractedAnswer(published, already, already, [.. ids.Except(known.Select(row => row.DefinitionId))], []));
    }

    private static async Task AllAsync<T>(Database database, List<string> ids, Func<WriteSession, string, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            async (session, ct) =>
            {
                foreach (var id in ids)
                {
                    try
                    {
                        await work(session, id, ct);
                        await session.FlushAsync(ct);
                    }
                    // Of several it must be said which.
                    catch (DefinitionStateException e) when (ids.Count > 1)
                    {
                        throw new DefinitionStateException(e.Code, $"{id}: {e.Message} Chưa quy trình nào trong {ids.Count} quy trình đã chọn được thay đổi.") { IsMissing = e.IsMissing };
                    }
                }

                return ids.Count;
            },
            cancellationToken);

    private static List<string> Bounded(IReadOnlyList<string>? ids)
    {
        var asked = (ids ?? []).Where(id => !string.IsNullOrEmpty(id)).Distinct().ToList();
        return asked.Count is > 0 and <= MostAtOnce ? asked : throw RuleViolation.Invalid("bulk.count", $"Chọn từ 1 đến {MostAtOnce} quy trình.");
    }

    internal sealed record Body
    {
        public IReadOnlyList<string>? DefinitionIds { get; init; }
        public IReadOnlyList<string>? Ids { get; init; }
    }

    internal sealed record DeletedAnswer(long Deleted);

    internal sealed record PublishedAnswer(
        IReadOnlyList<string> Published, IReadOnlyList<string> AlreadyPublished, IReadOnlyList<string> NotFound, IReadOnlyList<string> Skipped, int UpdatedConsumers);

    internal sealed record RetractedAnswer(
        IReadOnlyList<string> Retracted, IReadOnlyList<string> AlreadyRetracted, IReadOnlyList<string> NotPublished, IReadOnlyList<string> NotFound, IReadOnlyList<string> Skipped);
}
