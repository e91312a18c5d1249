using LienThong.Activities.Approvals;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Approvals;

/// <summary>Many clicks on one item at once.</summary>
internal static class Races
{
    private const int Clicks = 50;

    /// <summary>Fifty approvals of the item that lies before these people: one is taken, the others are told.</summary>
    public static async Task OneWinsAsync(Office office, params Guid[] people)
    {
        var item = await office.ItemOf(people[0]);
        var before = await office.AllAsync<WorkItem>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Clicks).Select(n => Task.Run(() => OutcomeAsync(() =>
            office.Get<DecideWork>().ApproveAsync(people[n % people.Length], item.WorkItemId, null, Office.NewKey(), CancellationToken.None)))));

        outcomes.Count(outcome => outcome == WorkOutcomes.Approved).ShouldBe(1);
        outcomes.Count(outcome => outcome == "work-item.decided").ShouldBe(Clicks - 1);
        (await office.AllAsync<WorkItem>()).Count.ShouldBe(before.Count + 1);
    }

    public static async Task<string> OutcomeAsync(Func<Task<Decided>> decide)
    {
        try
        {
            return (await decide()).Outcome;
        }
        catch (RuleViolation violation)
        {
            return violation.Code;
        }
    }
}
