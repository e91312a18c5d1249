using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.ElsaApi;

/// <summary>What the editor of expressions knows, and the trial of a single step, which there is not.</summary>
internal static class ElsaScripting
{
    public static void MapElsaScripting(this RouteGroupBuilder elsa)
    {
        // It reads, although Studio posts it: the property that is edited comes with it.
        elsa.MapPost("/scripting/javascript/type-definitions/{definitionId}", Declare).NeedsSession();
        elsa.MapPost("/tests/activities", RefuseTrial);
    }

    private static async Task<ContentHttpResult> Declare(string definitionId, Database database, DefinitionStore definitions, CancellationToken cancellationToken)
    {
        var definition = await database.ReadAsync((context, ct) => definitions.FindLatestAsync(context, definitionId, ct).AsTask(), cancellationToken)
            ?? throw RuleViolation.NotFound("definition.not-found", $"Không có quy trình «{definitionId}».");
        return TypedResults.Text(ScriptDeclarations.For(definition), "application/x-typescript; charset=utf-8");
    }

    private static IResult RefuseTrial() => throw new ApiRefusal(
        StatusCodes.Status501NotImplemented, "activity.no-trial", "Hệ thống không chạy thử riêng một bước, vì bước có thể giao việc hoặc gửi văn bản thật. Chạy thử cả quy trình bằng nút Chạy.");
}
