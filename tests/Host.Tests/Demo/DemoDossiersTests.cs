using LienThong.Activities.Agencies;
using LienThong.Activities.Checks;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Phrases;
using LienThong.Activities.Work;
using LienThong.Host.CommandLine;
using LienThong.Host.Demo;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Demo;

/// <summary>The dossiers as they lie there after the first start, on a working day.</summary>
public sealed class DemoDossiersTests(DemoDossiersTests.Started office) : IClassFixture<DemoDossiersTests.Started>
{
    // A Thursday without holidays around it.
    private static readonly DateTimeOffset Thursday = new(2026, 6, 18, 10, 30, 0, TimeSpan.FromHours(7));

    [Theory]
    [InlineData("but-phe", 5)]
    [InlineData("soan-thao", 4)]
    [InlineData("ky-nhay", 3)]
    [InlineData("duyet", 8)]
    [InlineData("ky", 2)]
    [InlineData("cap-so", 1)]
    [InlineData("gui", 2)]
    [InlineData("xu-ly", 2)]
    public async Task Work_lies_before_people_at_every_step(string step, int atLeast) =>
        (await office.OpenAsync()).Count(item => item.ActivityId == step).ShouldBeGreaterThanOrEqualTo(atLeast);

    [Fact]
    public async Task Among_what_waits_for_a_leader_something_is_urgent_and_has_no_deadline_yet()
    {
        var waiting = (await office.OpenAsync()).Where(item => item.ActivityId == "but-phe").ToList();
        var deadlines = await office.ReadAsync(context => context.Set<Deadline>().Select(d => d.DossierId).ToListAsync());

        waiting.ShouldContain(item => item.Urgency == Urgency.Express);
        waiting.ShouldContain(item => item.Urgency == Urgency.Urgent);
        waiting.ShouldContain(item => item.SenderDueOn == null && !deadlines.Contains(item.DossierId));
    }

    [Fact]
    public async Task A_draft_was_returned_twice_and_two_reviews_have_a_second_version_to_compare()
    {
        var open = await office.OpenAsync();
        var versions = await office.ReadAsync(context =>
            (from version in context.Set<DocumentVersion>()
             join document in context.Set<OutgoingDocument>() on version.DocumentId equals document.Id
             where version.Kind == VersionKind.Draft
             select document.DossierId).ToListAsync());

        open.ShouldContain(item => item.ActivityId == "soan-thao" && item.Round == 3);
        open.Count(item => item.ActivityId == "duyet" && item.Round == 2 && versions.Count(id => id == item.DossierId) == 2).ShouldBe(2);
    }

    [Fact]
    public async Task One_is_two_working_days_late_one_is_due_today_and_some_are_due_soon()
    {
        var open = (await office.OpenAsync()).Select(item => item.DossierId).ToHashSet();
        var due = await office.ReadAsync(context => context.Set<Deadline>().Where(d => open.Contains(d.DossierId)).Select(d => d.DueOn).ToListAsync());

        due.ShouldContain(new DateOnly(2026, 6, 16));
        due.ShouldContain(new DateOnly(2026, 6, 18));
        due.Count(day => day > new DateOnly(2026, 6, 18) && day <= new DateOnly(2026, 6, 22)).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Dispatches_were_accepted_refused_with_a_reason_and_wait_for_registration()
    {
        var sent = await office.ReadAsync(context => context.Set<Dispatch>().ToListAsync());
        var ours = DemoOrganisation.SoKhcn;

        sent.ShouldContain(d => d.StatusCode == DispatchStatusCodes.Accepted);
        sent.ShouldContain(d => d.StatusCode == DispatchStatusCodes.Refused && d.Reason != null);
        sent.Count(d => d.RecipientAgencyId == ours && d.StatusCode == DispatchStatusCodes.Arrived).ShouldBe(2);
    }

    [Fact]
    public async Task Some_are_finished_one_was_sent_back_and_one_stopped_where_nobody_holds_the_position()
    {
        var states = await office.ReadAsync(context => context.Set<Dossier>().Select(d => d.State).ToListAsync());
        var incidents = await office.ReadAsync(context => context.Set<IncidentRow>().Where(i => i.ResolvedAt == null).ToListAsync());

        states.Count(state => state == DossierState.Closed).ShouldBeGreaterThanOrEqualTo(3);
        states.Count(state => state == DossierState.Cancelled).ShouldBe(1);
        incidents.ShouldHaveSingleItem().Code.ShouldBe("candidates.none");
    }

    [Fact]
    public async Task People_were_asked_and_answered_wrote_comments_and_one_is_replaced_today()
    {
        var items = await office.ReadAsync(context => context.Set<WorkItem>().ToListAsync());
        var today = VietnamTime.DateOf(Thursday);

        items.Where(item => item.Kind == WorkKinds.Opinion).Select(item => item.State).ShouldBe([WorkItemState.Open, WorkItemState.Done], ignoreOrder: true);
        items.ShouldContain(item => item.Kind == WorkKinds.Extension && item.State == WorkItemState.Open);
        items.ShouldContain(item => item.HandedOverBy != null);
        (await office.ReadAsync(context => context.Set<Comment>().CountAsync(comment => comment.AuthorId != null))).ShouldBeGreaterThanOrEqualTo(3);
        (await office.ReadAsync(context => context.Set<Delegation>().AnyAsync(d => d.FirstDay <= today && d.LastDay >= today && d.RevokedAt == null))).ShouldBeTrue();
        (await office.ReadAsync(context => context.Set<Phrase>().AnyAsync())).ShouldBeTrue();
        (await office.ReadAsync(context => context.Set<Notification>().AnyAsync(notice => notice.ReadAt == null))).ShouldBeTrue();
    }

    [Fact]
    public async Task At_least_three_letters_have_a_file_and_one_of_them_is_a_pdf_of_two_pages()
    {
        var files = await office.ReadAsync(context => (
            from version in context.Set<DocumentVersion>()
            join document in context.Set<IncomingDocument>() on version.DocumentId equals document.Id
            select version.MediaType).ToListAsync());

        files.Count.ShouldBeGreaterThanOrEqualTo(4);
        files.ShouldContain("application/pdf");
        System.Text.Encoding.Latin1.GetString(DemoLetters.ListOfWorks()).ShouldContain("/Count 2");
    }

    [Fact]
    public async Task Every_rule_that_binds_rows_and_files_together_holds() =>
        (await office.Services.GetRequiredService<InvariantChecker>().RunAsync(FileReading.Content, CancellationToken.None)).ShouldBeEmpty();

    [Fact]
    public async Task Nothing_happened_in_the_future()
    {
        (await office.ReadAsync(context => context.Set<WorkItem>().Select(item => item.CreatedAt).ToListAsync())).Max().ShouldBeLessThanOrEqualTo(Thursday);
        office.Services.GetRequiredService<TimeProvider>().GetUtcNow().ShouldBe(Thursday);
    }

    [Fact]
    public async Task A_second_start_adds_nothing() =>
        (await office.Services.GetRequiredService<DemoDossiers>().EnsureAsync(CancellationToken.None)).ShouldBeFalse();

    [Theory]
    [InlineData("2026-02-18T10:00:00+07:00")] // Tết
    [InlineData("2026-06-21T23:50:00+07:00")] // a Sunday night
    [InlineData("2027-01-04T08:10:00+07:00")] // the first weeks lie in another year, and its calendar may be missing
    public async Task Any_day_will_do(string now)
    {
        await using var other = new Started(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        await other.InitializeAsync();

        (await other.OpenAsync()).Count(item => item.ActivityId == "duyet").ShouldBeGreaterThanOrEqualTo(8);
        (await other.Services.GetRequiredService<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_was_cut_off_goes_on_and_doubles_nothing()
    {
        using var cut = new CancellationTokenSource();
        await using var other = new Started(Thursday);
        await other.PrepareAsync();
        var run = other.Services.GetRequiredService<DemoDossiers>();
        var first = run.EnsureAsync(cut.Token);
        while (!first.IsCompleted && await other.ReadAsync(context => context.Set<Dossier>().CountAsync()) < 10)
            await Task.Yield();
        await cut.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        (await run.EnsureAsync(CancellationToken.None)).ShouldBeTrue();

        (await other.ReadAsync(context => context.Set<Dossier>().CountAsync())).ShouldBe(DemoScript.Dossiers().Count);
        (await other.Services.GetRequiredService<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).ShouldBeEmpty();
    }

    /// <summary>The program's services on a data folder of their own, with the dossiers made at a given time; nothing listens.</summary>
    public sealed class Started : IAsyncLifetime, IAsyncDisposable
    {
        private readonly DateTimeOffset _now;
        private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lienthong-{Guid.NewGuid():N}");
        private Microsoft.AspNetCore.Builder.WebApplication? _app;

        public Started() : this(Thursday)
        {
        }

        internal Started(DateTimeOffset now) => _now = now;

        public IServiceProvider Services => _app!.Services;

        public async Task InitializeAsync()
        {
            await PrepareAsync();
            (await Services.GetRequiredService<DemoDossiers>().EnsureAsync(CancellationToken.None)).ShouldBeTrue();
        }

        public async Task PrepareAsync()
        {
            _app = Program.Build(
                Arguments.Parse(["--environment", "Development", "--data", _folder, "--Logging:LogLevel:Default=Error"]),
                builder => builder.Services.AddSingleton(new PastClock(new DemoClock(_now))));
            await Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, CancellationToken.None);
            await Services.GetRequiredService<InitialContent>().EnsureAsync(CancellationToken.None);
            await Services.GetRequiredService<Database>().WriteAsync(
                (session, ct) => DemoOrganisation.CreateAsync(session, VietnamTime.DateOf(_now).Year, ct), CancellationToken.None);
        }

        public Task<List<WorkItem>> OpenAsync() => ReadAsync(context => context.Set<WorkItem>().Where(item => item.State == WorkItemState.Open).ToListAsync());

        public Task<T> ReadAsync<T>(Func<DbContext, Task<T>> read) => Services.GetRequiredService<Database>().ReadAsync((context, _) => read(context), CancellationToken.None);

        async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            if (_app is not null)
                await _app.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
