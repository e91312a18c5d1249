using LienThong.Activities.Documents;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>Fills in dossiers and work items of earlier versions what the inbox filters and sorts by, which these versions did not write.</summary>
public sealed class CompleteOldRows(Database database)
{
    // One short transaction each: on SQLite all writes stand in one queue.
    private const int Batch = 200;

    /// <summary>A run that was ended is taken up by the next; when all is there, it costs two queries.</summary>
    /// <param name="progress">Is told how many rows were filled so far.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>How many rows were filled.</returns>
    public async Task<int> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        // Dossiers first: work items copy from them.
        foreach (var batch in new Func<Guid, CancellationToken, Task<IReadOnlyList<Guid>>>[] { DossiersAsync, WorkItemsAsync })
        {
            for (var after = Guid.Empty; await batch(after, cancellationToken) is [.., var last] filled; after = last)
            {
                done += filled.Count;
                progress?.Report(done);
            }
        }

        return done;
    }

    private Task<IReadOnlyList<Guid>> DossiersAsync(Guid after, CancellationToken cancellationToken) => database.WriteAsync<IReadOnlyList<Guid>>(
        async (session, ct) =>
        {
            var dossiers = session.Context.Set<Dossier>();
            var old = await (
                from dossier in dossiers
                where dossier.IncomingNumber == null && dossier.Id > after
                join incoming in session.Context.Set<IncomingDocument>() on dossier.IncomingDocumentId equals incoming.Id
                orderby dossier.Id
                select new { dossier.Id, Letter = incoming }).Take(Batch).AsNoTracking().ToListAsync(ct);
            foreach (var row in old)
            {
                var (sender, number, urgency, due) = (row.Letter.SenderName, $"{row.Letter.Number}/{row.Letter.Symbol}", (Urgency?)row.Letter.Urgency, row.Letter.DeadlineOn);
                // Past the row's version: nobody who has it open need load it anew.
                await dossiers.Where(dossier => dossier.Id == row.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(dossier => dossier.Sender, sender).SetProperty(dossier => dossier.IncomingNumber, number)
                        .SetProperty(dossier => dossier.Urgency, urgency).SetProperty(dossier => dossier.SenderDueOn, due), ct);
            }

            return [.. old.Select(row => row.Id)];
        },
        cancellationToken);

    private Task<IReadOnlyList<Guid>> WorkItemsAsync(Guid after, CancellationToken cancellationToken) => database.WriteAsync<IReadOnlyList<Guid>>(
        async (session, ct) =>
        {
            var items = session.Context.Set<WorkItem>();
            var old = await (
                from item in items
                where item.SearchText == null && item.Id > after
                join dossier in session.Context.Set<Dossier>() on item.DossierId equals dossier.Id
                orderby item.Id
                select new { Item = item, Dossier = dossier }).Take(Batch).AsNoTracking().ToListAsync(ct);
            foreach (var row in old)
            {
                var facts = row.Item.About(row.Dossier);
                var (id, sender, urgency, due, text) = (facts.Id, facts.Sender, facts.Urgency, facts.SenderDueOn, facts.SearchText);
                await items.Where(item => item.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(item => item.Sender, sender).SetProperty(item => item.Urgency, urgency)
                        .SetProperty(item => item.SenderDueOn, due).SetProperty(item => item.SearchText, text), ct);
            }

            return [.. old.Select(row => row.Item.Id)];
        },
        cancellationToken);
}
