using System.ComponentModel;
using System.Text.Json;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Procedures and the steps they are made of, for administrators.</summary>
internal static class DefinitionsApi
{
    private const int MostDefinitions = 500;

    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/definitions").WithTags("Quy trình").NeedsAdministrator();
        definitions.MapGet("/", List).WithName("listDefinitions").WithSummary("Các quy trình và phiên bản của chúng");
        definitions.MapGet("/{definitionId}", Read).WithName("readDefinitionVersions").WithSummary("Một quy trình với các phiên bản, mới nhất trước");
        definitions.MapGet("/{definitionId}/versions/{version:int}", ReadJson).WithName("readDefinition").WithSummary("Một phiên bản ở dạng JSON của Elsa 3")
            .Produces<JsonElement>(StatusCodes.Status200OK, "application/json");
        definitions.MapPost("/", Publish).AcceptsDefinition().WithName("publishDefinition").WithSummary("Ban hành phiên bản mới từ JSON của Elsa 3");
        api.MapGet("/activities", ListActivities).WithTags("Quy trình").NeedsAdministrator().WithName("listActivities").WithSummary("Các loại bước mà quy trình dùng được");
    }

    // A page that is full may have one after it, which begins after its last definitionId.
    private static async Task<Ok<IReadOnlyList<DefinitionListRow>>> List(
        [Description("Một phần của tên hoặc mã, không phân biệt hoa thường và dấu.")] string? text, Choice<DefinitionState>? state,
        [Description("definitionId cuối của trang trước; bỏ trống để xem từ đầu.")] string? after, [Description("Số quy trình mỗi trang, từ 1 đến 500; mặc định 500.")] int? size,
        Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync(
            (context, ct) => DefinitionQuery.ListAsync(context, new DefinitionFilter(text, state?.Value), after, Math.Clamp(size ?? MostDefinitions, 1, MostDefinitions), ct), cancellationToken));

    private static async Task<Ok<DefinitionListRow>> Read(string definitionId, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.ReadAsync((context, ct) => DefinitionQuery.FindAsync(context, definitionId, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-found", $"Không có quy trình «{definitionId}»."));

    private static async Task<Utf8ContentHttpResult> ReadJson(string definitionId, int version, Database database, CancellationToken cancellationToken)
    {
        var json = await database.ReadAsync((context, ct) => DefinitionQuery.JsonAsync(context, definitionId, version, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-found", $"Không có phiên bản {version} của quy trình «{definitionId}».");
        return TypedResults.Text(json, "application/json; charset=utf-8");
    }

    // The body is the file itself, so that line and column of a fault are those of the file.
    private static async Task<Ok<PublishedVersion>> Publish(
        [Description("Lý do ban hành.")] string? reason, Stream body, CurrentUser user, IdempotencyKey key, PublishDefinition publish, CancellationToken cancellationToken)
    {
        var json = await DefinitionBody.ReadAsync(body, cancellationToken);
        return TypedResults.Ok(await publish.RunAsync(json, reason, user.Actor, key.For(user, "publishDefinition", new { reason, hash = DefinitionBody.HashOf(json) }), cancellationToken));
    }

    private static Ok<IReadOnlyList<ActivityView>> ListActivities(ActivityRegistry registry) =>
        TypedResults.Ok<IReadOnlyList<ActivityView>>([.. registry.Types.Select(ActivityView.Of)]);

    internal sealed record ActivityView(
        string TypeName, string Category, string DisplayName, string Description, ActivityKind Kind, IReadOnlyList<string> Outcomes, IReadOnlyList<InputView> Inputs,
        IReadOnlyList<OutputView> Outputs, IReadOnlyList<PortView> Ports)
    {
        public static ActivityView Of(ActivityDescriptor type) => new(
            type.TypeName, type.Facts?.Category ?? "", type.Facts?.DisplayName ?? type.Name, type.Facts?.Description ?? "", type.Facts?.Kind ?? ActivityKind.Action,
            type.Facts?.Outcomes is { Length: > 0 } outcomes ? outcomes : ["Done"], [.. type.Inputs.Select(InputView.Of)],
            [.. type.Outputs.Select(output => new OutputView(output.Name, output.Facts.DisplayName ?? output.Name, output.Facts.Description, TypeAliases.NameOf(output.ValueType)))],
            [.. type.Ports.Select(port => new PortView(port.Name, port.IsList))]);
    }

    internal sealed record InputView(string Name, string DisplayName, string? Description, string Type, string UiHint, string? Category, IReadOnlyList<string> Options)
    {
        public static InputView Of(InputDescriptor input) => new(
            input.Name, input.Facts.DisplayName ?? input.Name, input.Facts.Description, TypeAliases.NameOf(input.ValueType), input.Facts.UIHint, input.Facts.Category, input.Facts.Options);
    }

    internal sealed record OutputView(string Name, string DisplayName, string? Description, string Type);

    internal sealed record PortView(string Name, bool IsList);
}
