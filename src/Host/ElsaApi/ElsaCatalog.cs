using System.Security.Cryptography;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.ElsaApi;

/// <summary>All descriptions of activities, written out once; Studio asks for them after every save.</summary>
/// <remarks>Made anew when a definition brings another type or version, a workflow may be used as an activity, or the organisation changes. Safe for many threads.</remarks>
internal sealed class ElsaCatalog(DefinitionStore definitions, OrganisationCache organisations, Database database, TimeProvider clock)
{
    private Edition? _current;
    private ElsaChoices? _choices;

    /// <summary>As it is now: three small queries where nothing has changed.</summary>
    public async Task<Edition> GetAsync(CancellationToken cancellationToken)
    {
        var on = VietnamTime.Today(clock);
        var (organisation, named) = await database.ReadAsync(
            async (context, ct) =>
            {
                await definitions.LearnWorkflowsAsync(context, ct);
                return (await organisations.GetAsync(context, ct), await definitions.NamedTypesAsync(context, ct));
            },
            cancellationToken);
        var usable = string.Join(' ', definitions.Registry.Workflows.All.Select(v => v.IsPublished ? v.Definition.Id + "!" : v.Definition.Id));
        var key = new EditionKey(organisation.Stamp, on, usable, string.Join(' ', named));
        if (Volatile.Read(ref _current) is { } known && known.Key == key)
            return known;
        var activities = ElsaActivities.All(definitions.Registry, named, ChoicesOf(organisation, on));
        var json = JsonSerializer.SerializeToUtf8Bytes(new ElsaList<ElsaActivity>(activities, activities.Count), ElsaJson.Options);
        var edition = new Edition(key, activities, json, $"\"{Convert.ToHexString(SHA256.HashData(json), 0, 8)}\"");
        Volatile.Write(ref _current, edition);
        return edition;
    }

    /// <summary>What the lists of a form offer now: one small query where nothing has changed.</summary>
    public async Task<ElsaChoices> ChoicesAsync(CancellationToken cancellationToken) => ChoicesOf(await database.ReadAsync(organisations.GetAsync, cancellationToken), VietnamTime.Today(clock));

    private ElsaChoices ChoicesOf(Organisation organisation, DateOnly on)
    {
        if (Volatile.Read(ref _choices) is { } known && known.AreOf(organisation, on))
            return known;
        var choices = new ElsaChoices(organisation, on);
        Volatile.Write(ref _choices, choices);
        return choices;
    }

    /// <summary>What an edition was made from.</summary>
    internal sealed record EditionKey(Guid Organisation, DateOnly On, string Usable, string Named);

    /// <summary>The descriptions, also as the answer that holds them.</summary>
    /// <param name="Key">What it was made from.</param>
    /// <param name="Activities">One for each type and version.</param>
    /// <param name="Json">UTF-8.</param>
    /// <param name="Tag">Equal for equal content.</param>
    internal sealed record Edition(EditionKey Key, IReadOnlyList<ElsaActivity> Activities, byte[] Json, string Tag);
}
