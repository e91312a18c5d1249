using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Exchange;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Persistence;
using LienThong.Activities.Registers;
using LienThong.Activities.Tests.Persistence;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Chain;

/// <summary>
/// Everything composed as the program composes it, over a database and a file store of its own, on the morning of 24/01/2024, with the
/// demonstration's people and the procedure of definitions/cong-van-bao-cao.json. A minute passes before each thing that somebody does.
/// </summary>
public sealed class Office : IAsyncLifetime
{
    private static readonly Actor Administrator = new(null, "Quản trị viên");

    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-office-").FullName;
    private readonly TestDatabase? sqlite;
    private readonly string? postgres;
    private ServiceProvider? services;

    public Office() => sqlite = new TestDatabase();

    private Office(string connectionString) => postgres = connectionString;

    /// <summary>The same on an empty PostgreSQL database.</summary>
    public static Office OnPostgres(string connectionString) => new(connectionString);

    public TestClock Clock { get; private set; } = new(At(2024, 1, 24, 8, 30));

    public Database Database { get; private set; } = null!; // set by InitializeAsync

    public FileStore Files { get; private set; } = null!; // set by InitializeAsync

    public string FileFolder => Path.Combine(folder, "files");

    public string MailFolder => Path.Combine(folder, "mail");

    /// <summary>The id of the procedure's published version.</summary>
    public string DefinitionVersionId { get; private set; } = "";

    public T Get<T>() where T : notnull => (services ?? throw new InvalidOperationException("Not opened yet.")).GetRequiredService<T>();

    public static DateTimeOffset At(int year, int month, int day, int hour = 8, int minute = 0) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(7));

    public async Task InitializeAsync()
    {
        if (sqlite is not null)
        {
            await sqlite.InitializeAsync();
            (Clock, Database) = (sqlite.Clock, sqlite.Database);
        }
        else
        {
            var options = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = postgres, CreateWithoutMigrations = true };
            Database = Database.Open(options, context => new LienThongDbContext(context), Clock, NullLogger<Database>.Instance);
            await Database.MigrateAsync(None);
            await WriteAsync(session => DemoOrganisation.CreateAsync(session, 2024, None));
        }

        Files = new FileStore(FileFolder);
        var mail = new MailOptions { Folder = MailFolder };
        services = new ServiceCollection()
            .AddLienThong()
            .AddSingleton(Database)
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Files)
            .AddSingleton(mail)
            .AddSingleton<IMailTransport, MailFolderTransport>()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
        await WriteAsync(session => CalendarTable.AddShippedYearsAsync(session, None));
        var definition = await WriteAsync(session => Get<DefinitionStore>().PublishAsync(session, Procedure(), "Quản trị viên", "Ban hành lần đầu", None));
        DefinitionVersionId = definition.Id;
    }

    public async Task DisposeAsync()
    {
        if (services is not null)
            await services.DisposeAsync();
        if (sqlite is not null)
            await sqlite.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The procedure's text, found by walking up to the solution.</summary>
    public static byte[] Procedure(string name = "cong-van-bao-cao")
    {
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
        {
            if (File.Exists(Path.Combine(up.FullName, "Workflow.sln")))
                return File.ReadAllBytes(Path.Combine(up.FullName, "definitions", $"{name}.json"));
        }

        throw new InvalidOperationException("Workflow.sln is not above the tests.");
    }

    // What people do. Each takes the one open item of that kind in the person's inbox.

    public Task<ReceivedDocument> RegisterAsync(IncomingRegistration? registration = null, string? key = null) =>
        ActAsync(() => Get<ReceiveDocument>().RunAsync(People.Clerk, registration ?? Letters.Incoming, key ?? NewKey(), None));

    public Task<Decided> InstructAsync(Instruction? instruction = null, string? key = null) =>
        OnItemAsync(People.Director, WorkKinds.Assign, id => Get<InstructDocument>().RunAsync(People.Director, id, instruction ?? Letters.Instruction, key ?? NewKey(), None));

    public Task<Decided> SubmitDraftAsync(Guid? drafter = null, DraftContent? content = null, string? key = null) =>
        OnItemAsync(drafter ?? People.Officer, WorkKinds.Draft, id => Get<SubmitDraft>().RunAsync(drafter ?? People.Officer, id, content ?? Letters.Reply, null, key ?? NewKey(), None));

    public Task<Decided> ApproveAsync(Guid person, string? comment = null, string? key = null) =>
        OnItemAsync(person, WorkKinds.Approve, id => Get<DecideWork>().ApproveAsync(person, id, comment, key ?? NewKey(), None));

    public Task<Decided> ReturnAsync(Guid person, string? reason = "Bổ sung số liệu về kinh phí", string kind = WorkKinds.Approve) =>
        OnItemAsync(person, kind, id => Get<DecideWork>().ReturnAsync(person, id, kind, reason, NewKey(), None));

    public Task<Decided> SignAsync(Guid person, string? key = null) =>
        OnItemAsync(person, WorkKinds.Sign, id => Get<DecideWork>().SignAsync(person, id, null, null, key ?? NewKey(), None));

    public Task<Decided> IssueNumberAsync(string? key = null) =>
        OnItemAsync(People.Clerk, WorkKinds.IssueNumber, id => Get<GiveNumber>().IssueAsync(People.Clerk, id, null, key ?? NewKey(), None));

    public Task<Decided> RefuseNumberAsync(string? reason = "Thiếu phụ lục kèm theo") =>
        OnItemAsync(People.Clerk, WorkKinds.IssueNumber, id => Get<GiveNumber>().RefuseAsync(People.Clerk, id, reason, NewKey(), None));

    public Task<Decided> SendAsync(params Guid[] recipients) =>
        OnItemAsync(People.Clerk, WorkKinds.Submit, id => Get<SendDocument>().RunAsync(
            People.Clerk, id, recipients.Length > 0 ? recipients : [DemoOrganisation.VanPhongUbnd], NewKey(), None));

    public Task<Receipt> ReceiptAsync(string statusCode, string? reason = null, Guid? by = null, Guid? recipientAgency = null) => ActAsync(async () =>
    {
        var recipient = recipientAgency ?? DemoOrganisation.VanPhongUbnd;
        var dispatch = (await AllAsync<Dispatch>()).Where(d => d.RecipientAgencyId == recipient).MaxBy(d => d.SentAt);
        return await Get<RecordReceipt>().RunAsync(by ?? People.ReceivingClerk, dispatch!.Id, statusCode, reason, NewKey(), None); // a test that asks for it has sent
    });

    // Ways to a certain step, by the usual people.

    public async Task<ReceivedDocument> ToDraftAsync()
    {
        var received = await RegisterAsync();
        await InstructAsync();
        return received;
    }

    public async Task<ReceivedDocument> ToInitialAsync()
    {
        var received = await ToDraftAsync();
        await SubmitDraftAsync();
        return received;
    }

    public async Task<ReceivedDocument> ToReviewAsync()
    {
        var received = await ToInitialAsync();
        await ApproveAsync(People.UnitHead);
        return received;
    }

    public async Task<ReceivedDocument> ToSignatureAsync()
    {
        var received = await ToReviewAsync();
        await ApproveAsync(People.Deputy);
        return received;
    }

    public async Task<ReceivedDocument> ToNumberAsync()
    {
        var received = await ToSignatureAsync();
        await SignAsync(People.Deputy);
        return received;
    }

    public async Task<ReceivedDocument> ToSendingAsync()
    {
        var received = await ToNumberAsync();
        await IssueNumberAsync();
        await DeliverOutboxAsync();
        return received;
    }

    public async Task<ReceivedDocument> ToReceiptAsync()
    {
        var received = await ToSendingAsync();
        await SendAsync();
        await DeliverOutboxAsync();
        return received;
    }

    public async Task<ReceivedDocument> ToCloseAsync()
    {
        var received = await ToReceiptAsync();
        await ReceiptAsync(DispatchStatusCodes.Accepted);
        await DeliverOutboxAsync();
        return received;
    }

    // What the administrator does.

    /// <summary>Somebody away passes his work on, by himself unless another sets it.</summary>
    public async Task<Guid> DelegateAsync(Guid from, Guid to, Func<NewDelegation, NewDelegation>? change = null, Guid? by = null, bool asAdministrator = false)
    {
        var today = VietnamTime.DateOf(Clock.Now);
        var given = new NewDelegation(to, today, today.AddDays(4), "Đi công tác");
        var actor = await DelegationActorOf(by ?? from, asAdministrator);
        return await WriteAsync(session => Get<SetDelegation>().CreateAsync(session, from, change?.Invoke(given) ?? given, actor, None));
    }

    public async Task RevokeAsync(Guid delegation, Guid by, bool asAdministrator = false)
    {
        var actor = await DelegationActorOf(by, asAdministrator);
        await WriteAsync(session => Get<SetDelegation>().RevokeAsync(session, delegation, null, actor, None));
    }

    private async Task<DelegationActor> DelegationActorOf(Guid person, bool isAdministrator)
    {
        var organisation = await ReadAsync(context => Get<OrganisationCache>().GetAsync(context, None));
        var held = organisation.PositionsOf(person, VietnamTime.DateOf(Clock.Now));
        return new DelegationActor(new Actor(person, organisation.FindPerson(person)!.FullName, held.Count > 0 ? held[0].ActingAs : null), person, held, isAdministrator);
    }

    /// <summary>Somebody takes up one more position.</summary>
    public async Task AppointAsync(Guid person, string agency, string? unit, string code)
    {
        var position = await PositionAsync(agency, unit, code);
        await WriteAsync(session => AppointmentChanges.CreateAsync(session, new NewAppointment(person, position.Id, Yesterday.AddDays(1), Primary: false), Administrator, None));
    }

    /// <summary>Somebody left a position yesterday.</summary>
    public async Task DismissAsync(Guid person, string agency, string? unit, string code)
    {
        var position = await PositionAsync(agency, unit, code);
        var appointment = (await AllAsync<Appointment>()).Single(a => a.PersonId == person && a.PositionId == position.Id && a.To is null);
        await WriteAsync(async session =>
        {
            await AppointmentChanges.EndAsync(session, appointment.Id, Yesterday, Administrator, None);
            return 0;
        });
    }

    /// <summary>Runs the one open incident's step again.</summary>
    public async Task RetryAsync()
    {
        var incident = (await OpenIncidentsAsync()).ShouldHaveSingleItem();
        (await WriteAsync(session => Get<WorkflowEngine>().RetryAsync(session, incident.Id, "Đã bổ nhiệm", None))).ShouldNotBeNull();
    }

    public async Task<IReadOnlyList<IncidentRow>> OpenIncidentsAsync() => [.. (await AllAsync<IncidentRow>()).Where(i => i.ResolvedAt is null)];

    // What the machine does.

    public Task<DateTimeOffset?> DeliverOutboxAsync() => Get<OutboxDelivery>().RunAsync(None);

    /// <summary>Lets the time pass until then; every timer fires on time, and what it causes is delivered.</summary>
    public async Task AdvanceToAsync(DateTimeOffset until)
    {
        while (await Get<TimerSweep>().RunAsync(None) is { } due && due <= until)
        {
            if (due <= Clock.Now)
                throw new InvalidOperationException($"A timer that was due at {due:O} did not fire.");
            Clock.Now = due;
            await Get<TimerSweep>().RunAsync(None);
            await DeliverOutboxAsync();
        }

        Clock.Now = until;
        await DeliverOutboxAsync();
    }

    // What is there to see.

    public async Task<IReadOnlyList<InboxRow>> InboxOf(Guid person) => [.. (await InboxOf(async context =>
    {
        var organisation = await Get<OrganisationCache>().GetAsync(context, None);
        return Reach.Own(person, [.. organisation.PositionsOf(person, VietnamTime.DateOf(Clock.Now)).Select(held => held.Agency.Id).Distinct()]);
    })).Select(item => item.Work)];

    /// <summary>With the work of those whom the person replaces today.</summary>
    public Task<IReadOnlyList<InboxItem>> WholeInboxOf(Guid person) => InboxOf(context => ReachOf(context, person));

    public async Task<Reach> ReachOf(DbContext context, Guid person) =>
        await Reach.OfAsync(context, await Get<OrganisationCache>().GetAsync(context, None), person, VietnamTime.DateOf(Clock.Now), None);

    private Task<IReadOnlyList<InboxItem>> InboxOf(Func<DbContext, Task<Reach>> reachOf) => ReadAsync(async context =>
    {
        var day = new InboxDay(await Get<OrganisationCache>().GetAsync(context, None), VietnamTime.Today(Clock));
        return (await Inbox.ReadAsync(context, await reachOf(context), new InboxFilter(), InboxSort.Deadline, null, 50, day, None)).Items;
    });

    /// <summary>The one thing in the person's inbox.</summary>
    public async Task<InboxRow> ItemOf(Guid person) => (await InboxOf(person)).ShouldHaveSingleItem();

    public async Task<IncomingDocument> IncomingAsync() => (await AllAsync<IncomingDocument>()).ShouldHaveSingleItem();

    public async Task<OutgoingDocument> OutgoingAsync() => (await AllAsync<OutgoingDocument>()).ShouldHaveSingleItem();

    public async Task<Dossier> DossierAsync() => (await AllAsync<Dossier>()).ShouldHaveSingleItem();

    public async Task<WorkflowInstance> InstanceAsync(string? id = null)
    {
        var instanceId = id ?? (await AllAsync<InstanceRow>()).ShouldHaveSingleItem().Id;
        return (await ReadAsync(context => Get<WorkflowEngine>().FindAsync(context, instanceId, None))).ShouldNotBeNull();
    }

    public Task<List<T>> AllAsync<T>() where T : class => ReadAsync(context => context.Set<T>().ToListAsync(None));

    public Task<T> ReadAsync<T>(Func<DbContext, Task<T>> read) => Database.ReadAsync((context, _) => read(context), None);

    public Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work) => Database.WriteAsync((session, _) => work(session), None);

    /// <summary>As somebody with a database tool would do it, past all rules; SQLite only.</summary>
    public Task TamperAsync(string sql) => (sqlite ?? throw new InvalidOperationException("SQLite only.")).TamperAsync(sql);

    public static string NewKey() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);

    private DateOnly Yesterday => VietnamTime.DateOf(Clock.Now).AddDays(-1);

    private async Task<Position> PositionAsync(string agency, string? unit, string code)
    {
        var (agencyId, unitId) = (DemoOrganisation.AgencyId(agency), unit is null ? (Guid?)null : DemoOrganisation.UnitId(agency, unit));
        return (await AllAsync<Position>()).Single(p => p.AgencyId == agencyId && p.UnitId == unitId && p.Code == code);
    }

    private async Task<T> ActAsync<T>(Func<Task<T>> act)
    {
        Clock.Now = Clock.Now.AddMinutes(1);
        return await act();
    }

    private Task<Decided> OnItemAsync(Guid person, string kind, Func<Guid, Task<Decided>> act) => ActAsync(async () =>
        await act((await InboxOf(person)).Where(row => row.Kind == kind).ShouldHaveSingleItem().WorkItemId));
}
