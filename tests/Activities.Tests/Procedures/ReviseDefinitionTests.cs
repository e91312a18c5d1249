using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;

namespace LienThong.Activities.Tests.Procedures;

/// <summary>A designer that sends the whole text after every step of the hand.</summary>
public sealed class ReviseDefinitionTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    private Task<RevisedDefinition> SaveAsync(string id, string text, string? revision, string? seat) => office.Get<ReviseDefinition>().SaveAsync(
        JsonNode.Parse($$"""{"definitionId":"{{id}}","description":"{{text}}","customProperties":{"{{ReviseDefinition.RevisionKey}}":{{(revision is null ? "null" : $"\"{revision}\"")}}},"root":{"id":"a","type":"Elsa.End"} }""")!.AsObject(),
        null, Actor.System, seat, None);

    private async Task<string> RevisionAsync(string id) =>
        ReviseDefinition.RevisionOf((await office.ReadAsync(context => VersionQuery.FindAsync(context, id, VersionChoice.Latest, None)))!);

    [Fact]
    public async Task A_page_writes_over_what_it_has_just_written_and_another_page_of_the_same_person_does_not()
    {
        await SaveAsync("q", "không", null, "trang-1");
        var seen = await RevisionAsync("q");

        await SaveAsync("q", "một", seen, "trang-1");
        await SaveAsync("q", "hai", seen, "trang-1");

        (await SaveAsync("q", "ba", seen, "trang-2").ShouldThrowAsync<RuleViolation>()).Code.ShouldBe("definition.stale");
        (await SaveAsync("q", "ba", seen, null).ShouldThrowAsync<RuleViolation>()).Code.ShouldBe("definition.stale");
        office.Clock.Now += TimeSpan.FromSeconds(11);
        (await SaveAsync("q", "ba", seen, "trang-1").ShouldThrowAsync<RuleViolation>()).Code.ShouldBe("definition.stale");
    }

    [Fact]
    public async Task A_page_does_not_write_over_what_another_one_wrote_in_between()
    {
        await SaveAsync("q", "không", null, null);
        var seen = await RevisionAsync("q");
        await SaveAsync("q", "một", seen, "trang-1");

        await SaveAsync("q", "hai", await RevisionAsync("q"), "trang-2");

        (await SaveAsync("q", "ba", seen, "trang-1").ShouldThrowAsync<RuleViolation>()).Code.ShouldBe("definition.stale");
    }

    [Fact]
    public async Task What_nobody_works_on_any_more_is_forgotten()
    {
        var revise = office.Get<ReviseDefinition>();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await SaveAsync(id, "không", null, "trang-1");
            await SaveAsync(id, "một", await RevisionAsync(id), "trang-1");
        }

        revise.Desks.ShouldBe(3);
        office.Clock.Now += TimeSpan.FromSeconds(11);
        await SaveAsync("d", "không", null, "trang-1");

        revise.Desks.ShouldBe(0);
    }
}
