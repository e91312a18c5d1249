using System.Text.Json;
using LienThong.Activities.Documents;
using LienThong.Activities.Persistence;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Templates;

/// <summary>The templates that come with the program, shared by all agencies.</summary>
public static class ShippedTemplates
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds those that were never there; what was changed or retired stays so.</summary>
    public static async Task<int> AddAsync(WriteSession session, CancellationToken cancellationToken)
    {
        var added = 0;
        foreach (var shipped in Read())
        {
            var id = DeterministicId.Of($"template/{shipped.Key}");
            if (await session.FindAsync<DocumentTemplate>(id, cancellationToken) is not null)
                continue;
            session.Insert(new DocumentTemplate
            {
                Id = id,
                Name = shipped.Name,
                TypeCode = shipped.Content.TypeCode,
                Content = (shipped.Content with { Body = string.Join('\n', shipped.Lines) }).ToJson(),
                ChangedAt = session.Clock.GetUtcNow(),
            });
            added++;
        }

        return added;
    }

    internal static IReadOnlyList<ShippedTemplate> Read()
    {
        using var file = typeof(ShippedTemplates).Assembly.GetManifestResourceStream("templates-vn.json")
            ?? throw new InvalidOperationException("The shipped templates are not in the program.");
        return JsonSerializer.Deserialize<List<ShippedTemplate>>(file, Json) ?? [];
    }

    /// <summary>A template in the file; its text line by line.</summary>
    internal sealed record ShippedTemplate(string Key, string Name, DraftContent Content, IReadOnlyList<string> Lines);
}
