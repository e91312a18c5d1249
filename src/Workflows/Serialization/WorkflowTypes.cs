using System.Text.RegularExpressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>The workflows that definitions may use as activities (elsa-format §2.5): the versions, each under a type made of its name.</summary>
/// <remarks>A version that was once learned stays: what runs may be pinned to it. Safe to use from many threads.</remarks>
public sealed partial class WorkflowTypes
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, UsableVersion> _versions = new(StringComparer.Ordinal);

    /// <summary>Type name of a workflow: its name in Pascal case. Blanks and underscores go, the letter after them becomes a capital, all else stays.</summary>
    public static string NameOf(WorkflowDefinition definition) =>
        WordBeginnings().Replace(definition.Name is { Length: > 0 } name ? name : definition.DefinitionId, match => match.Groups[1].Value.ToUpperInvariant());

    public static bool IsUsable(WorkflowDefinition definition) => definition.Options.UsableAsActivity ?? definition.UsableAsActivity ?? false;

    /// <summary>
    /// The key of an input or output at an activity that uses the workflow: its name, with a prefix where the activity itself has a key of that name
    /// (elsa-format §2.5); null for the two names that can never be used.
    /// </summary>
    public static string? KeyOf(string name) =>
        name.TrimStart('_').ToUpperInvariant() is "METADATA" or "CUSTOMPROPERTIES" ? null
        : OwnKeys.Contains(name) ? "_" + name
        : name;

    private static readonly HashSet<string> OwnKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "nodeId", "name", "type", "version", "workflowDefinitionId", "workflowDefinitionVersionId", "latestAvailablePublishedVersion",
        "latestAvailablePublishedVersionId", "canStartWorkflow", "runAsynchronously", "root", "variables", "source",
    };

    /// <summary>The versions that may be used, each with its type name: those published now by themselves, older ones with them.</summary>
    public IReadOnlyList<UsableVersion> All
    {
        get
        {
            lock (_gate)
                return [.. _versions.Values.OrderBy(v => v.TypeName, StringComparer.Ordinal).ThenBy(v => v.Definition.Version)];
        }
    }

    /// <summary>Whether this version is among them.</summary>
    public bool Knows(string versionId)
    {
        lock (_gate)
            return _versions.ContainsKey(versionId);
    }

    /// <summary>Makes a version known. It must have been read and hold its text; when it may not be used as an activity, nothing happens.</summary>
    public void Learn(WorkflowDefinition definition, bool isPublished)
    {
        if (!IsUsable(definition) || definition.AsRead is null)
            return;
        lock (_gate)
            _versions[definition.Id] = new UsableVersion(NameOf(definition), definition, isPublished);
    }

    /// <summary>Makes known what these texts of definitions say, in whatever order they stand; what cannot be read is passed over.</summary>
    public void LearnTexts(DefinitionReader reader, IEnumerable<ReadOnlyMemory<byte>> texts)
    {
        foreach (var text in texts)
        {
            try
            {
                var definition = reader.ReadAlone(text);
                Learn(definition.Id.Length > 0 ? definition : definition with { Id = $"{definition.DefinitionId}:{definition.Version}" }, definition.IsPublished);
            }
            catch (InvalidDefinitionException)
            {
                // Whoever reads it for itself is told what is wrong in it.
            }
        }
    }

    /// <summary>Says which of the versions are published now.</summary>
    public void SetPublished(IReadOnlySet<string> versionIds)
    {
        lock (_gate)
        {
            foreach (var (id, version) in _versions.ToList())
            {
                if (version.IsPublished != versionIds.Contains(id))
                    _versions[id] = version with { IsPublished = !version.IsPublished };
            }
        }
    }

    /// <summary>Forgets a version that was deleted.</summary>
    public void Forget(string versionId)
    {
        lock (_gate)
            _versions.Remove(versionId);
    }

    /// <summary>
    /// The version that is meant: the one of that version id, else of that type and number, else the published one of that type, else the newest;
    /// where the type is not known, the same by the definition's id (elsa-format §2, §2.5).
    /// </summary>
    internal UsableVersion? Find(WorkflowReference reference)
    {
        lock (_gate)
        {
            if (reference.VersionId is { } id && _versions.TryGetValue(id, out var exact))
                return exact;
            return Best(_versions.Values.Where(v => v.TypeName.Equals(reference.Type, StringComparison.OrdinalIgnoreCase)), reference)
                ?? Best(_versions.Values.Where(v => v.Definition.DefinitionId == reference.DefinitionId), reference);
        }
    }

    private static UsableVersion? Best(IEnumerable<UsableVersion> versions, WorkflowReference reference) => versions
        // Two definitions may bear one name.
        .OrderByDescending(v => v.Definition.DefinitionId == reference.DefinitionId)
        .ThenByDescending(v => v.Definition.Version == reference.Version)
        .ThenByDescending(v => v.IsPublished)
        .ThenByDescending(v => v.Definition.Version)
        .FirstOrDefault();

    // Elsa's rule, which takes one blank or underscore, or a run of blanks, with the character after it.
    [GeneratedRegex("(?:^|_| +)(.)")]
    private static partial Regex WordBeginnings();
}

/// <summary>A version that may be used as an activity.</summary>
/// <param name="TypeName">What activities that use it bear as type.</param>
/// <param name="Definition">As it was read.</param>
/// <param name="IsPublished">New uses take it, unless they name another version.</param>
public sealed record UsableVersion(string TypeName, WorkflowDefinition Definition, bool IsPublished);

/// <summary>How an activity names the workflow that it stands for.</summary>
internal readonly record struct WorkflowReference(string Type, int? Version, string? VersionId, string? DefinitionId)
{
    public static WorkflowReference Of(JsonKeys keys, string type) =>
        new(type, keys.Whole("version"), keys.Text("workflowDefinitionVersionId"), keys.Text("workflowDefinitionId"));
}
