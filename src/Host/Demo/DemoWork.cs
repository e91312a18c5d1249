using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Demo;

/// <summary>Finds what a step of the demonstration is about.</summary>
internal static class DemoWork
{
    /// <summary>The dossier that the step's registration opened.</summary>
    public static Task<Guid> DossierAsync(Database database, DemoMoment now, CancellationToken cancellationToken)
    {
        var (agency, incoming) = (DemoOrganisation.AgencyId(now.Dossier.Agency), $"{now.Dossier.Number}/{now.Dossier.Symbol}");
        return database.ReadAsync(
            (context, ct) => context.Set<Dossier>().Where(d => d.AgencyId == agency && d.IncomingNumber == incoming).Select(d => d.Id).SingleAsync(ct), cancellationToken);
    }

    /// <summary>The one open work of that kind, and who does it: the person of the step, else the first whom it is offered to.</summary>
    public static async Task<(Guid By, Guid Item)> OpenAsync(Database database, DemoMoment now, string kind, CancellationToken cancellationToken)
    {
        var dossier = await DossierAsync(database, now, cancellationToken);
        var items = await database.ReadAsync(
            (context, ct) => context.Set<WorkItem>().Where(i => i.DossierId == dossier && i.Kind == kind && i.State == WorkItemState.Open).ToListAsync(ct), cancellationToken);
        if (now.By is { } by)
            return (by, items.Single(item => item.WasOfferedTo(by)).Id);
        var only = items.Single();
        return (only.AssigneeId ?? Guid.Parse(only.OfferedTo!.Split(',')[0]), only.Id); // several may take it, or one has it
    }
}
