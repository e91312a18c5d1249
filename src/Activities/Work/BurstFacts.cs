using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Work;

/// <summary>What an activity of the domain asks its burst for: the session, the dossier, the organisation, today.</summary>
internal static class BurstFacts
{
    public static WriteSession Session(this ActivityContext context) => context.Required<WriteSession>();

    /// <summary>A service that every burst of the domain has.</summary>
    public static T Required<T>(this ActivityContext context) where T : class =>
        context.Services.GetService(typeof(T)) as T ?? throw new InvalidOperationException($"The burst was started without {typeof(T).Name}.");

    /// <summary>The day in Viet Nam.</summary>
    public static DateOnly Today(this ActivityContext context) => VietnamTime.Today(context.Clock);

    public static Task<Organisation> OrganisationAsync(this ActivityContext context, CancellationToken cancellationToken) =>
        context.Required<OrganisationCache>().GetAsync(context.Session(), cancellationToken);

    /// <summary>The dossier of an instance is its correlation.</summary>
    /// <exception cref="ActivityFault">The instance was started without a dossier.</exception>
    public static Guid DossierId(this ActivityContext context) =>
        Guid.TryParse(context.Workflow.CorrelationId, out var id)
            ? id
            : throw new ActivityFault("dossier.missing", $"Bước \"{context.Activity.DisplayText}\" cần một hồ sơ, nhưng lượt chạy này không gắn với hồ sơ nào.");

    /// <inheritdoc cref="DossierId"/>
    public static async Task<Dossier> DossierAsync(this ActivityContext context, CancellationToken cancellationToken) =>
        await context.Session().FindAsync<Dossier>(context.DossierId(), cancellationToken)
        ?? throw new ActivityFault("dossier.missing", "Không tìm thấy hồ sơ của lượt chạy này.");

    /// <exception cref="ActivityFault">Nothing was drafted yet.</exception>
    public static async Task<OutgoingDocument> OutgoingAsync(this ActivityContext context, CancellationToken cancellationToken) =>
        (await context.DossierAsync(cancellationToken)).OutgoingDocumentId is { } id && await context.Session().FindAsync<OutgoingDocument>(id, cancellationToken) is { } document
            ? document
            : throw new ActivityFault("draft.missing", $"Bước \"{context.Activity.DisplayText}\" cần một dự thảo, nhưng hồ sơ chưa có dự thảo nào.");
}
