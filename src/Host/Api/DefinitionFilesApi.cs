using System.ComponentModel;
using System.Text.Json;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>Definitions as files, in and out; for administrators.</summary>
internal static class DefinitionFilesApi
{
    // As deep as the reader of definitions goes, and the list around them.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 513, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void MapDefinitionFiles(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/definition-files").WithTags("Tệp quy trình").NeedsAdministrator();
        files.MapPost("/", Import).AcceptsDefinitions().WithName("importDefinitions")
            .WithSummary("Nhập quy trình từ tệp JSON (một quy trình hoặc một mảng) hay tệp zip: nhận tất cả hoặc không tệp nào");
        files.MapGet("/", Export).WithName("exportDefinitions").WithSummary("Xuất nhiều quy trình thành một tệp zip").Produces<Stream>(StatusCodes.Status200OK, "application/zip");
        api.MapGet("/definitions/{definitionId}/versions/{version:int}/file", ExportOne).WithTags("Tệp quy trình").NeedsAdministrator()
            .WithName("exportDefinition").WithSummary("Xuất một phiên bản thành tệp JSON của Elsa 3").Produces<JsonElement>(StatusCodes.Status200OK, "application/json");
    }

    private static async Task<Ok<ImportReport>> Import(
        [Description("true: ban hành ngay; mặc định chỉ tạo bản nháp.")] bool? publish, [Description("true: ghi đè bản nháp đang có.")] bool? replaceDrafts,
        [Description("Lý do, bắt buộc khi ban hành ngay.")] string? reason, Stream body, CurrentUser user, IdempotencyKey key, ImportDefinitions import, CancellationToken cancellationToken)
    {
        var bytes = await DefinitionBody.ReadAsync(body, cancellationToken);
        var terms = new ImportTerms(publish ?? false, replaceDrafts ?? false, reason);
        return TypedResults.Ok(await import.RunAsync(FilesIn(bytes), terms, user.Actor, key.For(user, "importDefinitions", new { terms, hash = DefinitionBody.HashOf(bytes) }), cancellationToken));
    }

    private static async Task<FileContentHttpResult> Export(
        [Description("Mã các quy trình; bỏ trống để xuất tất cả.")] string[]? definitionId, [Description("true: phiên bản mới nhất, kể cả bản nháp; mặc định phiên bản đang ban hành.")] bool? latest,
        Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var (asked, wantsLatest) = (definitionId ?? [], latest ?? false);
        var found = await database.ReadAsync(
            async (context, ct) =>
            {
                var ids = await context.Set<DefinitionRow>()
                    .Where(row => (wantsLatest ? row.IsLatest : row.IsPublished) && (asked.Length == 0 || asked.Contains(row.DefinitionId)))
                    .OrderBy(row => row.DefinitionId).Select(row => row.Id).Take(DefinitionArchive.MostFiles + 1).ToListAsync(ct);
                if (ids.Count > DefinitionArchive.MostFiles)
                    throw RuleViolation.Invalid("export.too-many", $"Có hơn {DefinitionArchive.MostFiles} quy trình, quá mức một tệp nén. Chọn một số quy trình rồi xuất từng phần.");
                var versions = new List<WorkflowDefinition>();
                foreach (var id in ids)
                    versions.Add(await definitions.GetVersionAsync(context, id, ct));
                return versions;
            },
            cancellationToken);
        if (asked.Except(found.Select(definition => definition.DefinitionId)).FirstOrDefault() is { } missing)
            throw RuleViolation.NotFound("definition.not-found", $"Quy trình «{missing}» không có, hoặc không có phiên bản nào đang ban hành.");
        return TypedResults.File(DefinitionArchive.Zip(found), "application/zip", "workflow-definitions.zip");
    }

    private static async Task<FileContentHttpResult> ExportOne(string definitionId, int version, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async (context, ct) => await definitions.FindVersionAsync(context, definitionId, version, ct)
                ?? throw RuleViolation.NotFound("definition.not-found", $"Không có phiên bản {version} của quy trình «{definitionId}»."),
            cancellationToken);
        var file = DefinitionArchive.FileOf(found);
        return TypedResults.File(file.Content!.Value.ToArray(), "application/json", file.Name); // written just now
    }

    /// <summary>By what it is, and not by what the sender calls it.</summary>
    internal static IReadOnlyList<DefinitionFile> FilesIn(byte[] bytes)
    {
        if (DefinitionArchive.IsZip(bytes))
            return DefinitionArchive.Unzip(bytes);
        var text = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsMemory(3) : bytes.AsMemory();
        if (text.Span.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
            return [new DefinitionFile("definition.json", bytes)];
        using var list = JsonDocument.Parse(text, Options);
        if (list.RootElement.GetArrayLength() > DefinitionArchive.MostFiles)
            throw new InvalidDefinitionException("import.too-many", $"Tệp có {list.RootElement.GetArrayLength()} quy trình, quá mức {DefinitionArchive.MostFiles}. Chia thành nhiều tệp.");
        return [.. list.RootElement.EnumerateArray().Select((definition, index) => new DefinitionFile($"[{index}]", System.Text.Encoding.UTF8.GetBytes(definition.GetRawText())))];
    }
}
