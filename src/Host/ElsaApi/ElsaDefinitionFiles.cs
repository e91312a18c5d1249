using System.Text.Json.Nodes;
using LienThong.Activities.Commands;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Api;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi;

/// <summary>Definitions as files, in and out; by administrators.</summary>
internal static class ElsaDefinitionFiles
{
    public static void MapElsaDefinitionFiles(this RouteGroupBuilder elsa)
    {
        var definitions = elsa.MapGroup("/workflow-definitions").NeedsAdministrator();
        string[] methods = [HttpMethods.Post, HttpMethods.Put];
        definitions.MapMethods("/import", methods, Import).TakesDefinition();
        definitions.MapMethods("/{definitionId}/import", methods, Import).TakesDefinition();
        definitions.MapPost("/import-files", ImportFiles).WithMetadata(new RequestSizeLimitAttribute(DefinitionBody.MostOfImport));
        definitions.MapGet("/{definitionId}/export", Export);
        elsa.MapPost("/bulk-actions/export/workflow-definitions", ExportMany);
    }

    private static async Task<Utf8ContentHttpResult> Import(
        string? definitionId, HttpRequest request, CurrentUser user, ReviseDefinition revise, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        if (await ElsaBody.ReadDocumentAsync(request, cancellationToken) is not { } body || ModernShape.OfDefinition(body) is not JsonObject model)
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "import.empty", "Tệp không phải một quy trình. Chọn tệp JSON đã xuất từ Elsa hoặc từ hệ thống này.");
        if (definitionId is not null)
            model["definitionId"] = definitionId;
        var imported = await revise.ImportAsync(model, user.Actor, cancellationToken);
        return ElsaDefinition.Answer(await database.ReadAsync(
            async (context, ct) => await ElsaDefinition.OfAsync(context, definitions, await ElsaDefinitions.VersionAsync(context, imported.VersionId, ct), user, ct), cancellationToken));
    }

    private static async Task<JsonHttpResult<ImportAnswer>> ImportFiles(HttpRequest request, CurrentUser user, ImportDefinitions import, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
            throw new ApiRefusal(StatusCodes.Status415UnsupportedMediaType, "media.unsupported", "Gửi các tệp JSON hoặc zip trong một biểu mẫu (multipart/form-data).");
        var files = new List<DefinitionFile>();
        foreach (var sent in await FilesAsync(request, cancellationToken))
        {
            await using var stream = sent.OpenReadStream();
            var bytes = await DefinitionBody.ReadAsync(stream, cancellationToken);
            var inside = DefinitionFilesApi.FilesIn(bytes);
            files.AddRange(inside.Count == 1 && !DefinitionArchive.IsZip(bytes) ? [inside[0] with { Name = sent.FileName }] : inside);
        }

        // Studio has no key of its own for it: what is sent twice says nothing new the second time.
        var report = await import.RunAsync(files, new ImportTerms(false, false, null), user.Actor, new CommandKey(Guid.NewGuid().ToString("N"), "importDefinitions", user.PersonId), cancellationToken);
        return ElsaJson.Answer(new ImportAnswer(report.Files.Count));
    }

    private static async Task<IFormFileCollection> FilesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await request.ReadFormAsync(cancellationToken)).Files;
        }
        // Without a boundary, cut off, or with more parts than the reader takes; what is too large has an answer of its own.
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "import.unreadable", "Không đọc được biểu mẫu gửi lên: dở dang, sai dạng hoặc có quá nhiều tệp. Nén các tệp thành một tệp zip rồi nhập lại.");
        }
    }

    private static async Task<FileContentHttpResult> Export(
        string definitionId, string? versionOptions, bool? includeConsumingWorkflows, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var versions = ElsaQuery.Versions(versionOptions, VersionChoice.Latest);
        var found = await database.ReadAsync(
            async (context, ct) =>
            {
                var row = await VersionQuery.FindAsync(context, definitionId, versions, ct) ?? throw ElsaDefinitions.NotFound(definitionId);
                return await WithConsumersAsync(context, definitions, [await definitions.GetVersionAsync(context, row.Id, ct)], includeConsumingWorkflows == true, ct);
            },
            cancellationToken);
        if (found.Count > 1)
            return Zip(found);
        var file = DefinitionArchive.FileOf(found[0]);
        return TypedResults.File(file.Content!.Value.ToArray(), "application/json", file.Name); // written just now
    }

    private static async Task<FileContentHttpResult> ExportMany(HttpRequest request, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var asked = await ElsaBody.ReadAsync<ExportBody>(request, cancellationToken);
        var ids = (asked.Ids ?? []).Distinct().ToList();
        if (ids.Count is 0 or > DefinitionArchive.MostFiles)
            throw RuleViolation.Invalid("export.too-many", $"Chọn từ 1 đến {DefinitionArchive.MostFiles} quy trình để xuất.");
        return Zip(await database.ReadAsync(
            async (context, ct) =>
            {
                var found = new List<WorkflowDefinition>();
                foreach (var id in ids)
                    found.Add(await definitions.GetVersionAsync(context, (await ElsaDefinitions.VersionAsync(context, id, ct)).Id, ct));
                return await WithConsumersAsync(context, definitions, found, asked.IncludeConsumingWorkflows, ct);
            },
            cancellationToken));
    }

    private static async Task<IReadOnlyList<WorkflowDefinition>> WithConsumersAsync(
        DbContext context, DefinitionStore definitions, List<WorkflowDefinition> exported, bool wanted, CancellationToken cancellationToken)
    {
        if (!wanted)
            return exported;
        foreach (var definitionId in exported.Select(definition => definition.DefinitionId).Distinct().ToList())
        {
            foreach (var user in await definitions.UsersOfAsync(context, definitionId, cancellationToken))
            {
                if (!exported.Exists(definition => definition.DefinitionId == user) && await VersionQuery.FindAsync(context, user, VersionChoice.Latest, cancellationToken) is { } row)
                    exported.Add(await definitions.GetVersionAsync(context, row.Id, cancellationToken));
            }
        }

        return exported;
    }

    private static FileContentHttpResult Zip(IReadOnlyList<WorkflowDefinition> found) => TypedResults.File(DefinitionArchive.Zip(found), "application/zip", "workflow-definitions.zip");

    internal sealed record ImportAnswer(int Count);

    internal sealed record ExportBody
    {
        public IReadOnlyList<string>? Ids { get; init; }
        public bool IncludeConsumingWorkflows { get; init; }
    }
}
