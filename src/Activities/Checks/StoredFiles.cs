using System.Runtime.CompilerServices;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Workflows.Checks;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>The file of every document version is there and is what it was when it was stored.</summary>
internal sealed class StoredFiles(FileStore files, FileReading reading) : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var hashes = await context.Set<DocumentVersion>().GroupBy(v => v.FileHash).Select(g => new { Hash = g.Key, Name = g.Min(v => v.FileName) })
            .OrderBy(v => v.Hash).ToListAsync(cancellationToken);
        foreach (var file in hashes)
        {
            var state = reading == FileReading.Content ? await files.VerifyAsync(file.Hash, cancellationToken)
                : files.Contains(file.Hash) ? FileCheck.Intact : FileCheck.Missing;
            if (state == FileCheck.Missing)
                yield return new("file.missing", $"Không còn tệp {file.Name}.", [file.Hash]);
            if (state == FileCheck.Damaged)
                yield return new("file.damaged", $"Nội dung tệp {file.Name} không còn khớp với mã băm.", [file.Hash]);
        }
    }
}
