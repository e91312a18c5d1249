using System.Diagnostics;
using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Checks;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Opinions;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Runtime;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Chain;

/// <summary>
/// People decide at random over several dossiers, keys are sent again, the clock moves, people leave and come: after every step all invariants
/// hold, and from wherever the walk ends every dossier can still be finished.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Dossiers = 3;
    private const int Steps = 30;

    // Half a minute is allowed in all.
    private static readonly TimeSpan MostOfOneWalk = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(451)]
    [InlineData(2024)]
    public Task Whatever_people_do_nothing_breaks_and_all_can_be_finished(int seed) => WalkAsync(seed);

    // Another walk in every run: what it finds is found again by the seed it names.
    [Fact]
    public Task A_walk_that_was_never_walked_before_breaks_nothing_either() => WalkAsync(Random.Shared.Next());

    private static async Task WalkAsync(int seed)
    {
        await using var walk = await Walk.BeginAsync(seed);
        try
        {
            await walk.WanderAsync(Steps, MostOfOneWalk);
            await walk.FinishAllAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Seed {seed}, after: {walk.Story}", e);
        }
    }

    private sealed class Walk : IAsyncDisposable
    {
        private readonly Office office = new();
        private readonly Random random;
        private readonly List<string> story = [];
        private readonly Dictionary<Guid, (string Title, Func<Task<Decided>> Again, Decided First)> done = [];
        private bool deputyIsAway;

        private Walk(int seed) => random = new Random(seed);

        public string Story => string.Join("; ", story);

        public static async Task<Walk> BeginAsync(int seed)
        {
            var walk = new Walk(seed);
            await walk.office.InitializeAsync();
            for (var number = 1; number <= Dossiers; number++)
                await walk.office.RegisterAsync(Letters.Incoming with { Number = number.ToString(CultureInfo.InvariantCulture) });
            return walk;
        }

        public async Task WanderAsync(int steps, TimeSpan most)
        {
            var watch = Stopwatch.StartNew();
            for (var step = 0; step < steps && watch.Elapsed < most; step++)
            {
                await StepAsync();
                await CheckAsync();
            }
        }

        /// <summary>Everybody says yes until nothing is open; a walk that circles does not end.</summary>
        public async Task FinishAllAsync()
        {
            if (deputyIsAway)
                await BringDeputyBackAsync();
            for (var round = 0; await OpenDossiersAsync() > 0; round++)
            {
                round.ShouldBeLessThan(100, "the dossiers come to no end");
                await RetryAllAsync();
                foreach (var item in await OpenItemsAsync())
                    await DecideAsync(item, agree: true);
                await office.DeliverOutboxAsync();
                await AnswerAsync(refuse: false);
            }

            await office.DeliverOutboxAsync();
            await CheckAsync();
            (await office.AllAsync<OutgoingDocument>()).Select(d => d.Number).Order().ShouldBe(Enumerable.Range(1, (await office.AllAsync<OutgoingDocument>()).Count(d => d.Number != null)).Select(n => (int?)n));
        }

        public ValueTask DisposeAsync() => new(office.DisposeAsync());

        private async Task StepAsync()
        {
            switch (random.Next(12))
            {
                case 0:
                    var until = VietnamTime.At(VietnamTime.DateOf(office.Clock.Now).AddDays(random.Next(1, 4)), new TimeOnly(9, 0));
                    story.Add($"until {until:dd/MM}");
                    await office.AdvanceToAsync(until);
                    break;
                case 1:
                    story.Add("outbox");
                    await office.DeliverOutboxAsync();
                    break;
                case 2:
                    story.Add("deputy");
                    await (deputyIsAway ? BringDeputyBackAsync() : SendDeputyAwayAsync());
                    break;
                case 3:
                    story.Add("retry");
                    await RetryAllAsync();
                    break;
                case 4 when done.Count > 0:
                    await RepeatAsync();
                    break;
                case 6:
                    await RecallAsync();
                    break;
                case 5:
                    story.Add("answer");
                    await office.DeliverOutboxAsync();
                    await AnswerAsync(refuse: random.Next(2) == 0);
                    break;
                default:
                    if (await OpenItemsAsync() is { Count: > 0 } open)
                        await DecideAsync(open[random.Next(open.Count)], agree: random.Next(4) > 0);
                    break;
            }
        }

        private async Task DecideAsync(WorkItem item, bool agree)
        {
            office.Clock.Now = office.Clock.Now.AddMinutes(1);
            var people = item.AssigneeId is { } only ? [only] : item.OfferedTo!.Split(',').Select(Guid.Parse).ToList(); // one of the two is set
            var person = people[random.Next(people.Count)];
            story.Add($"{item.Kind} {(agree ? "yes" : "no")}");
            var decide = Action(item, person, agree, Office.NewKey());
            try
            {
                done[item.Id] = (item.Title, decide, await decide());
            }
            catch (RuleViolation violation) when (violation.Code == "person.no-position")
            {
                // He left with work in his inbox; the other one may still do it, or he comes back.
                story.Add("away");
            }
        }

        private Func<Task<Decided>> Action(WorkItem item, Guid person, bool agree, string key) => (item.Kind, agree) switch
        {
            (WorkKinds.Assign, _) => () => office.Get<InstructDocument>().RunAsync(person, item.Id, Letters.Instruction, key, None),
            (WorkKinds.Draft, true) => () => office.Get<SubmitDraft>().RunAsync(person, item.Id, Letters.Reply, null, key, None),
            (WorkKinds.Draft, false) => () => office.Get<SubmitDraft>().RunAsync(person, item.Id, Letters.ReplyWithoutAddressee, null, key, None),
            (WorkKinds.Approve, true) => () => office.Get<DecideWork>().ApproveAsync(person, item.Id, null, key, None),
            (WorkKinds.Sign, true) => () => office.Get<DecideWork>().SignAsync(person, item.Id, null, null, key, None),
            (WorkKinds.Approve or WorkKinds.Sign, false) => () => office.Get<DecideWork>().ReturnAsync(person, item.Id, item.Kind, "Bổ sung số liệu", key, None),
            (WorkKinds.IssueNumber, true) => () => office.Get<GiveNumber>().IssueAsync(person, item.Id, null, key, None),
            (WorkKinds.IssueNumber, false) => () => office.Get<GiveNumber>().RefuseAsync(person, item.Id, "Thiếu phụ lục", key, None),
            (WorkKinds.Cooperate, _) => () => office.Get<GiveOpinion>().RunAsync(person, item.Id, item.Kind, "Thống nhất", agree ? GiveOpinion.Yes : GiveOpinion.No, key, None),
            (WorkKinds.Submit, _) => () => office.Get<SendDocument>().RunAsync(person, item.Id, [DemoOrganisation.VanPhongUbnd], key, None),
            _ => throw new InvalidOperationException(item.Kind),
        };

        // Whatever was decided last, by whoever did it: it works or is refused, and nothing breaks.
        private async Task RecallAsync()
        {
            var last = (await office.AllAsync<WorkItem>()).Where(i => i.State == WorkItemState.Done).OrderByDescending(i => i.DecidedAt).Take(3).ToList();
            if (last.Count == 0)
                return;
            var item = last[random.Next(last.Count)];
            try
            {
                await office.Get<RecallWork>().RunAsync(item.DecidedBy ?? default, item.Id, null, Office.NewKey(), None);
                // Its key has its answer, but the item is to be decided anew.
                done.Remove(item.Id);
                story.Add($"recalled {item.Kind}");
            }
            catch (RuleViolation violation) when (violation.Code.StartsWith("recall.", StringComparison.Ordinal) || violation.Code == "person.no-position")
            {
                story.Add(violation.Code);
            }
        }

        private async Task RepeatAsync()
        {
            var (title, again, first) = done.Values.ElementAt(random.Next(done.Count));
            story.Add($"again {title}");
            (await again()).ShouldBe(first);
        }

        private async Task AnswerAsync(bool refuse)
        {
            foreach (var dispatch in (await office.AllAsync<Dispatch>()).Where(d => d.StatusCode == DispatchStatusCodes.Arrived))
            {
                office.Clock.Now = office.Clock.Now.AddMinutes(1);
                await office.Get<RecordReceipt>().RunAsync(
                    People.ReceivingClerk, dispatch.Id, refuse ? DispatchStatusCodes.Refused : DispatchStatusCodes.Accepted, refuse ? "Không đúng thẩm quyền" : null, Office.NewKey(), None);
            }
        }

        private async Task RetryAllAsync()
        {
            foreach (var incident in await office.OpenIncidentsAsync())
                await office.WriteAsync(session => office.Get<WorkflowEngine>().RetryAsync(session, incident.Id, "Chạy lại", None));
        }

        // Only while nothing lies before him: work in the inbox of somebody who is gone is another matter.
        private async Task SendDeputyAwayAsync()
        {
            if ((await office.InboxOf(People.Deputy)).Count > 0 || (await office.InboxOf(People.SecondDeputy)).Count > 0)
                return;
            office.Clock.Now = office.Clock.Now.AddDays(1);
            foreach (var deputy in new[] { People.Deputy, People.SecondDeputy })
                await office.DismissAsync(deputy, "SKHCN", null, PositionCodes.DeputyDirector);
            deputyIsAway = true;
        }

        private async Task BringDeputyBackAsync()
        {
            office.Clock.Now = office.Clock.Now.AddDays(1);
            foreach (var deputy in new[] { People.Deputy, People.SecondDeputy })
                await office.AppointAsync(deputy, "SKHCN", null, PositionCodes.DeputyDirector);
            deputyIsAway = false;
        }

        private async Task<IReadOnlyList<WorkItem>> OpenItemsAsync() =>
            [.. (await office.AllAsync<WorkItem>()).Where(i => i.State == WorkItemState.Open).OrderBy(i => i.CreatedAt).ThenBy(i => i.DossierId)];

        private async Task<int> OpenDossiersAsync() => (await office.AllAsync<Dossier>()).Count(d => d.State == DossierState.Open);

        private async Task CheckAsync() =>
            (await office.Get<InvariantChecker>().RunAsync(FileReading.Existence, None)).ShouldBeEmpty();
    }
}
