using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Tests.Persistence;

// Work outside the database in the middle of a write.
public abstract partial class DatabaseContractTests
{
    [ContractFact]
    public async Task What_is_done_outside_is_done_once_without_an_open_transaction()
    {
        var (mine, others) = (Sample.Instance(), Sample.Instance());
        var asked = 0;

        await Write(async (session, _) =>
        {
            session.Insert(mine);
            await session.FlushAsync(None);
            await session.OutsideAsync("k", async _ =>
            {
                asked++;
                (await Find<InstanceRow>(mine.Id)).ShouldBeNull();
                await Write(other => other.Insert(others));
                return true;
            });
        });

        asked.ShouldBe(1);
        (await Find<InstanceRow>(mine.Id)).ShouldNotBeNull();
        (await Find<InstanceRow>(others.Id)).ShouldNotBeNull();
    }

    [ContractFact]
    public async Task The_time_outside_does_not_count_as_time_of_the_write()
    {
        var clock = new ManualClock();
        await using var database = await OpenAsync(_ => { }, clock);

        var answer = await database.WriteAsync(
            (session, _) => session.OutsideAsync("k", _ =>
            {
                clock.LetTimersElapse();
                return Task.FromResult("xong");
            }),
            None);

        answer.ShouldBe("xong");
    }
}
