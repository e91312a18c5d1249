using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LienThong.Host.Api;

/// <summary>The OpenAPI document: adds what the framework cannot see, namely headers and the one form of every refusal.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi("v1", openApi =>
    {
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Liên Thông", Version = "v1", Description = "Quy trình văn bản liên thông. Thao tác làm thay đổi dữ liệu cần X-XSRF-TOKEN lấy từ GET /api/session." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        openApi.AddOperationTransformer(DescribeAsync);
        openApi.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Choice<>))
                DescribeChoice(schema, type.GetGenericArguments()[0]);
            return Task.CompletedTask;
        });
    });

    // In an address it is one word; the framework sees the record around it.
    private static void DescribeChoice(OpenApiSchema schema, Type choices)
    {
        schema.Type = JsonSchemaType.String;
        schema.Properties = null;
        schema.Enum = [.. Enum.GetNames(choices).Select(name => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(name)))];
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var handler = metadata.OfType<System.Reflection.MethodInfo>().FirstOrDefault();
        bool Takes<T>() => handler?.GetParameters().Any(parameter => parameter.ParameterType == typeof(T)) == true;
        var isUnsafe = context.Description.HttpMethod is not ("GET" or "HEAD" or null);
        var need = metadata.OfType<AccessNeed>().LastOrDefault();

        // A record of parameters brings the names of its properties; in an address they begin with a small letter, as in bodies.
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query))
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name ?? "");
        if (isUnsafe)
            AddHeader(operation, Authentication.AntiforgeryHeader, "Mã chống giả mạo lấy từ GET /api/session.");
        if (Takes<IdempotencyKey>())
            AddHeader(operation, IdempotencyKey.Header,
                "Khoá riêng của thao tác; gửi lại cùng khoá thì nhận lại câu trả lời đầu tiên.", IdempotencyKey.MinLength, IdempotencyKey.MaxLength);
        if (Takes<IfMatch>())
            AddHeader(operation, IfMatch.Header, "ETag của bản đang xem.");
        if (Takes<SeenDraft>())
        {
            AddHeader(operation, IfMatch.Header, "ETag của bản nháp đang sửa.", isRequired: false);
            AddHeader(operation, SeenDraft.NoneHeader, "*: quy trình chưa có bản nháp.", isRequired: false);
        }

        operation.Description = $"Dành cho: {need?.Who ?? "không ai"}.";

        // Once for all operations: it holds the findings of definitions too.
        if (context.Document is { } document && document.Components?.Schemas?.ContainsKey(nameof(Problem)) != true)
            document.AddComponent(nameof(Problem), await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken));
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Bị từ chối: code ổn định cho chương trình, detail cho người đọc.",
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) } },
        };
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description, int? minLength = null, int? maxLength = null, bool isRequired = true)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = isRequired,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = minLength, MaxLength = maxLength },
        });
    }
}
