using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions;

// Definitions as files give them, for a run without a server.
public sealed partial class DefinitionStore
{
    /// <summary>
    /// Takes versions over as they are written, with their ids and numbers (elsa-format §7.9, file providers). Of each definition one version is published: the highest
    /// that says so, else the highest of all: what Elsa exports of a draft says that it is none, and is started all the same wherever Elsa's own files are.
    /// Unknown activities fault when they are executed, scripts with errors when they are evaluated.
    /// </summary>
    /// <returns>What starts nothing, because it cannot be told what it waits for, each with the reason.</returns>
    /// <exception cref="InvalidDefinitionException">A version is given twice.</exception>
    public static async Task<IReadOnlyList<string>> TakeOverAsync(WriteSession session, IReadOnlyList<WorkflowDefinition> given, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        foreach (var versions in given.GroupBy(d => d.DefinitionId, StringComparer.Ordinal))
        {
            if (versions.GroupBy(v => v.Version).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new InvalidDefinitionException("definition.given-twice", $"Quy trình \"{versions.Key}\" phiên bản {twice.Key} có ở hai tệp. Bỏ bớt một tệp.");
            var published = versions.Where(v => v.IsPublished).MaxBy(v => v.Version) ?? versions.MaxBy(v => v.Version)!;
            var latest = versions.Max(v => v.Version);
            foreach (var version in versions)
            {
                var definition = version with
                {
                    Id = version.Id.Length > 0 && given.Count(other => other.Id == version.Id) == 1 ? version.Id : SortableId.New(session.Clock),
                    IsLatest = version.Version == latest,
                    IsPublished = version == published,
                };
                var row = RowOf(definition, DefinitionContent.HashOf(DefinitionWriter.WriteUtf8(definition)), "", "", session.Clock.GetUtcNow());
                // A version of a file is no draft: nobody writes on it.
                row.PublishedAt ??= row.CreatedAt;
                session.Insert(row);
                if (definition.IsPublished)
                    await TriggerIndex.ReplaceAsync(session, definition, e => left.Add(e.Message), cancellationToken);
            }
        }

        return left;
    }
}
