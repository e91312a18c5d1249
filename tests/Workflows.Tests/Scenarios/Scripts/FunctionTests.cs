using System.Text.Json;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Scripts;

/// <summary>The functions that scripts of definitions have (elsa-format §4.1), one row each.</summary>
public sealed class FunctionTests
{
    private readonly Engine _engine = new();

    private static string Say(string id, string code) => Step(id, "WriteLine", Input("text", "JavaScript", JsonSerializer.Serialize(code), "String"));

    private async Task<IReadOnlyList<string>> RunAsync(params string[] codes)
    {
        await _engine.StartAsync(
            _engine.Define(
                Sequence([.. codes.Select((code, i) => Say($"s{i}", code))]),
                "," + Declare(Variable("n", "Int32", "\"3\"", name: "soBan"), Variable("l", "Object", name: "danhSach")) + ""","inputs":[{"type":"String","name":"Ten"}]"""),
            new StartRequest { CorrelationId = "hồ sơ 7", Input = new Dictionary<string, object?> { ["Ten"] = "Quảng Trị" } });
        _engine.Instance.Incidents.ShouldBeEmpty();
        return _engine.Lines;
    }

    [Theory]
    [InlineData("getWorkflowDefinitionId()", "d")]
    [InlineData("typeof getWorkflowDefinitionVersionId()", "string")]
    [InlineData("getWorkflowDefinitionVersion()", "1")]
    [InlineData("getCorrelationId()", "hồ sơ 7")]
    [InlineData("setCorrelationId('khác'); getCorrelationId()", "khác")]
    [InlineData("setWorkflowInstanceName('Tên'); getWorkflowInstanceName()", "Tên")]
    [InlineData("getVariable('soBan')", "3")]
    [InlineData("getVariable('không có') === null", "True")]
    [InlineData("setVariable('soBan', 4); getVariable('soBan')", "4")]
    [InlineData("setVariable('moi', [1, 2]); getVariable('moi').length", "2")]
    [InlineData("variables.soBan + 1", "4")]
    [InlineData("variables.soBan = 9; variables.soBan", "9")]
    [InlineData("variables.danhSach = [1]; variables.danhSach.push(2); getDanhSach().length", "2")]
    [InlineData("getSoBan()", "3")]
    [InlineData("setSoBan(5); getSoBan()", "5")]
    [InlineData("getInput('Ten')", "Quảng Trị")]
    [InlineData("getTen()", "Quảng Trị")]
    [InlineData("String(getInput('Vắng'))", "null")]
    [InlineData("newGuid().length + newGuidString().length + getGuidString().length", "108")]
    [InlineData("newGuid() !== newGuid()", "True")]
    [InlineData("/^[A-Za-z0-9]{10,22}$/.test(newShortGuid()) && /^[A-Za-z0-9]{10,22}$/.test(getShortGuid())", "True")]
    [InlineData("parseGuid('{00000000-0000-0000-0000-0000000000AB}')", "00000000-0000-0000-0000-0000000000ab")]
    [InlineData("try { parseGuid('x') } catch (e) { e instanceof Error }", "True")]
    [InlineData("[isNullOrWhiteSpace(' \\t'), isNullOrWhiteSpace(null), isNullOrWhiteSpace(undefined), isNullOrWhiteSpace('a')].join()", "true,true,true,false")]
    [InlineData("[isNullOrEmpty(''), isNullOrEmpty(null), isNullOrEmpty(' ')].join()", "true,true,false")]
    [InlineData("toJson({ a: 1, b: [true, null, 'đ'] })", "{\"a\":1,\"b\":[true,null,\"đ\"]}")]
    [InlineData("toJson('<&>')", "\"\\u003C\\u0026\\u003E\"")]
    [InlineData("toJson(null)", "null")]
    [InlineData("bytesToString(bytesFromString('Số'))", "Số")]
    [InlineData("bytesToString([83, 225, 187, 145])", "Số")]
    [InlineData("bytesToBase64(bytesFromString('Số'))", "U+G7kQ==")]
    [InlineData("bytesToString(bytesFromBase64('U+G7kQ=='))", "Số")]
    [InlineData("stringToBase64('Số')", "U+G7kQ==")]
    [InlineData("stringFromBase64('U+G7kQ==')", "Số")]
    [InlineData("streamToBase64(streamToBytes(bytesFromString('Số')))", "U+G7kQ==")]
    [InlineData("new DateTime(2026, 3, 5).Year + TimeSpan.FromDays(1).TotalHours + Guid.Empty.length", "2086")]
    [InlineData("typeof getSecret + typeof getConfig", "undefinedundefined")]
    public async Task A_function_does_what_elsa_does(string code, string expected) => (await RunAsync(code)).ShouldBe([expected]);

    [Fact]
    public async Task The_instance_is_known_by_its_id()
    {
        var lines = await RunAsync("getWorkflowInstanceId()");

        lines.ShouldBe([_engine.Instance.Id]);
    }

    [Theory]
    [InlineData("[1, 2, 3].find(x => x > 1)", "2")]
    [InlineData("1 > 0", "True")]
    [InlineData("null", "")]
    [InlineData("undefined", "")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("10 / 2", "5")]
    [InlineData("({ a: [1] })", "{\"a\":[1]}")]
    [InlineData("return `${1}`;", "1")]
    [InlineData("await 'đợi'", "đợi")]
    [InlineData("let s = 0; for (const x of [1, 2]) s += x; s", "3")]
    [InlineData("if (true) { 'trong' } else { 'ngoài' }", "trong")]
    public async Task The_result_becomes_text(string code, string expected) => (await RunAsync(code)).ShouldBe([expected]);

    [Theory]
    [InlineData("1;\nnoSuchThing()", "noSuchThing is not defined")]
    [InlineData("let x = ;", "Unexpected token ';'")]
    [InlineData("null.x", "Cannot read properties of null (reading 'x')")]
    [InlineData("throw new Error('tự báo')", "tự báo")]
    public async Task What_goes_wrong_is_an_incident_that_says_what(string code, string message)
    {
        await _engine.StartAsync(Say("s", code));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldContain(message);
    }
}
