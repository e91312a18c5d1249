using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Checks;

public sealed class InstanceWaitsTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_timer_that_starts_a_definition_belongs_to_no_instance_and_is_no_orphan()
    {
        await _store.PublishAsync(Sequence("""{"id":"every","type":"Elsa.Timer","canStartWorkflow":true}"""));

        (await FindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timer_whose_trigger_is_gone_is_an_orphan()
    {
        await _store.PublishAsync(Sequence("""{"id":"every","type":"Elsa.Timer","canStartWorkflow":true}"""));
        var trigger = (await _store.AllAsync<TriggerRow>()).Single();
        await _store.WriteAsync((session, _) =>
        {
            session.Delete(trigger);
            return Task.FromResult(true);
        });

        (await FindingsAsync()).ShouldHaveSingleItem().Code.ShouldBe("timer.orphan");
    }

    private Task<List<InvariantFinding>> FindingsAsync() =>
        _store.Database.ReadAsync(async (context, ct) => await new InstanceWaits(_store.Engine).CheckAsync(context, ct).ToListAsync(ct), Store.None);
}
