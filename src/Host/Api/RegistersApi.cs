using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>Sổ văn bản đến, sổ văn bản đi: văn thư opens and closes them, the leaders of the agency read along.</summary>
internal static class RegistersApi
{
    private const int MaxPrintedLines = 50_000;

    private static readonly string[] Readers =
    [
        PositionCodes.Registry, PositionCodes.Chairman, PositionCodes.DeputyChairman, PositionCodes.Director, PositionCodes.DeputyDirector,
        PositionCodes.ChiefOfOffice, PositionCodes.DeputyChiefOfOffice,
    ];

    public static void MapRegisters(this RouteGroupBuilder api)
    {
        var registers = api.MapGroup("/registers").WithTags("Sổ văn bản");
        registers.MapGet("/", ListRegisters).NeedsPosition(Readers).WithName("listRegisters").WithSummary("Các sổ của cơ quan, theo năm");
        registers.MapGet("/{id:guid}/entries", ReadBook).NeedsPosition(Readers).WithName("readRegister").WithSummary("Các dòng của một sổ, theo thứ tự số");
        registers.MapGet("/{id:guid}/book", ReadPrinted).NeedsPosition(Readers).WithName("readRegisterBook").WithSummary("Sổ để in, đủ các cột của Phụ lục IV Nghị định 30/2020/NĐ-CP");
        registers.MapGet("/{id:guid}/book.docx", DownloadPrinted).NeedsPosition(Readers).WithName("downloadRegisterBook").WithSummary("Sổ để in dưới dạng tệp Word, khổ A4 ngang")
            .Produces(StatusCodes.Status200OK, contentType: DocumentWriter.MediaType);
        registers.MapPost("/", Open).NeedsPosition(PositionCodes.Registry).WithName("openRegister").WithSummary("Mở sổ");
        registers.MapPost("/{id:guid}/close", Close).NeedsPosition(PositionCodes.Registry).WithName("closeRegister").WithSummary("Đóng sổ");
        registers.MapPost("/{id:guid}/numbers/{number:int}/cancel", CancelOne).NeedsPosition(PositionCodes.Registry).WithName("cancelNumber").WithSummary("Hủy một số đã cấp, phải nêu lý do");
    }

    private static async Task<Ok<IReadOnlyList<RegisterView>>> ListRegisters(
        int? year, [Description("incoming, outgoing.")] Choice<RegisterKind>? kind, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        var agencies = AgenciesOf(user, Readers);
        var wanted = kind?.Value;
        var registers = await database.ReadAsync((context, ct) => context.Set<Register>()
            .Where(register => agencies.Contains(register.AgencyId) && (year == null || register.Year == year) && (wanted == null || register.Kind == wanted))
            .OrderByDescending(register => register.Year).ThenBy(register => register.Kind).ThenBy(register => register.Name)
            .ToListAsync(ct), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<RegisterView>>([.. registers.Select(RegisterView.Of)]);
    }

    private static async Task<Ok<BookView>> ReadBook(
        Guid id, [Description("Số cuối của trang trước; 0 cho trang đầu.")] int? after, int? size, CurrentUser user, Database database, HttpResponse response, CancellationToken cancellationToken)
    {
        var pageSize = Math.Clamp(size ?? 50, 1, 200);
        var book = await database.ReadAsync(async (context, ct) =>
        {
            var register = Visible(await context.Set<Register>().SingleOrDefaultAsync(register => register.Id == id, ct), user, Readers);
            return register.Kind == RegisterKind.Incoming
                ? new BookView(RegisterView.Of(register), await RegisterBook.IncomingAsync(context, id, after ?? 0, pageSize, ct), null)
                : new BookView(RegisterView.Of(register), null, await RegisterBook.OutgoingAsync(context, id, after ?? 0, pageSize, ct));
        }, cancellationToken);
        response.SetETag(book.Register.RowVersion);
        return TypedResults.Ok(book);
    }

    private static async Task<Ok<PrintedBook>> ReadPrinted(
        Guid id, [Description("Từ ngày đến (văn bản đến) hoặc ngày cấp số (văn bản đi).")] DateOnly? from, [Description("Đến hết ngày.")] DateOnly? to,
        [Description("«next» của trang trước; 0 cho trang đầu.")] int? after, [Description("Từ 1 đến 500; mặc định 100.")] int? size, CurrentUser user, Reading reading,
        CancellationToken cancellationToken)
    {
        var span = BookSpan.Of(from, to);
        var book = await reading.RunAsync(async (read, ct) => await PrintedBook.ReadAsync(
            read.Context, Visible(await read.Context.Set<Register>().SingleOrDefaultAsync(register => register.Id == id, ct), user, Readers), span, Math.Max(after ?? 0, 0),
            Math.Clamp(size ?? 100, 1, 500), read.Organisation, ct), cancellationToken);
        return TypedResults.Ok(book);
    }

    private static async Task<FileContentHttpResult> DownloadPrinted(Guid id, DateOnly? from, DateOnly? to, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var span = BookSpan.Of(from, to);
        var (book, superior) = await reading.RunAsync(async (read, ct) =>
        {
            var register = Visible(await read.Context.Set<Register>().SingleOrDefaultAsync(register => register.Id == id, ct), user, Readers);
            var above = read.Organisation.FindAgency(register.AgencyId)?.SuperiorId is { } superiorId ? read.Organisation.FindAgency(superiorId)?.Name : null;
            // A year of one agency: some thousand lines.
            return (await PrintedBook.ReadAsync(read.Context, register, span, 0, MaxPrintedLines, read.Organisation, ct), above);
        }, cancellationToken);
        using var file = new MemoryStream();
        BookWriter.Write(book, superior, file);
        return TypedResults.File(file.ToArray(), DocumentWriter.MediaType, $"so-{(book.Title.EndsWith("ĐẾN", StringComparison.Ordinal) ? "van-ban-den" : "van-ban-di")}-{book.Year}.docx");
    }

    private static async Task<Created<CreatedView>> Open(
        OpenBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var clerk = user.HoldingOf(PositionCodes.Registry);
        var id = await commands.RunAsync(key.For(user, "openRegister", body),
            (session, ct) => OpenRegister.RunAsync(session, new RegisterOpening(clerk.Agency.Id, body.Kind, body.Year, body.Name),
                user.ActingUnder(clerk), ct), cancellationToken);
        return TypedResults.Created($"/api/registers/{id}/entries", new CreatedView(id));
    }

    private static async Task<NoContent> Close(
        Guid id, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "closeRegister", new { id }), async (session, ct) =>
        {
            var register = Visible(await session.FindAsync<Register>(id, ct), user, PositionCodes.Registry);
            seen.MustBe(register.RowVersion);
            var clerk = user.Positions.First(held => held.Agency.Id == register.AgencyId && held.Position.Code == PositionCodes.Registry);
            await CloseRegister.RunAsync(session, id, user.ActingUnder(clerk), ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> CancelOne(
        Guid id, int number, CancelNumberBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "cancelNumber", new { id, number, body }), async (session, ct) =>
        {
            var register = Visible(await session.FindAsync<Register>(id, ct), user, PositionCodes.Registry);
            var clerk = user.Positions.First(held => held.Agency.Id == register.AgencyId && held.Position.Code == PositionCodes.Registry);
            await CancelNumber.RunAsync(session, id, number, body.Reason, user.ActingUnder(clerk), ct);
        }, cancellationToken);
        return TypedResults.NoContent();
    }

    // A register of another agency does not exist for the caller.
    private static Register Visible(Register? register, CurrentUser user, params string[] positionCodes) =>
        register is not null && AgenciesOf(user, positionCodes).Contains(register.AgencyId)
            ? register
            : throw RuleViolation.NotFound("register.not-found", "Không tìm thấy sổ này trong phạm vi đồng chí được xem.");

    private static List<Guid> AgenciesOf(CurrentUser user, params string[] positionCodes) =>
        [.. user.Positions.Where(held => positionCodes.Contains(held.Position.Code)).Select(held => held.Agency.Id).Distinct()];

    internal sealed record CancelNumberBody(string? Reason = null);

    internal sealed record OpenBody(RegisterKind Kind, int Year, string? Name = null);

    internal sealed record RegisterView(
        Guid Id, Guid AgencyId, RegisterKind Kind, int Year, string Name, string Title, int LastNumber, DateOnly? ClosedOn, int RowVersion)
    {
        public static RegisterView Of(Register register) =>
            new(register.Id, register.AgencyId, register.Kind, register.Year, register.Name, register.Title, register.LastNumber, register.ClosedOn,
                register.RowVersion);
    }

    /// <summary>Lines of one kind, by the kind of the register; the other list is null.</summary>
    internal sealed record BookView(RegisterView Register, IReadOnlyList<IncomingBookRow>? Incoming, IReadOnlyList<OutgoingBookRow>? Outgoing);
}
