using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;

namespace LienThong.Activities.Tests.Registers;

public sealed class UploadedDraftTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_signed_file_without_a_place_for_the_number_gets_none()
    {
        await office.ToNumberAsync();
        var document = await office.OutgoingAsync();
        await office.WriteAsync(async session =>
        {
            var found = (await session.FindAsync<OutgoingDocument>(document.Id, CancellationToken.None)).ShouldNotBeNull();
            found.LacksNumberPlace = true;
            session.Update(found);
            return 0;
        });

        (await Should.ThrowAsync<RuleViolation>(() => office.IssueNumberAsync())).Code.ShouldBe("number.no-place");

        (await office.OutgoingAsync()).Number.ShouldBeNull();
    }
}
