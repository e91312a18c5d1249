using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Search;
using LienThong.Activities.Tests.Chain;
using LienThong.Workflows.Tests.Persistence;
using Npgsql;

namespace LienThong.Activities.Tests.Search;

/// <summary>The same words on a real PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresSearchTests(PostgresServer server)
{
    [PostgresFact]
    public async Task Numbers_and_words_with_and_without_marks_are_found()
    {
        var office = Office.OnPostgres(await server.CreateDatabaseAsync());
        await office.InitializeAsync();
        await office.RegisterAsync();
        await office.RegisterAsync(Letters.Incoming with { Number = "452", Subject = "V/v bảo cao, đề an" });
        await office.DeliverOutboxAsync();
        var organisation = await office.ReadAsync(context => office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None));
        var access = new DossierAccess(People.Clerk, organisation.PositionsOf(People.Clerk, VietnamTime.Today(office.Clock)), Reach.Own(People.Clerk, [DemoOrganisation.SoKhcn]));

        foreach (var (text, numbers) in new[] { ("451/UBND-TH", "451"), ("báo cáo đề án", "451,452"), ("bao cao", "452,451"), ("' | !x & \\", "") })
        {
            var found = await office.Get<DocumentSearch>().FindAsync(access, new SearchQuestion(text, SearchKind.Incoming, 2024, DossierState.Open), 0, 20, CancellationToken.None);
            string.Join(',', found.Items.Select(row => row.Number)).ShouldBe(numbers, text);
        }

        await office.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }
}
