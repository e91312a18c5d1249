using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Tests.Routes;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Registers;

public sealed class PrintedBookTests : IAsyncLifetime
{
    private static readonly Actor Clerk = new(People.Clerk, "Văn thư");

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task An_incoming_line_fills_the_ten_columns_of_the_form()
    {
        await office.ToDraftAsync();

        var book = await BookAsync(RegisterKind.Incoming);

        book.Columns.Select(column => column.Heading).ShouldBe(
        [
            "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
        ]);
        book.Lines.ShouldHaveSingleItem().Cells.ShouldBe(
        [
            "24/01/2024", "01", "Ủy ban nhân dân tỉnh Quảng Trị", "451/UBND-TH", "24/01/2024", "Công văn: V/v báo cáo tình hình thực hiện các đề án trong quý I", "Phòng Quản lý Khoa học",
            "24/01/2024", "", "",
        ]);
        (book.Agency, book.Closing, book.Missing.Count).ShouldBe(("Sở Khoa học và Công nghệ", "Cộng: 01 văn bản đến, từ số 01 đến số 01.", 0));
    }

    [Fact]
    public async Task An_outgoing_line_fills_the_ten_columns_of_the_form()
    {
        await office.ToReceiptAsync();

        var cells = (await BookAsync(RegisterKind.Outgoing)).Lines.ShouldHaveSingleItem().Cells;

        cells.Count.ShouldBe(10);
        (cells[0], cells[1], cells[5], cells[6], cells[7]).ShouldBe(("01/BC-SKHCN", "24/01/2024", "Phòng Quản lý Khoa học", "01", "24/01/2024"));
        cells[2].ShouldStartWith("Báo cáo: ");
    }

    [Fact]
    public async Task A_cancelled_number_stays_in_its_place_with_the_reason()
    {
        await RegisterAsync(3);
        await office.WriteAsync(async session =>
        {
            await CancelNumber.RunAsync(session, Register.IdOf(DemoOrganisation.SoKhcn, RegisterKind.Incoming, 2024, "Văn bản đến"), 2, "Đăng ký nhầm văn bản", Clerk, None);
            return 0;
        });

        var book = await BookAsync(RegisterKind.Incoming);

        book.Lines.Select(line => (line.Number, line.Cancelled)).ShouldBe([(1, false), (2, true), (3, false)]);
        book.Lines[1].Cells[9].ShouldBe("Số đã hủy: Đăng ký nhầm văn bản");
        (book.Missing.Count, book.Closing).ShouldBe((0, "Cộng: 03 văn bản đến, từ số 01 đến số 03, trong đó 01 số đã hủy."));
    }

    [Fact]
    public void The_first_day_of_the_calendar_is_as_good_as_none() =>
        BookSpan.Of(DateOnly.MinValue, DateOnly.MaxValue).Begin.ShouldBe(BookSpan.Whole.Begin);

    [Fact]
    public async Task Pages_follow_each_other_and_only_the_last_one_closes()
    {
        await RegisterAsync(3);

        var first = await BookAsync(RegisterKind.Incoming, size: 2);
        var last = await BookAsync(RegisterKind.Incoming, after: first.Next!.Value, size: 2);

        (first.Lines.Count, first.Next, first.Total, first.Closing).ShouldBe((2, 2, 3, null));
        (last.Lines.ShouldHaveSingleItem().Number, last.Next).ShouldBe((3, null));
        last.Closing.ShouldBe("Cộng: 03 văn bản đến, từ số 01 đến số 03.");
    }

    [Fact]
    public async Task Days_narrow_the_book_and_its_sum()
    {
        await RegisterAsync(1);
        office.Clock.Now = Office.At(2024, 1, 25);
        await RegisterAsync(2, from: 500);

        var book = await BookAsync(RegisterKind.Incoming, new BookSpan(new DateOnly(2024, 1, 25), new DateOnly(2024, 1, 25)));

        (book.Lines.Count, book.Total, book.Closing).ShouldBe((2, 2, "Cộng: 02 văn bản đến, từ số 02 đến số 03."));
    }

    [Fact]
    public void A_span_that_ends_before_it_begins_is_refused() =>
        Should.Throw<RuleViolation>(() => BookSpan.Of(new DateOnly(2024, 2, 1), new DateOnly(2024, 1, 1))).Code.ShouldBe("book.span");

    [Fact]
    public async Task The_file_holds_cover_heads_lines_and_closing()
    {
        await office.ToDraftAsync();
        var book = await BookAsync(RegisterKind.Incoming);
        using var file = new MemoryStream();

        BookWriter.Write(book, "Ủy ban nhân dân tỉnh Quảng Trị", file);

        file.Position = 0;
        var text = DocumentReader.ReadDocx(file, ReadLimits.Default);
        foreach (var expected in (string[])["SỔ ĐĂNG KÝ VĂN BẢN ĐẾN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Năm: 2024", "Từ ngày 01/01/2024 đến ngày 31/12/2024", "Ký nhận\tGhi chú", "(9)\t(10)", "451/UBND-TH", book.Closing!, "VĂN THƯ"])
            text.ShouldContain(expected);
    }

    [RequiresToolFact("soffice", "pdftotext")]
    public async Task On_paper_every_page_of_lines_begins_with_the_head()
    {
        await office.ToDraftAsync();
        var book = await BookAsync(RegisterKind.Incoming);
        var line = book.Lines[0];
        var folder = Directory.CreateTempSubdirectory("lienthong-book-").FullName;
        try
        {
            await using (var file = File.Create(Path.Combine(folder, "so.docx")))
                BookWriter.Write(book with { Lines = [.. Enumerable.Range(1, 60).Select(number => line with { Number = number, Cancelled = number == 7 })] }, "Ủy ban nhân dân tỉnh Quảng Trị", file);

            await Programs.RunAsync("soffice", ["--headless", $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile")).AbsoluteUri}", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "so.docx")]);
            var pages = (await Programs.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", Path.Combine(folder, "so.pdf"), "-"])).Normalize().Split('\f', StringSplitOptions.RemoveEmptyEntries);

            pages.Length.ShouldBeGreaterThan(4);
            pages[0].ShouldNotContain("Ghi chú");
            foreach (var page in pages[1..^1])
                page.ShouldContain("Ghi chú");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RegisterAsync(int count, int from = 100)
    {
        for (var i = 0; i < count; i++)
            await office.RegisterAsync(Letters.Incoming with { Number = $"{from + i}" });
    }

    private Task<PrintedBook> BookAsync(RegisterKind kind, BookSpan? span = null, int after = 0, int size = 50) => office.ReadAsync(async (context, organisation, _) =>
    {
        var id = Register.IdOf(DemoOrganisation.SoKhcn, kind, 2024, Register.DefaultName(kind));
        var register = (await office.AllAsync<Register>()).Single(one => one.Id == id);
        return await PrintedBook.ReadAsync(context, register, span ?? BookSpan.Whole, after, size, organisation, None);
    });
}
