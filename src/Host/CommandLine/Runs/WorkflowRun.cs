using LienThong.Activities;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Links;
using LienThong.Workflows.Mail;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.CommandLine.Runs;

/// <summary>The engine as the server has it, over a database that is thrown away and a clock that stands still: what is run here runs there in the same way.</summary>
internal sealed class WorkflowRun : IAsyncDisposable
{
    private readonly string _folder;
    private readonly RunClock _clock;
    private readonly Database _database;
    private readonly DefinitionStore _definitions;
    private readonly WorkflowEngine _engine;
    private readonly TimerSweep _timers;
    private readonly OutboxDelivery _outbox;
    private readonly RunLimit _limit;
    private readonly HttpWorkflows _http;
    private readonly Action<string> _refused;
    private readonly List<string> _lines = [];
    private readonly List<HttpAnswer> _answers = [];
    private bool _hasPending;

    private WorkflowRun(string folder, Settings settings, TextReader input, Action<string>? lineWritten, ILoggerFactory loggers)
    {
        (_folder, _clock, _limit) = (folder, new RunClock(settings.Now), new RunLimit(settings.MaxBursts));
        _database = Database.Open(
            new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true }, options => new WorkflowsDbContext(options), _clock, loggers.CreateLogger<Database>());
        var services = new RunServices(new StandardInput(input), new HttpSender(new HttpSendOptions { AllowedPrivateHosts = ["*"] }), new RunMail(loggers.CreateLogger<RunMail>()),
            new SignedLinks("http://localhost", TimeSpan.FromDays(30), Readable, text => text, _clock));
        _definitions = new DefinitionStore(new ActivityRegistry().Add(typeof(Composition).Assembly));
        _engine = new WorkflowEngine(
            new WorkflowRunner(ExpressionEvaluator.Standard, _clock, services, new RunnerOptions { FlowchartMode = settings.Mode }), _definitions, services)
        {
            Committed = _limit.Count,
            LinesWritten = lines =>
            {
                _lines.AddRange(lines);
                foreach (var line in lines)
                    lineWritten?.Invoke(line);
            },
        };
        _refused = message => loggers.CreateLogger<WorkflowRun>().LogWarning("{Refusal}", message);
        _http = new HttpWorkflows(_database, _engine, _definitions, new HttpWorkflowOptions(), _clock);
        services.Engine = _engine;
        _timers = new TimerSweep(_database, _engine, _clock, loggers.CreateLogger<TimerSweep>());
        _outbox = new OutboxDelivery(_database, [new StimulusDelivery(_database, _engine), new DispatchedStart(_database, _engine), new EndedChild(_database, _engine), new DueTimer(_database, _timers)], _clock, new OutboxOptions(), loggers.CreateLogger<OutboxDelivery>());
    }

    /// <summary>Lines that activities wrote so far, in their order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Answers to the requests so far, in their order.</summary>
    public IReadOnlyList<HttpAnswer> Answers => _answers;

    /// <summary>Opens a run with these definitions.</summary>
    /// <exception cref="InvalidDefinitionException">One of them is none, or they do not go together.</exception>
    public static async Task<WorkflowRun> OpenAsync(
        IReadOnlyList<DefinitionFile> files, Settings settings, TextReader input, Action<string>? lineWritten, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var run = new WorkflowRun(Directory.CreateTempSubdirectory("lienthong-run-").FullName, settings, input, lineWritten, loggers);
        try
        {
            await run._database.MigrateAsync(cancellationToken);
            run._definitions.LearnWorkflows(files.Select(file => file.Text));
            var read = files.Select(file => file.Read(text => run._definitions.Read(text))).ToList();
            foreach (var left in await run.WriteAsync((session, ct) => DefinitionStore.TakeOverAsync(session, read, ct), cancellationToken))
                run._refused(left);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Carries out a step and everything that follows from it without further ado. False when there was nothing that it could be applied to.</summary>
    /// <exception cref="RunLimitException">It does not come to rest.</exception>
    public async Task<bool> ApplyAsync(RunStep step, CancellationToken cancellationToken)
    {
        _limit.Begin();
        var isApplied = step switch
        {
            StartStep start => await StartAsync(start, cancellationToken),
            EventStep happened => await SendAsync(happened, cancellationToken),
            CompleteTaskStep done => await ResumeAsync(row => row.Bookmark.Name == RunTask.StimulusName && TaskName(row) == done.Name, Input(RunTask.ResultKey, done.Result), cancellationToken),
            ResumeStep resume => await ResumeAsync(row => row.Bookmark.ActivityId == resume.ActivityId, resume.Input, cancellationToken),
            HttpStep http => await AskAsync(http.Request, cancellationToken),
            AlterStep alter => await AlterAsync(alter.Alterations, cancellationToken),
            CancelStep cancel => await CancelAsync(cancel.DefinitionId, cancellationToken),
            AdvanceStep advance => await AdvanceAsync(_clock.Now + advance.Span, cancellationToken),
            _ => throw new InvalidOperationException($"An unknown step: {step.GetType().Name}."),
        };
        await SettleAsync(cancellationToken);
        return isApplied;
    }

    /// <summary>Every instance, oldest first.</summary>
    public Task<List<InstanceReport>> ReportAsync(CancellationToken cancellationToken) => WriteAsync(
        async (session, ct) =>
        {
            var rows = await session.FindAllAsync<InstanceRow>([], ct);
            var reports = new List<InstanceReport>();
            foreach (var row in rows.OrderBy(i => i.CreatedAt).ThenBy(i => i.Id, StringComparer.Ordinal))
            {
                var instance = await _engine.LoadAsync(session, row, ct);
                var incidents = await session.FindAllAsync<IncidentRow>([(nameof(IncidentRow.InstanceId), row.Id)], ct);
                var journal = await session.FindAllAsync<JournalRow>([(nameof(JournalRow.InstanceId), row.Id)], ct);
                reports.Add(InstanceReport.Of(instance, incidents, journal));
            }

            return reports;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _limit.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> StartAsync(StartStep start, CancellationToken cancellationToken) =>
        await WriteAsync(
            async (session, ct) =>
            {
                var definition = await _definitions.FindPublishedAsync(session, start.DefinitionId, ct)
                    ?? throw new UsageException($"Không có quy trình \"{start.DefinitionId}\" trong các tệp đã cho.");
                return await _engine.TryStartAsync(session, definition, new StartRequest { Input = start.Input, CorrelationId = start.CorrelationId }, ct);
            },
            cancellationToken) is not null;

    private async Task<bool> SendAsync(EventStep happened, CancellationToken cancellationToken)
    {
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(happened.Name)))
        {
            Input = Input(Event.PayloadKey, happened.Payload),
            CorrelationId = happened.CorrelationId,
        };
        await WriteAsync((session, ct) => _engine.SendAsync(session, sent, ct), cancellationToken);
        return true;
    }

    // The one that has waited longest, where several do.
    private async Task<bool> ResumeAsync(Func<WaitingRow, bool> isMeant, IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken)
    {
        var waiting = await _database.ReadAsync(
            async (context, ct) =>
            {
                var found = new List<WaitingRow>();
                foreach (var instanceId in await context.Set<BookmarkRow>().OrderBy(b => b.Id).Select(b => b.InstanceId).Distinct().ToListAsync(ct))
                {
                    if (await _engine.FindAsync(context, instanceId, ct) is { } instance)
                        found.AddRange(instance.Bookmarks.Select(bookmark => new WaitingRow(instanceId, bookmark)));
                }

                return found;
            },
            cancellationToken);
        return waiting.Where(isMeant).MinBy(row => row.Bookmark.Id, StringComparer.Ordinal) is { } oldest
            && await WriteAsync((session, ct) => _engine.ResumeAsync(session, oldest.InstanceId, oldest.Bookmark.Id, input, ct), cancellationToken) is not null;
    }

    private async Task<bool> AskAsync(HttpRequestRead request, CancellationToken cancellationToken)
    {
        _answers.Add((await _http.RunAsync(request, HttpCaller.Anonymous, cancellationToken)).Answer);
        return true;
    }

    // Of what runs; where nothing does any more, of what is faulted.
    private async Task<bool> AlterAsync(IReadOnlyList<Alteration> alterations, CancellationToken cancellationToken)
    {
        var known = await _database.ReadAsync(
            (context, ct) => context.Set<InstanceRow>().OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).Select(i => new { i.Id, i.Status, i.SubStatus }).ToListAsync(ct), cancellationToken);
        var meant = known.FindAll(i => i.Status == nameof(WorkflowStatus.Running));
        if (meant.Count == 0)
            meant = known.FindAll(i => i.SubStatus == nameof(WorkflowSubStatus.Faulted));
        var isApplied = false;
        foreach (var instance in meant)
        {
            try
            {
                await WriteAsync((session, ct) => _engine.AlterAsync(session, instance.Id, alterations, "dòng lệnh", ct), cancellationToken);
                isApplied = true;
            }
            catch (AlterationRefusedException e)
            {
                _refused(e.Message);
            }
        }

        return isApplied;
    }

    private async Task<bool> CancelAsync(string definitionId, CancellationToken cancellationToken)
    {
        var running = await _database.ReadAsync(
            (context, ct) => context.Set<InstanceRow>().Where(i => i.DefinitionId == definitionId && i.Status == nameof(WorkflowStatus.Running)).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(ct),
            cancellationToken);
        foreach (var id in running)
            await WriteAsync((session, ct) => _engine.CancelAsync(session, id, ct), cancellationToken);
        return running.Count > 0;
    }

    private async Task<bool> AdvanceAsync(DateTimeOffset target, CancellationToken cancellationToken)
    {
        while (await SettleAsync(cancellationToken) is { } next && next <= target)
        {
            _limit.Begin();
            _clock.Now = next;
        }

        _clock.Now = target;
        return true;
    }

    // Until nothing is due at this instant; gives the next one at which something is.
    private async Task<DateTimeOffset?> SettleAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _limit.Reached);
        try
        {
            while (await HasPendingAsync(stop.Token))
            {
                var message = await _outbox.RunAsync(stop.Token);
                var timer = await _timers.RunAsync(stop.Token);
                message = await _outbox.RunAsync(stop.Token) ?? message;
                var next = Earlier(message, timer);
                if (next is null || next > _clock.Now)
                    return next;
                _limit.Count();
            }

            return null;
        }
        catch (OperationCanceledException) when (_limit.Reached.IsCancellationRequested)
        {
            throw new RunLimitException(_limit.MaxBursts);
        }
    }

    // Most definitions that are tried leave nothing to be done later, and the first query of a process takes longer than they do.
    private async Task<bool> HasPendingAsync(CancellationToken cancellationToken) => _hasPending |= await WriteAsync(
        async (session, ct) => (await session.FindKeysAsync<OutboxRow>([], ct)).Count > 0 || (await session.FindKeysAsync<TimerRow>([], ct)).Count > 0, cancellationToken);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private static string? TaskName(WaitingRow row) => (string?)row.Bookmark.Details?[nameof(RunTask.TaskName)];

    private static Dictionary<string, object?> Input(string name, object? value) => new() { [name] = value };

    private Task<T> WriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => _database.WriteAsync(work, cancellationToken);

    // A rehearsal's links open nothing.
    private static string Readable(string content) => content;

    /// <summary>How to run.</summary>
    /// <param name="Now">The clock at the beginning.</param>
    /// <param name="Mode">How flowcharts go on.</param>
    /// <param name="MaxBursts">Bursts that one step may cause before it counts as one that never comes to rest.</param>
    internal sealed record Settings(DateTimeOffset Now, FlowchartMode Mode, int MaxBursts);

    private sealed record WaitingRow(string InstanceId, Bookmark Bookmark);

    // Whoever runs a file here can reach his own network anyway.
    private sealed class RunServices(params object[] services) : IServiceProvider
    {
        /// <summary>Set when there is one: it takes these services itself.</summary>
        public WorkflowEngine? Engine { get; set; }

        public object? GetService(Type serviceType) => serviceType == typeof(WorkflowEngine) ? Engine : Array.Find(services, serviceType.IsInstanceOfType);
    }

    // A rehearsal sends no letters.
    private sealed class RunMail(ILogger<RunMail> logger) : IMailSender
    {
        public Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            logger.LogWarning("Thư không được gửi khi chạy thử: «{Subject}» tới {To}.", mail.Subject, string.Join(", ", mail.To));
            return Task.CompletedTask;
        }
    }
}
