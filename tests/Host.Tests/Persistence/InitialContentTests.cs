using System.Text;
using System.Text.Json.Nodes;
using LienThong.Host.Persistence;
using LienThong.Host.Tests.Demo;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Persistence;

public sealed class InitialContentTests
{
    private const string Shipped = "cong-van-bao-cao";

    [Fact]
    public async Task A_shipped_definition_does_not_come_back_over_what_an_administrator_published_or_retracted()
    {
        await using var program = new DemoDossiersTests.Started();
        await program.PrepareAsync();
        var database = program.Services.GetRequiredService<Database>();
        var definitions = program.Services.GetRequiredService<DefinitionStore>();
        var text = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "definitions", Shipped + ".json")))!.AsObject(); // the file is an object
        text["name"] = "Công văn báo cáo của tỉnh";

        await database.WriteAsync((session, ct) => definitions.PublishAsync(session, Encoding.UTF8.GetBytes(text.ToJsonString()), "Quản trị viên", "Đổi tên", ct), CancellationToken.None);
        await StartAgainAsync(program);
        (await PublishedAsync(program)).ShouldBe([2]);

        await database.WriteAsync((session, ct) => definitions.RetractAsync(session, Shipped, ct), CancellationToken.None);
        await StartAgainAsync(program);
        (await PublishedAsync(program)).ShouldBeEmpty();
    }

    private static Task StartAgainAsync(DemoDossiersTests.Started program) => program.Services.GetRequiredService<InitialContent>().EnsureAsync(CancellationToken.None);

    private static Task<List<int>> PublishedAsync(DemoDossiersTests.Started program) =>
        program.ReadAsync(context => context.Set<DefinitionRow>().Where(row => row.DefinitionId == Shipped && row.IsPublished).Select(row => row.Version).ToListAsync());
}
