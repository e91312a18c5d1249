using System.Net;
using System.Text.Json;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.Browser;

/// <summary>A browser before an office in the middle of its work: the three weeks of dossiers of the demonstration.</summary>
public sealed class DemoOffice : IAsyncLifetime, IDisposable
{
    private readonly LienThongApp _app = new("--Demo:Dossiers=true");
    private readonly Chain _people;

    public DemoOffice()
    {
        Browser = new BrowserTests(_app);
        _people = new Chain(_app);
    }

    public BrowserTests Browser { get; }

    public Task InitializeAsync() => Browser.InitializeAsync();

    public Task DisposeAsync() => Browser.DisposeAsync();

    public void Dispose() => _people.Dispose();

    /// <summary>The dossier of the letter with this number.</summary>
    public async Task<string> DossierAsync(string number) => (await FirstAsync(Chain.Director, $"/api/dossiers?text={number}")).GetProperty("id").GetString()!;

    /// <summary>The address of the work that this person has before him on the letter with this number.</summary>
    public async Task<string> WorkAsync(string userName, string number, string page) =>
        page + (await FirstAsync(userName, $"/api/inbox?text={number}")).GetProperty("work").GetProperty("workItemId").GetString();

    /// <summary>A page on the answer to the letter with this number.</summary>
    public async Task<string> OutgoingAsync(string number, string page)
    {
        var dossier = await ReadAsync(Chain.Director, $"/api/dossiers/{await DossierAsync(number)}");
        return $"/van-ban/{dossier.GetProperty("outgoing").GetProperty("id").GetString()}{page}";
    }

    /// <summary>The dossier of the first letter, of which the second is the ground.</summary>
    public async Task<string> RelatedAsync(string number, string ground)
    {
        var (dossier, other) = (await DossierAsync(number), await ReadAsync(Chain.Director, $"/api/dossiers/{await DossierAsync(ground)}"));
        using var answer = await (await _people.AsAsync(Chain.Director)).PostAsync(
            $"/api/dossiers/{dossier}/relations", new { documentId = other.GetProperty("incoming").GetProperty("id").GetGuid(), kind = "basis" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return dossier;
    }

    public async Task<string> BookAsync() => $"/so-van-ban/{(await ReadAsync(LienThongApp.Clerk, "/api/registers?kind=incoming")).EnumerateArray().First().GetProperty("id").GetString()}/in";

    public async Task<string> PersonAsync() =>
        $"/quan-tri/nguoi/{(await FirstAsync(LienThongApp.Administrator, "/api/organisation/people?text=pho%20giam%20doc")).GetProperty("id").GetString()}";

    public async Task<string> InstanceAsync() => $"/quy-trinh/luot-chay/{(await FirstAsync(LienThongApp.Administrator, "/api/instances")).GetProperty("id").GetString()}";

    private async Task<JsonElement> FirstAsync(string userName, string path) => (await ReadAsync(userName, path)).GetProperty("items").EnumerateArray().First();

    private async Task<JsonElement> ReadAsync(string userName, string path) => await (await _people.AsAsync(userName)).GetJsonAsync(path);
}
