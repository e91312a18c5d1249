using System.Net;
using System.Text;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaScriptingTests(LienThongApp app) : IAsyncLifetime
{
    private Caller _administrator = null!;

    public async Task InitializeAsync() => _administrator = await app.SignedInAsync(LienThongApp.Administrator);

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_editor_is_told_what_scripts_of_the_definition_can_call()
    {
        var id = $"ma-lenh-{Guid.NewGuid():N}";
        var json = $$"""
            {"definitionId":"{{id}}","variables":[{"id":"v","name":"SoBan","typeName":"Int32","isArray":false}],"root":{"id":"ghi","type":"Elsa.WriteLine"} }
            """;
        await _administrator.SendAsync(HttpMethod.Put, $"/api/definitions/{id}/draft", new StringContent(json, Encoding.UTF8, "application/json"), null, "*");

        var answer = await _administrator.PostAsync($"/elsa/api/scripting/javascript/type-definitions/{id}", new { workflowDefinitionId = id, activityTypeName = "Elsa.WriteLine", propertyName = "Text" });

        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        text.ShouldContain("declare function getSoBan(): number;");
    }

    [Fact]
    public async Task For_a_definition_that_is_not_there_nothing_is_declared() =>
        (await _administrator.PostAsync("/elsa/api/scripting/javascript/type-definitions/khong-co", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_single_step_is_not_tried_out()
    {
        var answer = await _administrator.PostAsync("/elsa/api/tests/activities", new { });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Chạy thử cả quy trình");
    }
}
