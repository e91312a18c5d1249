using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class ApiDescriptionTests(LienThongApp app)
{
    private static readonly string[] Repeatable = ["/document-types/{code}", "/seen", "/working-copy", "/preview", "/form-check", "/uploads/draft-proposal", "/dry-run", "/definitions/check", "/link", "PUT /api/definitions/{definitionId}/draft"];

    private static readonly string[] Others = ["/openapi", "/elsa/", "/studio"];

    [Fact]
    public async Task The_document_holds_every_endpoint_of_the_api_with_a_name_of_its_own()
    {
        var operations = await OperationsAsync();
        var endpoints = ApiEndpoints().SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(method => $"{method} {PathOf(endpoint)}")).ToList();

        endpoints.Count.ShouldBeGreaterThan(15);
        operations.Select(operation => operation.Key).ShouldBe(endpoints, ignoreOrder: true);
        var names = operations.Select(operation => operation.Value.TryGetProperty("operationId", out var id) ? id.GetString() : null).ToList();
        names.ShouldAllBe(name => name != null);
        names.ShouldBeUnique();
    }

    [Fact]
    public async Task Every_operation_shows_the_form_of_its_refusals_and_the_headers_it_asks_for()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            operation.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(name);
            var headers = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "header").Select(parameter => parameter.GetProperty("name").GetString()).ToList()
                : [];
            var isUnsafe = !name.StartsWith("GET ", StringComparison.Ordinal) && !name.StartsWith("HEAD ", StringComparison.Ordinal);
            headers.Contains("X-XSRF-TOKEN").ShouldBe(isUnsafe, name);
            // Signing in and out, storing the same bytes again and asking about what is not saved yet change nothing that could be done twice; answers with a password are not to be kept.
            var needsNoKey = name.Contains("/account", StringComparison.Ordinal) || name.Contains("/api/session", StringComparison.Ordinal) || name.Contains("/api/uploads", StringComparison.Ordinal)
                || name.EndsWith("/duplicates", StringComparison.Ordinal) || name.EndsWith("/api/inbox/review", StringComparison.Ordinal)
                // Nothing is decided by these, and a repeat gives the same.
                || Repeatable.Any(end => name.EndsWith(end, StringComparison.Ordinal));
            headers.Contains("Idempotency-Key").ShouldBe(isUnsafe && !needsNoKey, name);
        }
    }

    [Fact]
    public async Task Nothing_that_the_host_binds_itself_is_shown_as_a_parameter()
    {
        foreach (var (name, operation) in await OperationsAsync())
            if (operation.TryGetProperty("parameters", out var parameters))
                parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).ShouldNotContain(parameter => parameter == "user" || parameter == "key" || parameter == "seen", name);
    }

    private async Task<Dictionary<string, JsonElement>> OperationsAsync()
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement;
        return document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Key: $"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))
            .ToDictionary(operation => operation.Key, operation => operation.Value);
    }

    private IEnumerable<RouteEndpoint> ApiEndpoints() =>
        app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null
                // The description itself, and what belongs to Elsa Studio alone.
                && !Others.Any(root => PathOf(endpoint).StartsWith(root, StringComparison.Ordinal)));

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal);
}
