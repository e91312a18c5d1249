using System.Net;

namespace LienThong.Host.Tests.Api;

public sealed class HealthApiTests
{
    [Fact]
    public async Task A_server_that_can_work_is_live_and_ready()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();
        using var caller = new Caller(app.Address);

        (await caller.GetJsonAsync("/health/live")).GetProperty("status").GetString().ShouldBe("live");
        (await caller.GetJsonAsync("/health/ready")).GetProperty("status").GetString().ShouldBe("ready");
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_server_whose_data_folder_is_gone_is_live_but_not_ready()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();
        using var caller = new Caller(app.Address);
        Directory.Move(app.DataFolder, app.DataFolder + "-away");

        var answer = await caller.GetAsync("/health/ready");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.JsonAsync()).GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()).ShouldContain("Không ghi được vào thư mục dữ liệu.");
        (await caller.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Directory.Move(app.DataFolder + "-away", app.DataFolder);
        await app.DisposeAsync();
    }
}
