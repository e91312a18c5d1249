using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Tests.Routes;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Documents;

public sealed class IncomingLikenessTests : IAsyncLifetime
{
    private static readonly IncomingSketch Nothing = new(null, null, null, null, null, null, []);

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_same_number_of_the_same_sender_comes_first_and_only_once()
    {
        await office.RegisterAsync();

        var found = (await FindAsync(Nothing with { Number = "0451", Symbol = "ubnd-th", IssuedOn = new DateOnly(2024, 1, 24), SenderAgencyId = DemoOrganisation.UbndTinh, Subject = Letters.Incoming.Subject }))
            .ShouldHaveSingleItem();

        (found.Why, found.ArrivalNumber).ShouldBe((LikenessKind.SameNumber, 1));
        found.Reason.ShouldBe("Trùng số, ký hiệu, nơi gửi với văn bản 451/UBND-TH ngày 24/01/2024 đã đăng ký, số đến 01.");
    }

    [Fact]
    public async Task The_same_number_and_date_of_a_sender_written_differently_is_found()
    {
        await office.RegisterAsync();

        (await FindAsync(Nothing with { Number = "451", Symbol = "UBND-KT", IssuedOn = new DateOnly(2024, 1, 24), SenderName = "UBND tỉnh" })).ShouldHaveSingleItem().Why.ShouldBe(LikenessKind.SameNumberAndDate);
    }

    [Fact]
    public async Task The_same_file_is_found_whatever_is_typed()
    {
        var stored = await office.Files.SaveAsync(new MemoryStream("Nội dung"u8.ToArray()), new(), None);
        await office.RegisterAsync(Letters.Incoming with { Files = [new StoredFile(stored.Sha256, "a.txt", "text/plain", stored.Length)] });

        (await FindAsync(Nothing with { Number = "9", FileHashes = [stored.Sha256] })).ShouldHaveSingleItem().Why.ShouldBe(LikenessKind.SameFile);
    }

    [Fact]
    public async Task Nearly_the_same_words_of_the_same_sender_are_found()
    {
        await office.RegisterAsync();

        (await FindAsync(Nothing with
        {
            Number = "460",
            Symbol = "UBND-TH",
            IssuedOn = new DateOnly(2024, 2, 1),
            SenderAgencyId = DemoOrganisation.UbndTinh,
            Subject = "Báo cáo tình hình thực hiện các đề án trong quý I",
        })).ShouldHaveSingleItem().Why.ShouldBe(LikenessKind.SimilarSubject);
    }

    [Fact]
    public async Task Another_document_is_not_taken_for_it()
    {
        await office.RegisterAsync();

        (await FindAsync(Nothing with { Number = "452", Symbol = "UBND-TH", IssuedOn = new DateOnly(2024, 1, 24), SenderAgencyId = DemoOrganisation.UbndTinh, Subject = "V/v góp ý dự thảo kế hoạch cải cách hành chính" })).ShouldBeEmpty();
        (await FindAsync(Nothing)).ShouldBeEmpty();
    }

    private Task<IReadOnlyList<DuplicateRow>> FindAsync(IncomingSketch sketch) => office.ReadAsync((context, organisation, today) =>
        IncomingLikeness.FindAsync(context, Desk.AccessOf(organisation, today, People.Clerk), DemoOrganisation.SoKhcn, sketch, organisation, None));
}
