using System.Runtime.CompilerServices;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Workflows.Checks;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>Each numbered document has its line in the register, each line its document, and no number of a register is on two documents.</summary>
internal sealed class NumberedDocuments : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One shape for both books; a number without a register is wrong in itself.
        var outgoing = await context.Set<OutgoingDocument>().Where(d => d.Number != null)
            .Select(d => new Numbered(d.Id, d.RegisterId, d.Number!.Value)).ToListAsync(cancellationToken); // asked for above
        var incoming = await context.Set<IncomingDocument>().Select(d => new Numbered(d.Id, d.RegisterId, d.ArrivalNumber)).ToListAsync(cancellationToken);
        var entries = await context.Set<RegisterEntry>().Select(e => new { e.RegisterId, e.Number, e.DocumentId, e.State }).ToListAsync(cancellationToken);
        var lines = entries.ToDictionary(e => ((Guid?)e.RegisterId, e.Number), e => e.DocumentId);
        var documents = outgoing.Concat(incoming).ToList();
        foreach (var document in documents)
        {
            if (!lines.TryGetValue((document.RegisterId, document.Number), out var holder) || holder != document.Id)
                yield return new("document.not-in-register", $"Văn bản mang số {document.Number} nhưng sổ không ghi số đó cho văn bản này.", [document.Id.ToString("D")]);
        }

        foreach (var twice in documents.GroupBy(d => (d.RegisterId, d.Number)).Where(g => g.Count() > 1))
            yield return new("document.number-twice", $"Số {twice.Key.Number} của một sổ nằm trên {twice.Count()} văn bản.", [.. twice.Select(d => d.Id.ToString("D"))]);
        var numbered = documents.Select(d => (d.RegisterId, d.Number)).ToHashSet();
        // A cancelled number stays in its place, whatever became of its document.
        foreach (var entry in entries.Where(e => e.State == RegisterEntryState.Issued && !numbered.Contains((e.RegisterId, e.Number))))
            yield return new("register.no-document", $"Sổ ghi số {entry.Number} nhưng không văn bản nào mang số đó.", [entry.RegisterId.ToString("D"), entry.DocumentId.ToString("D")]);
    }

    private sealed record Numbered(Guid Id, Guid? RegisterId, int Number);
}
