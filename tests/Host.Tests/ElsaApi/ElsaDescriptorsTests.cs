using System.Net;
using System.Text.Json;
using LienThong.Host.Tests.Api;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaDescriptorsTests(LienThongApp app) : IAsyncLifetime
{
    // The controls that the designer has; any other is shown as "unsupported".
    private static readonly string[] Controls =
    [
        "singleline", "multiline", "checkbox", "checklist", "radiolist", "dropdown", "dictionary", "multitext", "code-editor", "expression-editor", "json-editor", "datetime-picker",
        "variable-picker", "input-picker", "output-picker", "outcome-picker", "type-picker", "workflow-definition-picker", "switch-editor", "flow-switch-editor", "dynamic-outcomes",
        "http-status-codes",
    ];

    private readonly string _id = $"mo-ta-{Guid.NewGuid():N}";
    private Caller _administrator = null!;

    public async Task InitializeAsync() => _administrator = await app.SignedInAsync(LienThongApp.Administrator);

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    private ActivityRegistry Registry => app.Services.GetRequiredService<ActivityRegistry>();

    private Task<JsonElement> PeopleAsync() => PeopleAsync(new { });

    private async Task<List<JsonElement>> DescribedAsync() => [.. (await _administrator.GetJsonAsync("/elsa/api/descriptors/activities?Refresh=True")).GetProperty("items").EnumerateArray()];

    /// <summary>What the list of people offers in a form that is filled like this.</summary>
    private async Task<JsonElement> PeopleAsync(object form)
    {
        var options = (await (await _administrator.PostAsync("/elsa/api/descriptors/activities/LienThong.Approval/options/Person", new { context = form })).ShouldBeOkAsync()).GetProperty("items");
        options.TryGetProperty("Refresh", out _).ShouldBeFalse("it would be asked for without end");
        return options.GetProperty("dropdown").GetProperty("selectList").GetProperty("items");
    }

    private async Task<JsonElement> DescribedAsync(string type, int version = 1) =>
        (await DescribedAsync()).Single(a => a.GetProperty("typeName").GetString() == type && a.GetProperty("version").GetInt32() == version);

    private async Task<List<JsonElement>> ListAsync(string path) => [.. (await _administrator.GetJsonAsync($"/elsa/api/descriptors/{path}")).GetProperty("items").EnumerateArray()];

    private static string?[] Texts(JsonElement items, string property) => [.. items.EnumerateArray().Select(item => item.GetProperty(property).GetString())];

    private static JsonElement Input(JsonElement activity, string name) => activity.GetProperty("inputs").EnumerateArray().Single(i => i.GetProperty("name").GetString() == name);

    private static (string? Name, string? Shown, string? Type)[] Ports(JsonElement activity) =>
        [.. activity.GetProperty("ports").EnumerateArray().Select(p => (p.GetProperty("name").GetString(), p.GetProperty("displayName").GetString(), p.GetProperty("type").GetString()))];

    private async Task SaveDraftAsync(string id, string activities)
    {
        var json = $$"""{"definitionId":"{{id}}","name":"Thử {{id}}","root":{"id":"day","type":"Elsa.Sequence","version":1,"activities":[{{activities}}] } }""";
        var saved = await _administrator.SendAsync(HttpMethod.Put, $"/api/definitions/{id}/draft", new StringContent(json, System.Text.Encoding.UTF8, "application/json"), null, "*");
        saved.IsSuccessStatusCode.ShouldBeTrue(await saved.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Every_activity_speaks_Vietnamese_in_all_its_parts()
    {
        foreach (var type in Registry.Types)
        {
            type.Facts!.DisplayName.ShouldNotBeNullOrWhiteSpace(type.TypeName);
            type.Facts.Category.ShouldNotBeNullOrWhiteSpace(type.TypeName);
            type.Facts.Description.ShouldNotBeNullOrWhiteSpace(type.TypeName);
            type.Facts.OutcomeNames.Length.ShouldBe(type.Facts.Outcomes.Length, type.TypeName);
            foreach (var field in type.Fields)
                field.Facts.DisplayName.ShouldNotBeNullOrWhiteSpace($"{type.TypeName}.{field.Name}");
            foreach (var output in type.Outputs)
                output.Facts.DisplayName.ShouldNotBeNullOrWhiteSpace($"{type.TypeName}.{output.Name}");
            foreach (var port in type.Ports)
                port.DisplayName.ShouldNotBe(port.Name, type.TypeName);
        }
    }

    [Fact]
    public async Task Every_activity_is_described_once_for_a_type_and_version()
    {
        var described = await DescribedAsync();

        described.Select(a => (a.GetProperty("typeName").GetString(), a.GetProperty("version").GetInt32())).ShouldBeUnique();
        Registry.Types.Select(t => t.TypeName).ShouldBeSubsetOf(described.Select(a => a.GetProperty("typeName").GetString()!));
    }

    [Fact]
    public async Task Every_input_names_a_control_that_the_designer_has()
    {
        foreach (var input in (await DescribedAsync()).SelectMany(a => a.GetProperty("inputs").EnumerateArray()))
        {
            Controls.ShouldContain(input.GetProperty("uiHint").GetString());
            input.GetProperty("uiSpecifications").ValueKind.ShouldBe(JsonValueKind.Object);
        }
    }

    [Fact]
    public async Task A_way_out_has_the_name_of_the_outcome_and_is_shown_in_words()
    {
        Ports(await DescribedAsync("LienThong.Approval")).ShouldBe([("Approved", "Duyệt", "Flow"), ("Returned", "Trả lại", "Flow"), ("Rejected", "Từ chối", "Flow")]);
        Ports(await DescribedAsync("Elsa.WriteLine")).ShouldBe([("Done", "Xong", "Flow")]);
    }

    [Fact]
    public async Task An_embedded_place_has_the_name_of_the_property_that_holds_it()
    {
        Ports(await DescribedAsync("Elsa.If")).ShouldBe([("Then", "Khi đúng", "Embedded"), ("Else", "Khi sai", "Embedded"), ("Done", "Xong", "Flow")]);
        Ports(await DescribedAsync("Elsa.ForEach"))[0].ShouldBe(("Body", "Mỗi mục", "Embedded"));
    }

    [Fact]
    public async Task What_ends_its_container_has_no_way_out()
    {
        var end = await DescribedAsync("Elsa.End");

        end.GetProperty("isTerminal").GetBoolean().ShouldBeTrue();
        Ports(end).ShouldBeEmpty();
    }

    [Fact]
    public async Task Containers_and_triggers_say_what_they_are()
    {
        (await DescribedAsync("Elsa.Flowchart")).GetProperty("isContainer").GetBoolean().ShouldBeTrue();
        (await DescribedAsync("Elsa.If")).GetProperty("isContainer").GetBoolean().ShouldBeFalse();
        (await DescribedAsync("LienThong.IncomingDocument")).GetProperty("kind").GetString().ShouldBe("Trigger");
        (await DescribedAsync("Elsa.Start")).GetProperty("isStart").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task An_input_begins_with_what_the_class_begins_with()
    {
        Input(await DescribedAsync("Elsa.FlowJoin"), "Mode").GetProperty("defaultValue").GetString().ShouldBe("WaitAny");
        Input(await DescribedAsync("Elsa.Delay"), "TimeSpan").GetProperty("defaultValue").GetString().ShouldBe("00:01:00");
        Input(await DescribedAsync("Elsa.SendEmail"), "IsBodyHtml").GetProperty("defaultValue").GetBoolean().ShouldBeTrue();
        Input(await DescribedAsync("Elsa.HttpEndpoint"), "SupportedMethods").GetProperty("defaultValue").GetString().ShouldBe("""["GET"]""");
    }

    [Fact]
    public async Task A_plain_property_is_described_without_an_expression()
    {
        var variable = Input(await DescribedAsync("Elsa.SetVariable"), "Variable");

        variable.GetProperty("isWrapped").GetBoolean().ShouldBeFalse();
        variable.GetProperty("uiHint").GetString().ShouldBe("variable-picker");
        Input(await DescribedAsync("Elsa.FlowSwitch"), "Cases").GetProperty("uiHint").GetString().ShouldBe("flow-switch-editor");
    }

    [Fact]
    public async Task Options_of_a_list_are_shown_in_words()
    {
        var items = Input(await DescribedAsync("LienThong.SetDeadline"), "WhenDayOff").GetProperty("uiSpecifications").GetProperty("dropdown").GetProperty("selectList").GetProperty("items");

        Texts(items, "value").ShouldBe(["None", "Back", "Forward"]);
        Texts(items, "text")[1].ShouldBe("Lùi về ngày làm việc trước");
    }

    [Fact]
    public async Task Positions_units_agencies_and_types_of_documents_are_those_of_the_province()
    {
        var approval = await DescribedAsync("LienThong.Approval");
        var trigger = await DescribedAsync("LienThong.IncomingDocument");

        Texts(List(approval, "Position"), "text").ShouldContain("Trưởng đơn vị (truong-don-vi)");
        Texts(List(approval, "Unit"), "value").ShouldContain("chu-tri");
        Texts(List(trigger, "Agency"), "value").ShouldContain("SKHCN");
        Texts(Input(trigger, "DocumentTypes").GetProperty("uiSpecifications").GetProperty("checklist").GetProperty("checkList").GetProperty("items"), "text").ShouldContain("Báo cáo (BC)");

        static JsonElement List(JsonElement activity, string input) => Input(activity, input).GetProperty("uiSpecifications").GetProperty("dropdown").GetProperty("selectList").GetProperty("items");
    }

    [Fact]
    public async Task People_are_asked_for_when_a_form_is_opened()
    {
        var person = Input(await DescribedAsync("LienThong.Approval"), "Person");

        person.GetProperty("uiSpecifications").GetProperty("Refresh").GetBoolean().ShouldBeTrue();
        var items = await PeopleAsync();
        items.GetArrayLength().ShouldBeGreaterThan(10);
        Guid.TryParse(items[1].GetProperty("value").GetString(), out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Somebody_who_is_no_longer_offered_is_still_shown_where_the_definition_names_them()
    {
        var gone = Guid.NewGuid().ToString("D");

        var items = await PeopleAsync(new { person = new { typeName = "String", expression = new { type = "Literal", value = gone } } });

        var shown = items.EnumerateArray().Single(item => item.GetProperty("value").GetString() == gone);
        shown.GetProperty("text").GetString().ShouldBe($"{gone} (không còn trong danh sách)");
        var offered = items[1].GetProperty("value").GetString();
        (await PeopleAsync(new { person = new { expression = new { type = "Literal", value = offered } } })).GetArrayLength().ShouldBe(items.GetArrayLength() - 1);
        (await PeopleAsync(new { person = new { expression = new { type = "JavaScript", value = gone } } })).GetArrayLength().ShouldBe(items.GetArrayLength() - 1);
        (await PeopleAsync(new { person = "lạ" })).GetArrayLength().ShouldBe(items.GetArrayLength() - 1);
    }

    [Fact]
    public async Task Who_is_appointed_stands_in_the_next_list()
    {
        await PeopleAsync();

        var agency = await EnteredAsync("agencies", new { name = "Sở Thử danh sách", shortName = "Sở TDS", symbol = "STDS", place = "Quảng Trị", validFrom = "2024-01-01" });
        var position = await EnteredAsync("positions", new { agencyId = agency, unitId = (string?)null, code = "giam-doc", title = "Giám đốc", kind = "agencyHead", rank = 10, validFrom = "2024-01-01" });
        var person = await EnteredAsync("people", new { fullName = "Phạm Thị Vừa Đến" });
        await EnteredAsync("appointments", new { personId = person, positionId = position, from = "2024-01-01" });

        Texts(await PeopleAsync(), "value").ShouldContain(person);

        async Task<string> EnteredAsync(string noun, object body)
        {
            var answer = await _administrator.PostAsync($"/api/organisation/{noun}", body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
            return (await answer.JsonAsync()).GetProperty("id").GetString()!;
        }
    }

    [Fact]
    public async Task A_type_that_nobody_knows_has_a_placeholder_from_the_moment_a_draft_names_it()
    {
        (await DescribedAsync()).ShouldNotContain(a => a.GetProperty("typeName").GetString() == "La.Hoac." + _id);

        await SaveDraftAsync(_id, $$"""{"id":"la","type":"La.Hoac.{{_id}}","version":4,"ben-trong":{"id":"nua","type":"La.Nua","version":2} }""");

        var placeholder = await DescribedAsync("La.Hoac." + _id, 4);
        placeholder.GetProperty("isBrowsable").GetBoolean().ShouldBeFalse();
        placeholder.GetProperty("description").GetString()!.ShouldContain("chưa ban hành được");
        (await DescribedAsync("La.Nua", 2)).GetProperty("isBrowsable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Another_version_or_case_of_a_known_type_is_described_as_the_definition_names_it()
    {
        await SaveDraftAsync(_id, """{"id":"a","type":"Elsa.WriteLine","version":7},{"id":"b","type":"elsa.writeline","version":1}""");

        (await DescribedAsync("Elsa.WriteLine", 7)).GetProperty("displayName").GetString().ShouldBe("Ghi dòng");
        (await DescribedAsync("elsa.writeline")).GetProperty("isBrowsable").GetBoolean().ShouldBeFalse();
        (await DescribedAsync("Elsa.WriteLine")).GetProperty("isBrowsable").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_published_workflow_that_may_be_used_as_an_activity_is_offered()
    {
        var json = $$"""
            {"definitionId":"{{_id}}","name":"Việc {{_id}}","options":{"usableAsActivity":true},"inputs":[{"name":"Name","type":"String","displayName":"Họ tên","uiHint":"multiline","category":"Người"},{"name":"Dung","type":"Boolean","uiHint":"la-hoac"}],
             "outputs":[{"name":"KetQua","type":"Boolean"}],"outcomes":["Đồng ý","Không"],"root":{"id":"ghi","type":"Elsa.WriteLine"} }
            """;
        var published = await _administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Guid.NewGuid().ToString(), null);
        var version = await published.ShouldBeOkAsync();

        var type = await DescribedAsync("ViệcM" + _id[1..]);
        type.GetProperty("displayName").GetString().ShouldBe("Việc " + _id);
        type.GetProperty("isBrowsable").GetBoolean().ShouldBeTrue();
        // The activity has a name of its own, so the input's key gets a prefix.
        Input(type, "_Name").GetProperty("displayName").GetString().ShouldBe("Họ tên");
        (Input(type, "_Name").GetProperty("uiHint").GetString(), Input(type, "_Name").GetProperty("category").GetString()).ShouldBe(("multiline", "Người"));
        Input(type, "Dung").GetProperty("uiHint").GetString().ShouldBe("checkbox");
        Ports(type).ShouldBe([("Root", "Các bước", "Embedded"), ("Đồng ý", "Đồng ý", "Flow"), ("Không", "Không", "Flow")]);
        type.GetProperty("constructionProperties").GetProperty("WorkflowDefinitionVersionId").GetString().ShouldBe(version.GetProperty("versionId").GetString());
    }

    [Fact]
    public async Task Who_has_the_descriptions_already_is_told_that_nothing_changed()
    {
        var first = await _administrator.GetAsync("/elsa/api/descriptors/activities");
        first.Headers.CacheControl!.NoStore.ShouldBeFalse();

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Address, "/elsa/api/descriptors/activities"));
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.Tag);
        request.Headers.TryAddWithoutValidation("Cookie", _administrator.Cookies.GetCookieHeader(app.Address));
        using var http = new HttpClient();

        (await http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task One_activity_is_described_by_its_type_and_version()
    {
        (await _administrator.GetJsonAsync("/elsa/api/descriptors/activities/Elsa.If")).GetProperty("displayName").GetString().ShouldBe("Nếu");
        (await _administrator.GetAsync("/elsa/api/descriptors/activities/Elsa.If?version=99")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _administrator.GetAsync("/elsa/api/descriptors/activities/Khong.Co")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Languages_of_expressions_are_those_of_the_engine()
    {
        var languages = await ListAsync("expression-descriptors");

        languages.ShouldAllBe(l => ExpressionEvaluator.Standard.Knows(l.GetProperty("type").GetString()!));
        languages.Single(l => l.GetProperty("type").GetString() == "JavaScript").GetProperty("properties").GetProperty("MonacoLanguage").GetString().ShouldBe("javascript");
        languages.Single(l => l.GetProperty("type").GetString() == "Literal").GetProperty("isBrowsable").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Types_of_variables_are_those_of_the_engine()
    {
        var types = await ListAsync("variables");

        types.Select(t => t.GetProperty("typeName").GetString()).ShouldBe(TypeAliases.Names, ignoreOrder: true);
        types.Single(t => t.GetProperty("typeName").GetString() == "String").GetProperty("category").GetString().ShouldBe("Giá trị đơn");
    }

    [Fact]
    public async Task Drivers_and_strategies_mean_to_the_engine_what_they_say()
    {
        var drivers = await ListAsync("storage-drivers");
        drivers.Where(d => new Variable { Id = "v", Name = "v", StorageDriverTypeName = d.GetProperty("typeName").GetString() }.IsPersistent).Count().ShouldBe(2);

        (await ListAsync("workflow-activation-strategies")).Select(s => new WorkflowOptions { ActivationStrategyType = s.GetProperty("typeName").GetString() }.Activation)
            .ShouldBe([ActivationStrategy.AllowAlways, ActivationStrategy.Singleton, ActivationStrategy.Correlation, ActivationStrategy.CorrelatedSingleton]);
        (await ListAsync("incident-strategies")).Select(s => new WorkflowOptions { IncidentStrategyType = s.GetProperty("typeName").GetString() }.ContinuesWithIncidents).ShouldBe([false, true]);
        (await ListAsync("log-persistence-strategies")).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("commit-strategies/workflows")]
    [InlineData("commit-strategies/activities")]
    [InlineData("output-converters?sourceType=String&destinationType=Int32")]
    public async Task What_the_engine_does_not_have_is_an_empty_list(string path) => (await ListAsync(path)).ShouldBeEmpty();

    [Fact]
    public async Task Anybody_with_a_session_may_read_descriptions_and_nobody_else()
    {
        using var officer = await app.SignedInAsync(LienThongApp.Officer);
        (await officer.GetAsync("/elsa/api/descriptors/activities")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var nobody = await app.AnonymousAsync();
        (await nobody.GetAsync("/elsa/api/descriptors/activities")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
