using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Exchange;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A document that was received, and the procedure it started.</summary>
/// <param name="DocumentId">The incoming document.</param>
/// <param name="DossierId">Its dossier.</param>
/// <param name="ArrivalNumber">Số đến.</param>
/// <param name="WorkflowInstanceId">Null when no procedure fits: văn thư then hands it on by hand.</param>
public sealed record ReceivedDocument(Guid DocumentId, Guid DossierId, int ArrivalNumber, string? WorkflowInstanceId);

/// <summary>Tiếp nhận, đăng ký: văn thư enters the document, it gets its arrival number, and the procedure that fits starts — in one transaction.</summary>
public sealed class ReceiveDocument(CommandRunner commands, WorkflowEngine engine, DefinitionStore definitions, OrganisationCache organisations, FileStore files, RecordReceipt receipts)
{
    /// <exception cref="RuleViolation"><c>register.not-clerk</c>, and those of <see cref="RegisterIncoming"/>.</exception>
    public Task<ReceivedDocument> RunAsync(Guid personId, IncomingRegistration registration, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "incoming.register", personId) { Content = registration },
            async (session, ct) =>
            {
                var organisation = await organisations.GetAsync(session, ct);
                var clerk = RegistryClerk.Of(organisation, personId, registration.AgencyId, VietnamTime.Today(session.Clock));
                if (registration.Files.FirstOrDefault(f => !files.Contains(f.Hash)) is { } missing)
                    throw RuleViolation.Invalid("incoming.file", $"Tệp \"{missing.Name}\" chưa được tải lên đầy đủ. Tải lại tệp rồi đăng ký.");
                var registered = await RegisterIncoming.RunAsync(session, registration, clerk, ct);
                if (registration.DispatchId is { } dispatchId)
                    await receipts.RegisteredAsync(session, dispatchId, registration.AgencyId, clerk, ct);
                var trigger = (await TriggersAsync(session.Context, registration, organisation, ct)).Where(t => t.Score >= 0).Select(t => t.Trigger).FirstOrDefault();
                // Without a procedure no burst wakes the outbox, and the index would wait for the next sweep.
                session.AfterCommit(() => engine.OutboxFilled?.Invoke());
                if (trigger is null)
                    return new ReceivedDocument(registered.DocumentId, registered.DossierId, registered.ArrivalNumber, null);
                var dossier = await session.FindAsync<Dossier>(registered.DossierId, ct)
                    ?? throw new InvalidOperationException("The dossier that was just opened is not there.");
                var started = await StartAsync(session, engine, definitions, trigger, dossier, registration.Subject, clerk, ct);
                return new ReceivedDocument(registered.DocumentId, registered.DossierId, registered.ArrivalNumber, started);
            },
            cancellationToken);

    /// <summary>Starts the procedure of this trigger for the dossier.</summary>
    /// <returns>The instance's id.</returns>
    internal static async Task<string> StartAsync(
        WriteSession session, WorkflowEngine engine, DefinitionStore definitions, TriggerRow trigger, Dossier dossier, string subject, Actor clerk, CancellationToken cancellationToken)
    {
        var definition = await definitions.GetVersionAsync(session, trigger.DefinitionVersionId, cancellationToken);
        var started = await engine.StartAsync(
            session, definition,
            new StartRequest
            {
                CorrelationId = dossier.Id.ToString("D"),
                Name = subject.Length <= 300 ? subject : subject[..300],
                TriggerActivityId = trigger.ActivityId,
                Input = new Dictionary<string, object?>
                {
                    [LastActor.IdKey] = clerk.PersonId?.ToString("D"),
                    [LastActor.ActingAsKey] = clerk.ActingAs,
                },
            },
            cancellationToken);
        dossier.WorkflowInstanceId = started.Instance.Id;
        session.Update(dossier);
        return started.Instance.Id;
    }

    /// <summary>Procedures that begin with an incoming document; of several that fit, the one that asks for most first: the one for one sender's reports before the one for everything.</summary>
    /// <returns>With a score; negative for those that do not fit.</returns>
    internal static async Task<IReadOnlyList<(TriggerRow Trigger, int Score)>> TriggersAsync(
        DbContext context, IncomingRegistration registration, Organisation organisation, CancellationToken cancellationToken)
    {
        var triggers = await context.Set<TriggerRow>().Where(t => t.Name == IncomingDocumentTrigger.StimulusName).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        return [.. triggers.Select(t => (Trigger: t, Score: Fit(t, registration, organisation))).OrderByDescending(t => t.Score)];
    }

    private static int Fit(TriggerRow trigger, IncomingRegistration registration, Organisation organisation)
    {
        if (trigger.Payload is null)
            return 0;
        var wanted = JsonSerializer.Deserialize<TriggerFilter>(trigger.Payload, JsonSerializerOptions.Web)!;
        var score = 0;
        return Holds(wanted.DocumentTypes is { Count: > 0 }, () => wanted.DocumentTypes!.Contains(registration.TypeCode))
            && Holds(wanted.Agency is { Length: > 0 }, () => organisation.FindAgency(registration.AgencyId)?.Symbol == wanted.Agency)
            && Holds(wanted.Sender is { Length: > 0 }, () => registration.Symbol.Split('-', '/').Contains(wanted.Sender))
            && Holds(wanted.SubjectContains is { Length: > 0 }, () => Fold.Of(registration.Subject).Contains(Fold.Of(wanted.SubjectContains!), StringComparison.Ordinal))
            && Holds(wanted.OnlyWhenReplyNeeded, () => registration.NeedsReply)
                ? score
                : -1;

        bool Holds(bool isAsked, Func<bool> fits)
        {
            if (!isAsked)
                return true;
            score++;
            return fits();
        }
    }

    private sealed record TriggerFilter(IReadOnlyList<string>? DocumentTypes, string? Agency, string? Sender, string? SubjectContains, bool OnlyWhenReplyNeeded);
}

/// <summary>Văn thư of an agency: only they register, number and send.</summary>
internal static class RegistryClerk
{
    /// <exception cref="RuleViolation"><c>register.not-clerk</c>.</exception>
    public static Actor Of(Organisation organisation, Guid personId, Guid agencyId, DateOnly on) =>
        organisation.PositionsOf(personId, on).FirstOrDefault(h => h.Agency.Id == agencyId && h.Position.Kind == PositionKind.Registry) is { } holding
            ? new Actor(personId, holding.Person.FullName, holding.ActingAs)
            : throw RuleViolation.Forbidden("register.not-clerk", "Chỉ văn thư của cơ quan được đăng ký, cấp số và gửi văn bản.");
}
