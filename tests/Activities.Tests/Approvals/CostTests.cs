using LienThong.Activities.Approvals;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using Xunit.Abstractions;

namespace LienThong.Activities.Tests.Approvals;

/// <summary>What a decision costs: one commit, and for an approval at most twelve statements, reads included (architecture, decision 2).</summary>
public sealed class CostTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int MostOfAnApproval = 12;

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task A_unit_heads_initial_is_one_commit_of_at_most_twelve_statements()
    {
        await office.ToInitialAsync();

        var cost = await CostOfAsync("ký nháy", () => office.ApproveAsync(People.UnitHead));

        cost.Commits.ShouldBe(1);
        cost.Statements.Count.ShouldBeLessThanOrEqualTo(MostOfAnApproval);
    }

    [Fact]
    public async Task A_deputy_directors_approval_is_one_commit_of_at_most_twelve_statements()
    {
        await office.ToReviewAsync();

        var cost = await CostOfAsync("duyệt", () => office.ApproveAsync(People.Deputy));

        cost.Commits.ShouldBe(1);
        cost.Statements.Count.ShouldBeLessThanOrEqualTo(MostOfAnApproval);
    }

    [Fact]
    public async Task Every_other_action_is_one_commit()
    {
        await ShouldBeOneCommitAsync("đăng ký", () => office.RegisterAsync());
        await ShouldBeOneCommitAsync("bút phê", () => office.InstructAsync());
        await ShouldBeOneCommitAsync("trình", () => office.SubmitDraftAsync());
        var initialled = await office.ApproveAsync(People.UnitHead);
        await ShouldBeOneCommitAsync("thu hồi", () => office.Get<RecallWork>().RunAsync(People.UnitHead, initialled.WorkItemId, null, Office.NewKey(), CancellationToken.None));
        await ShouldBeOneCommitAsync("trả lại", () => office.ReturnAsync(People.UnitHead));
        await ShouldBeOneCommitAsync("trình lại", () => office.SubmitDraftAsync());
        await office.ApproveAsync(People.UnitHead);
        await office.ApproveAsync(People.Deputy);
        await ShouldBeOneCommitAsync("ký", () => office.SignAsync(People.Deputy));
        await ShouldBeOneCommitAsync("cấp số", () => office.IssueNumberAsync());
        await office.DeliverOutboxAsync();
        await ShouldBeOneCommitAsync("gửi", () => office.SendAsync());
        await office.DeliverOutboxAsync();
        await ShouldBeOneCommitAsync("nơi nhận tiếp nhận, kết thúc hồ sơ", () => office.ReceiptAsync(DispatchStatusCodes.Accepted));
    }

    private async Task ShouldBeOneCommitAsync(string name, Func<Task> act) => (await CostOfAsync(name, act)).Commits.ShouldBe(1, name);

    private async Task<(long Commits, IReadOnlyList<string> Statements)> CostOfAsync(string name, Func<Task> act)
    {
        var commands = office.Database.Commands;
        var statements = new List<string>();
        var commits = commands.Commits;
        commands.BeforeEach = statement =>
        {
            if (statement is not ("BEGIN" or "COMMIT"))
                statements.Add(statement);
        };
        await act();
        commands.BeforeEach = null;
        output.WriteLine($"{name}: {statements.Count} statements, {commands.Commits - commits} commit");
        foreach (var statement in statements)
            output.WriteLine($"  {(statement.Length <= 90 ? statement : statement[..90])}");
        return (commands.Commits - commits, statements);
    }
}
