using LienThong.Activities.Documents;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>Fills in dossiers and work items of earlier versions what the inbox filters and sorts by, which these versions did not write.</summary>
public sealed class CompleteOldRows(Database database)
{
    // One short transaction each: on SQLite all writes stand in one queue.
    private const int Batch = 200;

    /// <summary>A run that was ended is taken up by the next; when all is there, it reads both tables once and writes nothing.</summary>
    /// <param name="progress">Is told how many rows were filled so far.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>How many rows were filled.</returns>
    public async Task<int> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        // Dossiers first: work items copy from them.
        foreach (var batch in new Table[] { new(OldDossiersAsync, FillDossiersAsync), new(OldWorkItemsAsync, FillWorkItemsAsync) })
        {
            for (var after = Guid.Empty; await batch.MissingAsync(after, cancellationToken) is [.., var last] missing; after = last)
            {
                done += await batch.FillAsync(missing, cancellationToken);
                progress?.Report(done);
            }
        }

        return done;
    }

    // Looked for outside of a write: no index leads to them, and while a large table is read nobody could decide anything.
    private Task<List<Guid>> OldDossiersAsync(Guid after, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) => context.Set<Dossier>()
            .Where(dossier => dossier.IncomingNumber == null && dossier.Id > after && context.Set<IncomingDocument>().Any(incoming => incoming.Id == dossier.IncomingDocumentId))
            .OrderBy(dossier => dossier.Id).Select(dossier => dossier.Id).Take(Batch).ToListAsync(ct),
        cancellationToken);

    private Task<List<Guid>> OldWorkItemsAsync(Guid after, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) => context.Set<WorkItem>()
            .Where(item => item.State == WorkItemState.Open && item.SearchText == null && item.Id > after && context.Set<Dossier>().Any(dossier => dossier.Id == item.DossierId))
            .OrderBy(item => item.Id).Select(item => item.Id).Take(Batch).ToListAsync(ct),
        cancellationToken);

    private Task<int> FillDossiersAsync(List<Guid> ids, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, ct) =>
        {
            var dossiers = session.Context.Set<Dossier>();
            var old = await (
                from dossier in dossiers
                where ids.Contains(dossier.Id) && dossier.IncomingNumber == null
                join incoming in session.Context.Set<IncomingDocument>() on dossier.IncomingDocumentId equals incoming.Id
                select new { dossier.Id, Letter = incoming }).AsNoTracking().ToListAsync(ct);
            foreach (var row in old)
            {
                var (sender, number, urgency, due) = (row.Letter.SenderName, $"{row.Letter.Number}/{row.Letter.Symbol}", (Urgency?)row.Letter.Urgency, row.Letter.DeadlineOn);
                // Past the row's version: nobody who has it open need load it anew.
                await dossiers.Where(dossier => dossier.Id == row.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(dossier => dossier.Sender, sender).SetProperty(dossier => dossier.IncomingNumber, number)
                        .SetProperty(dossier => dossier.Urgency, urgency).SetProperty(dossier => dossier.SenderDueOn, due), ct);
            }

            return old.Count;
        },
        cancellationToken);

    private Task<int> FillWorkItemsAsync(List<Guid> ids, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, ct) =>
        {
            var items = session.Context.Set<WorkItem>();
            var old = await (
                from item in items
                where ids.Contains(item.Id) && item.State == WorkItemState.Open && item.SearchText == null
                join dossier in session.Context.Set<Dossier>() on item.DossierId equals dossier.Id
                select new { Item = item, Dossier = dossier }).AsNoTracking().ToListAsync(ct);
            foreach (var row in old)
            {
                var facts = row.Item.About(row.Dossier);
                var (id, sender, urgency, due, text) = (facts.Id, facts.Sender, facts.Urgency, facts.SenderDueOn, facts.SearchText);
                await items.Where(item => item.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.Sender, sender).SetProperty(item => item.Urgency, urgency)
                        .SetProperty(item => item.SenderDueOn, due).SetProperty(item => item.SearchText, text), ct);
            }

            return old.Count;
        },
        cancellationToken);

    /// <param name="MissingAsync">The next ones after this id.</param>
    /// <param name="FillAsync">Those of them that nobody filled since; how many they were.</param>
    private sealed record Table(Func<Guid, CancellationToken, Task<List<Guid>>> MissingAsync, Func<List<Guid>, CancellationToken, Task<int>> FillAsync);
}
