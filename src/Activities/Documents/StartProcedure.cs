using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>A procedure that may be started for an incoming document.</summary>
/// <param name="DefinitionVersionId">The published version.</param>
/// <param name="Name">Of the procedure.</param>
/// <param name="Fits">It would have started by itself for such a document.</param>
public sealed record ProcedureChoice(string DefinitionVersionId, string? Name, bool Fits);

/// <summary>The procedure that was started.</summary>
public sealed record StartedProcedure(Guid DossierId, string WorkflowInstanceId);

/// <summary>Starts a procedure for a registered document that has none: none fitted when it was registered. Văn thư does it, as with the registration.</summary>
public sealed class StartProcedure(CommandRunner commands, WorkflowEngine engine, DefinitionStore definitions, OrganisationCache organisations)
{
    /// <summary>What may be started, those that fit first; empty while one runs.</summary>
    /// <exception cref="RuleViolation"><c>document.not-found</c>.</exception>
    public async Task<IReadOnlyList<ProcedureChoice>> ChoicesAsync(DbContext context, DossierAccess access, Guid documentId, Organisation organisation, CancellationToken cancellationToken)
    {
        var document = await access.Incoming(context).FirstOrDefaultAsync(d => d.Id == documentId, cancellationToken) ?? throw DossierAccess.DocumentNotFound();
        var dossier = await context.Set<Dossier>().AsNoTracking().FirstAsync(d => d.Id == document.DossierId, cancellationToken);
        if (dossier.WorkflowInstanceId is not null || dossier.State != DossierState.Open)
            return [];
        var choices = new List<ProcedureChoice>();
        foreach (var (trigger, score) in await ReceiveDocument.TriggersAsync(context, FactsOf(document), organisation, cancellationToken))
            choices.Add(new ProcedureChoice(trigger.DefinitionVersionId, (await definitions.GetVersionAsync(context, trigger.DefinitionVersionId, cancellationToken)).Name, score >= 0));
        return choices;
    }

    /// <param name="personId">Văn thư of the agency.</param>
    /// <param name="documentId">The incoming document.</param>
    /// <param name="definitionVersionId">Null for the one that fits best.</param>
    /// <param name="idempotencyKey">Of the command.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>document.not-found</c>, <c>register.not-clerk</c>, <c>procedure.running</c>, <c>procedure.none-fits</c>, <c>procedure.unknown</c>.</exception>
    public Task<StartedProcedure> RunAsync(Guid personId, Guid documentId, string? definitionVersionId, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "incoming.start-procedure", personId, documentId) { Content = new { definitionVersionId } },
            async (session, ct) =>
            {
                var organisation = await organisations.GetAsync(session, ct);
                var today = VietnamTime.Today(session.Clock);
                var document = await session.FindAsync<IncomingDocument>(documentId, ct);
                // Of another agency's document one is told no more than that there is none.
                if (document is null || !organisation.PositionsOf(personId, today).Any(held => held.Agency.Id == document.AgencyId))
                    throw DossierAccess.DocumentNotFound();
                var clerk = RegistryClerk.Of(organisation, personId, document.AgencyId, today);
                var dossier = await session.FindAsync<Dossier>(document.DossierId, ct) ?? throw DossierAccess.DocumentNotFound();
                if (dossier.WorkflowInstanceId is not null || dossier.State != DossierState.Open)
                    throw new RuleViolation("procedure.running", "Văn bản này đã có quy trình xử lý hoặc hồ sơ đã kết thúc. Mở hồ sơ để xem bước hiện tại.");
                var triggers = await ReceiveDocument.TriggersAsync(session.Context, FactsOf(document), organisation, ct);
                var chosen = definitionVersionId is null
                    ? triggers.Where(t => t.Score >= 0).Select(t => t.Trigger).FirstOrDefault()
                        ?? throw new RuleViolation("procedure.none-fits", "Không có quy trình nào tự khớp với văn bản này. Chọn một quy trình trong danh sách.")
                    : triggers.Select(t => t.Trigger).FirstOrDefault(t => t.DefinitionVersionId == definitionVersionId)
                        ?? throw RuleViolation.Invalid("procedure.unknown", "Quy trình đã chọn không còn được ban hành hoặc không bắt đầu từ văn bản đến. Tải lại danh sách.");
                var started = await ReceiveDocument.StartAsync(session, engine, definitions, chosen, dossier, document.Subject, clerk, ct);
                return new StartedProcedure(dossier.Id, started);
            },
            cancellationToken);

    private static IncomingRegistration FactsOf(IncomingDocument document) => new()
    {
        AgencyId = document.AgencyId,
        Number = document.Number,
        Symbol = document.Symbol,
        IssuedOn = document.IssuedOn,
        TypeCode = document.TypeCode,
        Subject = document.Subject,
        NeedsReply = document.NeedsReply,
    };
}
