using System.Globalization;
using System.Text;
using LienThong.Activities;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Persistence;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Benchmarks.Approvals;

/// <summary>The program as it is composed, on SQLite, with instances that each wait for an approval of the director. After an approval an instance waits for the next one.</summary>
internal sealed class ApprovalDesk : IAsyncDisposable
{
    private static readonly Guid Director = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director);

    private readonly ServiceProvider _services;
    private int _keys;

    private ApprovalDesk(Database database)
    {
        Database = database;
        _services = new ServiceCollection()
            .AddLienThong()
            .AddSingleton(database)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .BuildServiceProvider();
    }

    public Database Database { get; }

    public static async Task<ApprovalDesk> OpenAsync(string folder, int instances, CancellationToken cancellationToken)
    {
        var options = new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true };
        var desk = new ApprovalDesk(Database.Open(options, context => new LienThongDbContext(context), TimeProvider.System, NullLogger<Database>.Instance));
        await desk.Database.MigrateAsync(cancellationToken);
        await desk.PrepareAsync(instances, cancellationToken);
        return desk;
    }

    /// <summary>The open items, one for each instance.</summary>
    public Task<List<Guid>> OpenItemsAsync(CancellationToken cancellationToken) => Database.ReadAsync(
        (context, ct) => context.Set<WorkItem>().Where(item => item.State == WorkItemState.Open).OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(ct), cancellationToken);

    public Task<Decided> ApproveAsync(Guid item, CancellationToken cancellationToken) => _services.GetRequiredService<DecideWork>().ApproveAsync(
        Director, item, "Đồng ý, trình ký.", Interlocked.Increment(ref _keys).ToString("D32", CultureInfo.InvariantCulture), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task PrepareAsync(int instances, CancellationToken cancellationToken)
    {
        var year = TimeProvider.System.GetUtcNow().Year;
        await Database.WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, year, ct), cancellationToken);
        await StartInstancesAsync(Database, _services.GetRequiredService<DefinitionStore>(), _services.GetRequiredService<WorkflowEngine>(), instances, cancellationToken);
    }

    /// <summary>Instances that each wait for an approval of the director, on any database that has the demonstration's organisation.</summary>
    public static async Task StartInstancesAsync(Database database, DefinitionStore definitions, WorkflowEngine engine, int instances, CancellationToken cancellationToken)
    {
        var definition = await database.WriteAsync(
            (session, ct) => definitions.PublishAsync(session, Encoding.UTF8.GetBytes(Definition()), "Quản trị viên", "Đo tốc độ", ct), cancellationToken);
        for (var i = 0; i < instances; i++)
        {
            await database.WriteAsync(
                async (session, ct) =>
                {
                    var dossier = new Dossier
                    {
                        Id = Guid.CreateVersion7(session.Clock.GetUtcNow()),
                        AgencyId = DemoOrganisation.SoKhcn,
                        Subject = "Báo cáo kết quả ứng dụng tiến bộ khoa học và công nghệ quý I",
                        State = DossierState.Open,
                        OpenedAt = session.Clock.GetUtcNow(),
                    };
                    // What is approved is a draft, and a decision reads it.
                    var draft = DraftOf(dossier);
                    dossier.OutgoingDocumentId = draft.Id;
                    session.Insert(dossier);
                    session.Insert(draft);
                    return await engine.StartAsync(
                        session, definition, new StartRequest { CorrelationId = dossier.Id.ToString("D"), Name = dossier.Subject }, ct);
                },
                cancellationToken);
        }
    }

    // Two reviews in a ring, so that an instance never ends and its state keeps its size.
    private static string Definition() =>
        $$"""
        {"definitionId":"do-toc-do","name":"Đo tốc độ duyệt","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"},"root":{"id":"so-do","type":"Elsa.Flowchart",
         "activities":[{{Approval("soat-xet")}},{{Approval("duyet")}}],
         "connections":[{{Arrow("soat-xet", "duyet")}},{{Arrow("duyet", "soat-xet")}}]} }
        """;

    private static string Approval(string id) =>
        $$$"""
        {"id":"{{{id}}}","name":"{{{id}}}","type":"LienThong.Approval",
         "title":{"typeName":"String","expression":{"type":"Literal","value":"Duyệt dự thảo"}},
         "position":{"typeName":"String","expression":{"type":"Literal","value":"{{{PositionCodes.Director}}}"} } }
        """;

    private static string Arrow(string from, string to) =>
        $$"""{"source":{"activity":"{{from}}","port":"Approved"},"target":{"activity":"{{to}}","port":"In"} }""";

    private static OutgoingDocument DraftOf(Dossier dossier) => new()
    {
        Id = Guid.CreateVersion7(dossier.OpenedAt),
        AgencyId = dossier.AgencyId,
        DossierId = dossier.Id,
        DraftingUnitId = DemoOrganisation.UnitId("SKHCN", "VP"),
        TypeCode = "BC",
        Subject = dossier.Subject,
        Fields = new DraftContent
        {
            TypeCode = "BC",
            Subject = dossier.Subject,
            Addressees = ["Văn phòng Ủy ban nhân dân tỉnh Quảng Trị"],
            Body = string.Join('\n', Enumerable.Repeat("Sở Khoa học và Công nghệ báo cáo tình hình ứng dụng tiến bộ khoa học và công nghệ trên địa bàn tỉnh trong quý.", 20)) + "./.",
        }.ToJson(),
        Symbol = "BC-SKHCN",
        State = OutgoingState.InReview,
        CreatedBy = DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.Officer),
        CreatedAt = dossier.OpenedAt,
    };
}
