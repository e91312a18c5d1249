using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Search;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Tests.Documents.Files;
using Microsoft.EntityFrameworkCore;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Search;

public sealed class DocumentSearchTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("{0}")]
    [InlineData("so {0}")]
    [InlineData("{0}/{1}")]
    [InlineData("{1}")]
    public async Task A_letter_is_found_by_its_number_and_symbol(string asked)
    {
        await RegisteredAsync();
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, asked, Letters.Incoming.Number, Letters.Incoming.Symbol);

        var row = (await FindAsync(People.Clerk, text)).ShouldHaveSingleItem();

        (row.Number, row.Match).ShouldBe((Letters.Incoming.Number, SearchMatch.Number));
    }

    [Fact]
    public async Task What_is_written_as_typed_comes_before_what_only_sounds_alike()
    {
        await office.RegisterAsync(Letters.Incoming with { Number = "701", Subject = "Về việc bảo quản hồ sơ" });
        await office.RegisterAsync(Letters.Incoming with { Number = "702", Subject = "Về việc báo quân hố sở" });
        await office.DeliverOutboxAsync();

        (await FindAsync(People.Clerk, "bảo quản")).Select(row => (row.Number, row.Match)).ShouldBe([("701", SearchMatch.Exact), ("702", SearchMatch.Folded)]);
        (await FindAsync(People.Clerk, "bao quan")).Select(row => row.Number).ShouldBe(["702", "701"]);
    }

    [Fact]
    public async Task A_draft_is_found_by_the_document_it_cites_and_by_its_newest_text_only()
    {
        await RegisteredAsync();
        await office.InstructAsync();
        await office.SubmitDraftAsync(content: Letters.Reply with { Body = "Thực hiện Kế hoạch số 97/KH-UBND, Sở báo cáo việc thứ nhất./." });
        await office.DeliverOutboxAsync();

        var row = (await FindAsync(People.Clerk, "97/KH-UBND")).ShouldHaveSingleItem();
        await office.ReturnAsync(People.UnitHead);
        await office.SubmitDraftAsync(content: Letters.Reply with { Body = "Sở báo cáo việc thứ hai./." });
        await office.DeliverOutboxAsync();

        row.Kind.ShouldBe(SearchKind.Outgoing);
        row.Snippet.ShouldContain(new ExcerptPart("97/KH-UBND", true));
        (await FindAsync(People.Clerk, "97/KH-UBND")).ShouldBeEmpty();
        (await FindAsync(People.Clerk, "việc thứ hai")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_see()
    {
        await RegisteredAsync();
        var number = Letters.Incoming.Number;

        (await FindAsync(People.Clerk, number)).ShouldNotBeEmpty();
        (await FindAsync(DemoOrganisation.PersonId("STC", "VP", PositionCodes.Registry), number)).ShouldBeEmpty();
        (await FindAsync(DemoOrganisation.PersonId("SKHCN", "QLCN", PositionCodes.Officer), number)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("' OR 1=1 --")]
    [InlineData("* OR NEAR( AND NOT")]
    [InlineData("Words:x -y ^z {a}")]
    [InlineData("\ud800\u0000%_[]")]
    [InlineData("")]
    public async Task No_text_breaks_the_search(string text)
    {
        await RegisteredAsync();

        (await FindAsync(People.Clerk, text)).ShouldBeEmpty();
        await FindAsync(People.Clerk, string.Concat(Enumerable.Repeat($"{text} kế", 3000)));
    }

    [Fact]
    public async Task Kind_year_and_state_narrow_what_is_found()
    {
        await RegisteredAsync();
        var number = Letters.Incoming.Number;

        (await FindAsync(People.Clerk, number, new SearchQuestion(null, SearchKind.Incoming, Letters.Incoming.IssuedOn.Year, DossierState.Open))).ShouldHaveSingleItem();
        (await FindAsync(People.Clerk, number, new SearchQuestion(null, SearchKind.Outgoing, null, null))).ShouldBeEmpty();
        (await FindAsync(People.Clerk, number, new SearchQuestion(null, null, 1999, null))).ShouldBeEmpty();
        (await FindAsync(People.Clerk, number, new SearchQuestion(null, null, null, DossierState.Closed))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lost_index_is_made_anew_and_then_nothing_is_missing()
    {
        await RegisteredAsync();
        await office.WriteAsync(async session =>
        {
            foreach (var entry in await session.Context.Set<SearchEntry>().ToListAsync(None))
                session.Delete(entry);
            foreach (var content in await session.Context.Set<SearchContent>().ToListAsync(None))
                session.Delete(content);
            return true;
        });

        (await office.Get<SearchIndexing>().CatchUpAsync(everything: false, null, None)).ShouldBe(1);

        (await FindAsync(People.Clerk, Letters.Incoming.Number)).ShouldHaveSingleItem();
        (await office.Get<SearchIndexing>().CatchUpAsync(everything: false, null, None)).ShouldBe(0);
    }

    [Fact]
    public async Task What_an_earlier_version_indexed_without_its_PDF_is_indexed_again()
    {
        await RegisteredAsync();
        await office.TamperAsync("UPDATE SearchEntries SET Format = 1");

        (await office.Get<SearchIndexing>().CatchUpAsync(everything: false, null, None)).ShouldBe(1);
    }

    [RequiresToolFact("pdftotext")]
    public async Task A_letter_is_found_by_the_text_of_its_PDF()
    {
        var content = await office.Files.SaveAsync(new MemoryStream(PdfTextTests.OnePage("(Request for the quarterly inventory of measuring instruments)")), new FileLimits(), None);
        await office.RegisterAsync(Letters.Incoming with { Files = [new StoredFile(content.Sha256, "cong-van.pdf", MediaTypes.Pdf.Name, content.Length)] });
        await office.DeliverOutboxAsync();

        (await FindAsync(People.Clerk, "quarterly inventory")).ShouldHaveSingleItem().Snippet.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_letter_whose_file_has_no_text_is_still_found_by_its_number()
    {
        var content = await office.Files.SaveAsync(new MemoryStream("%PDF-1.7 none"u8.ToArray()), new FileLimits(), None);
        await office.RegisterAsync(Letters.Incoming with { Files = [new StoredFile(content.Sha256, "anh-quet.pdf", MediaTypes.Pdf.Name, content.Length)] });
        await office.DeliverOutboxAsync();

        (await FindAsync(People.Clerk, Letters.Incoming.Number)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_provider_is_asked_in_its_own_words()
    {
        string[] all = ["kế", "451/ubnd-th"];
        string[] any = ["a_1", "a_2"];

        new SqliteSearchWords().Find(all, any, 9, 5).Values.ShouldBe(["(\"a_1\" OR \"a_2\") AND \"kế\" AND \"451/ubnd-th\"", 9L, 5]);
        new PostgreSqlSearchWords().Find(all, any, 9, 5).Values.ShouldBe(["('a_1' | 'a_2') & 'kế' & '451/ubnd-th'", 9L, 5]);
        var statement = new SqlServerSearchWords().Find(all, any, 9, 5);
        statement.Values.ShouldBe([5, 9L, "kế", "451/ubnd-th", "a_1", "a_2"]);
        statement.Sql.ShouldBe(
            "SELECT TOP({0}) w.[EntryId] AS [Value] FROM [SearchIndex] AS w WHERE w.[Word] = {2} AND w.[EntryId] < {1}"
            + " AND EXISTS (SELECT 1 FROM [SearchIndex] AS o WHERE o.[Word] = {3} AND o.[EntryId] = w.[EntryId])"
            + " AND EXISTS (SELECT 1 FROM [SearchIndex] AS a WHERE a.[Word] IN ({4}, {5}) AND a.[EntryId] = w.[EntryId]) ORDER BY w.[EntryId] DESC");
    }

    private async Task RegisteredAsync()
    {
        await office.RegisterAsync();
        await office.DeliverOutboxAsync();
    }

    private async Task<IReadOnlyList<SearchRow>> FindAsync(Guid person, string text, SearchQuestion? question = null)
    {
        var organisation = await office.ReadAsync(context => office.Get<OrganisationCache>().GetAsync(context, None));
        var access = new DossierAccess(person, organisation.PositionsOf(person, VietnamTime.Today(office.Clock)), Reach.Own(person, [DemoOrganisation.SoKhcn]));
        return (await office.Get<DocumentSearch>().FindAsync(access, (question ?? new SearchQuestion(null, null, null, null)) with { Text = text }, 0, 20, None)).Items;
    }
}
