using System.Collections.Concurrent;
using System.Text.Json;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

// What lists tell of versions: a line must not cost a query and the reading of a whole text each time it is shown.
public sealed partial class DefinitionStore
{
    private const int MostNotes = 2_000;

    // By content: what says the same says the same about itself.
    private readonly ConcurrentDictionary<string, VersionNote> _notes = new(StringComparer.Ordinal);

    /// <summary>What the texts of these versions say about themselves, by the versions' ids; one that is read here and was changed outside tells that instead.</summary>
    public async Task<IReadOnlyDictionary<string, VersionNote>> NotesAsync(
        DbContext context, IEnumerable<(string Id, string ContentHash)> versions, CancellationToken cancellationToken)
    {
        var (notes, unread) = (new Dictionary<string, VersionNote>(StringComparer.Ordinal), new List<string>());
        foreach (var (id, hash) in versions)
        {
            if (_notes.TryGetValue(hash, out var known))
                notes[id] = known;
            else
                unread.Add(id);
        }

        if (_notes.Count > MostNotes)
            _notes.Clear();
        foreach (var ids in unread.Chunk(MostAtOnce))
        {
            foreach (var row in await context.Set<DefinitionRow>().Where(d => ids.Contains(d.Id)).ToListAsync(cancellationToken))
                notes[row.Id] = NoteOf(row);
        }

        return notes;
    }

    private VersionNote NoteOf(DefinitionRow row)
    {
        try
        {
            DefinitionContent.MustBeUnchanged(row);
        }
        // One that is not what was stored must not hide all others.
        catch (InvalidDefinitionException refused)
        {
            return new VersionNote(refused.Message, null, false);
        }

        using var document = JsonDocument.Parse(row.Json, Deep);
        var keys = new JsonKeys(document.RootElement);
        return _notes[row.ContentHash] = new VersionNote(keys.Text("description"), keys.Text("toolVersion"), keys.Flag("isReadonly") ?? false);
    }
}

/// <summary>What a version says about itself.</summary>
public sealed record VersionNote(string? Description, string? ToolVersion, bool IsReadonly)
{
    /// <summary>Of one that says nothing.</summary>
    public static readonly VersionNote None = new(null, null, false);
}
