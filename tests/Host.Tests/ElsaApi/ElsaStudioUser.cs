using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Host.Tests.ElsaApi;

/// <summary>Calls as Elsa Studio sends them, of somebody who is signed in.</summary>
internal sealed class ElsaStudioUser(Caller caller) : IDisposable
{
    public static async Task<ElsaStudioUser> SignedInAsync(LienThongApp app, string userName = LienThongApp.Administrator) => new(await app.SignedInAsync(userName));

    public Caller Caller => caller;

    /// <summary>Which page of the person it is, as our script in the page sends it; null for none.</summary>
    public string? Seat { get; init; }

    public Task<HttpResponseMessage> GetAsync(string path) => caller.GetAsync($"/elsa/api{path}");

    public Task<JsonElement> GetJsonAsync(string path) => caller.GetJsonAsync($"/elsa/api{path}");

    /// <summary>A definition, to be changed and sent back.</summary>
    public async Task<JsonObject> OpenAsync(string definitionId, string versionOptions = "Latest") =>
        JsonNode.Parse((await GetJsonAsync($"/workflow-definitions/by-definition-id/{definitionId}?versionOptions={versionOptions}")).GetRawText())!.AsObject();

    public async Task<HttpResponseMessage> PostAsync(string path, string body = "{}")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        if (Seat is not null)
            content.Headers.Add("X-LienThong-Seat", Seat);
        return await caller.SendAsync(HttpMethod.Post, $"/elsa/api{path}", content, null, null);
    }

    public Task<HttpResponseMessage> DeleteAsync(string path) => caller.SendAsync(HttpMethod.Delete, $"/elsa/api{path}", null, null, null);

    public Task<HttpResponseMessage> TrySaveAsync(JsonObject model, bool? publish = false) =>
        PostAsync("/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish }.ToJsonString());

    /// <summary>Saves, and gives the definition of the answer, which the designer goes on with.</summary>
    public async Task<JsonObject> SaveAsync(JsonObject model, bool publish = false)
    {
        var answer = await TrySaveAsync(model, publish);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!["workflowDefinition"]!.DeepClone().AsObject();
    }

    /// <summary>As the list's dialog creates one.</summary>
    public Task<JsonObject> CreateAsync(string name) => SaveAsync(JsonNode.Parse($$"""
        {"id":null,"definitionId":null,"name":"{{name}}","description":null,"toolVersion":"3.8.2.0","variables":null,"inputs":null,"outputs":null,"outcomes":null,"customProperties":null,
         "isReadonly":false,"options":null,"links":null,"createdAt":"0001-01-01T00:00:00+00:00","version":1,"isLatest":true,"isPublished":false,
         "root":{"id":"{{Guid.NewGuid():N}}","type":"Elsa.Flowchart","version":1,"name":"Flowchart1"} }
        """)!.AsObject());

    /// <summary>A published definition with one step that writes a line.</summary>
    public async Task<JsonObject> PublishedAsync(string name) => await SaveAsync(WithLine(await CreateAsync(name), "Xin chào"), publish: true);

    /// <summary>The definition with one step that writes this.</summary>
    public static JsonObject WithLine(JsonObject definition, string text)
    {
        definition["root"]!["activities"] = new JsonArray(JsonNode.Parse($$"""
            {"id":"dong","name":"WriteLine1","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":40,"y":40},"size":{"width":0,"height":0} } },
             "text":{"typeName":null,"expression":{"type":"Literal","value":"{{text}}"},"memoryReference":null} }
            """));
        definition["root"]!["connections"] = new JsonArray();
        return definition;
    }

    public static string Text(JsonObject definition, string key) => definition[key]!.GetValue<string>();

    public void Dispose() => caller.Dispose();
}
