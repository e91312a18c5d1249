using LienThong.Activities.Agencies;
using LienThong.Activities.Delegations;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>Which dossiers, documents and files one person may read today; every page and every download asks here (P7).</summary>
/// <remarks>
/// Within the agency: văn thư and leaders read all, units what they lead, cooperate in or are informed of, everybody what came to them as work.
/// Across agencies only a dispatch opens anything, and only the issued file with its attachments.
/// </remarks>
public sealed class DossierAccess
{
    private readonly Guid personId;
    private readonly string personText;
    private readonly List<Guid> agencies;
    private readonly List<Guid> wholeAgencies;
    private readonly List<Guid> units;
    private readonly Reach reach;

    /// <param name="personId">Who wants to read.</param>
    /// <param name="positions">What they hold today; somebody without a position reads nothing.</param>
    /// <param name="reach">Whose work they do: who replaces somebody reads what the work needs.</param>
    public DossierAccess(Guid personId, IReadOnlyList<Holding> positions, Reach reach)
    {
        this.reach = reach;
        this.personId = personId;
        personText = personId.ToString("D");
        agencies = [.. positions.Select(held => held.Agency.Id).Distinct()];
        wholeAgencies = [.. positions.Where(held => ReadsWholeAgency(held.Position)).Select(held => held.Agency.Id).Distinct()];
        units = [.. positions.Select(held => held.Unit?.Id).OfType<Guid>().Distinct()];
    }

    /// <summary>Agencies whose incoming dispatches this person sees.</summary>
    public IReadOnlyList<Guid> WholeAgencies => wholeAgencies;

    /// <summary>Agencies at which this person works: there lies all that is readable.</summary>
    public IReadOnlyList<Guid> Agencies => agencies;

    public IQueryable<Dossier> Dossiers(DbContext context)
    {
        var own = OwnDossiers(context);
        if (reach.Replaced.Count == 0)
            return own;
        var replaced = reach.ReplacedItems(context).Select(item => item.DossierId);
        return context.Set<Dossier>().AsNoTracking().Where(dossier => own.Any(mine => mine.Id == dossier.Id) || replaced.Contains(dossier.Id));
    }

    private IQueryable<Dossier> OwnDossiers(DbContext context) => context.Set<Dossier>().AsNoTracking().Where(dossier =>
        wholeAgencies.Contains(dossier.AgencyId)
        // Who has left the agency keeps nothing of it, whatever they did there.
        || (agencies.Contains(dossier.AgencyId)
            && ((dossier.LeadUnitId != null && units.Contains(dossier.LeadUnitId.Value))
                || context.Set<AssignedTask>().Any(task => task.DossierId == dossier.Id && task.State != TaskState.Cancelled && units.Contains(task.UnitId))
                || context.Set<WorkItem>().Any(item => item.DossierId == dossier.Id
                    && (item.AssigneeId == personId || item.DecidedBy == personId || item.OfferedTo!.Contains(personText) || item.HandedOverBy!.Contains(personText))))));

    public IQueryable<IncomingDocument> Incoming(DbContext context)
    {
        var dossiers = Dossiers(context);
        return context.Set<IncomingDocument>().AsNoTracking().Where(document => dossiers.Any(dossier => dossier.Id == document.DossierId));
    }

    public IQueryable<OutgoingDocument> Outgoing(DbContext context)
    {
        var dossiers = Dossiers(context);
        return context.Set<OutgoingDocument>().AsNoTracking().Where(document => dossiers.Any(dossier => dossier.Id == document.DossierId));
    }

    /// <summary>Dispatches to agencies for which this person receives; what was taken back is not theirs any more.</summary>
    public IQueryable<Dispatch> Received(DbContext context) => context.Set<Dispatch>().AsNoTracking().Where(dispatch =>
        dispatch.RecipientAgencyId != null && wholeAgencies.Contains(dispatch.RecipientAgencyId.Value) && dispatch.StatusCode != DispatchStatusCodes.RecallAgreed);

    /// <summary>Versions of documents of readable dossiers, and of received documents the issued one with its attachments.</summary>
    public IQueryable<DocumentVersion> Versions(DbContext context)
    {
        var (incoming, outgoing, received) = (Incoming(context), Outgoing(context), Received(context));
        return context.Set<DocumentVersion>().AsNoTracking().Where(version =>
            incoming.Any(document => document.Id == version.DocumentId)
            || outgoing.Any(document => document.Id == version.DocumentId)
            || (version.Kind == VersionKind.Issued && received.Any(dispatch => dispatch.DocumentId == version.DocumentId))
            // With it go the attachments that it was sent with, not those that were taken out while drafting.
            || (version.Kind == VersionKind.Attachment && received.Any(dispatch => dispatch.DocumentId == version.DocumentId
                && context.Set<DraftAttachment>().Any(attachment => attachment.DossierId == dispatch.DossierId && attachment.VersionNo == version.VersionNo))));
    }

    /// <exception cref="RuleViolation"><c>dossier.not-found</c>: there is none that this person may read.</exception>
    public async Task<Dossier> DossierAsync(DbContext context, Guid id, CancellationToken cancellationToken) =>
        await Dossiers(context).FirstOrDefaultAsync(dossier => dossier.Id == id, cancellationToken)
        ?? throw RuleViolation.NotFound("dossier.not-found", "Không tìm thấy hồ sơ này trong phạm vi đồng chí được xem.");

    /// <exception cref="RuleViolation"><c>document.not-found</c>.</exception>
    public async Task<DocumentVersion> VersionAsync(DbContext context, Guid documentId, int versionNo, CancellationToken cancellationToken) =>
        await Versions(context).FirstOrDefaultAsync(version => version.DocumentId == documentId && version.VersionNo == versionNo, cancellationToken)
        ?? throw DocumentNotFound();

    /// <summary>The refusal for a document that is not there, or not for this person: the two look alike.</summary>
    public static RuleViolation DocumentNotFound() =>
        RuleViolation.NotFound("document.not-found", "Không tìm thấy văn bản này trong phạm vi đồng chí được xem.");

    /// <summary>The rule of <see cref="Dossiers"/> for a dossier at hand, where many people are asked about at once.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="taskUnits">Units that have a task in it which is not cancelled.</param>
    /// <param name="work">All its work items.</param>
    public bool Reads(Dossier dossier, IEnumerable<Guid> taskUnits, IEnumerable<WorkItem> work) =>
        wholeAgencies.Contains(dossier.AgencyId)
        || (agencies.Contains(dossier.AgencyId)
            && ((dossier.LeadUnitId is { } lead && units.Contains(lead)) || taskUnits.Any(units.Contains)
                || work.Any(item => item.DecidedBy == personId || item.WasOfferedTo(personId) || item.WasHandedOverBy(personId))))
        || work.Any(item => item.State == WorkItemState.Open && !item.Excludes(personId) && reach.ReplacementFor(item) is not null);

    private static bool ReadsWholeAgency(Position position) =>
        position.Kind is PositionKind.AgencyHead or PositionKind.AgencyDeputy or PositionKind.Registry || position.Code == PositionCodes.ChiefOfOffice;
}
