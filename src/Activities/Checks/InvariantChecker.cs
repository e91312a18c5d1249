using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Files;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>How closely stored files are looked at.</summary>
public enum FileReading
{
    /// <summary>That they are there.</summary>
    Existence,

    /// <summary>Every byte, against the hash: as long as the disk takes to read them all.</summary>
    Content,
}

/// <summary>Proves that rows and files fit together and that every procedure waits for something that exists (architecture, promise P4).</summary>
public sealed class InvariantChecker(Database database, WorkflowEngine engine, OrganisationCache organisations, FileStore files, TimeProvider clock)
{
    /// <summary>May run while people work: what must fit together is read as of one moment.</summary>
    /// <returns>Everything that does not hold; empty when all is well.</returns>
    public async Task<IReadOnlyList<InvariantFinding>> RunAsync(FileReading reading, CancellationToken cancellationToken)
    {
        IInvariant[] rows = [new InstanceWaits(engine), new ParentsAndChildren(engine), new DeadLetters(), new KeptStimuli(clock), new DefinitionVersions(), new OpenWork(organisations, clock), new AwaitedAnswers(), new RegisterNumbers(), new NumberedDocuments()];
        // These never change once written, and take long.
        IInvariant[] records = [new AuditChain(), new StoredFiles(files, reading)];
        var found = await database.ReadSnapshotAsync((context, ct) => CheckAsync(rows, context, ct), cancellationToken);
        found.AddRange(await database.ReadAsync((context, ct) => CheckAsync(records, context, ct), cancellationToken));
        return found;
    }

    private static async Task<List<InvariantFinding>> CheckAsync(IEnumerable<IInvariant> invariants, DbContext context, CancellationToken cancellationToken)
    {
        var found = new List<InvariantFinding>();
        foreach (var invariant in invariants)
        {
            await foreach (var finding in invariant.CheckAsync(context, cancellationToken))
                found.Add(finding);
        }

        return found;
    }
}
