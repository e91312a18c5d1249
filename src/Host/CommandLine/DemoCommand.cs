using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Texts;
using LienThong.Host.Demo;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.CommandLine;

/// <summary><c>demo</c>: the whole chain for one Công văn, and what it leaves behind. Run again, it shows the same and changes nothing.</summary>
internal static class DemoCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var clock = new DemoClock(DemoChain.Start);
        await using var app = Program.Build(arguments, builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(clock).AddSingleton<DemoChain>());
        if (!app.Environment.IsDevelopment())
            throw new StartupException("Lệnh demo tạo người và văn bản mẫu nên chỉ chạy trong môi trường Development (--environment Development).");
        var stop = CancellationToken.None;
        var database = app.Services.GetRequiredService<Database>();
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, stop);
        await app.Services.GetRequiredService<InitialContent>().EnsureAsync(stop);
        await app.Services.GetRequiredService<OutboxDelivery>().FreeAbandonedAsync(stop);
        await database.WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, DemoTexts.IssuedOn.Year, ct), stop);

        var dossierId = await app.Services.GetRequiredService<DemoChain>().RunAsync(stop);

        await PrintTimelineAsync(database, dossierId, stop);
        await PrintResultAsync(app.Services, database, dossierId, stop);
    }

    private static async Task PrintTimelineAsync(Database database, Guid dossierId, CancellationToken cancellationToken)
    {
        var lines = await database.ReadAsync((context, ct) => Timeline.ReadAsync(context, dossierId, ct), cancellationToken);
        await Console.Out.WriteLineAsync($"QUÁ TRÌNH XỬ LÝ CÔNG VĂN {DemoTexts.Number}/{DemoTexts.Symbol} NGÀY {VietnameseDates.Date(DemoTexts.IssuedOn)}");
        await Console.Out.WriteLineAsync($"{DemoTexts.Subject}\n");
        foreach (var line in lines)
        {
            await Console.Out.WriteLineAsync($"{VietnameseDates.DateAndTime(line.At)}  {line.What}{(line.DeadlineLeft is { } left ? $"  [{left}]" : "")}");
            foreach (var part in Wrapped($"{line.ActingAs ?? line.Who}{(line.Detail is { } detail ? $": {detail}" : "")}"))
                await Console.Out.WriteLineAsync($"                  {part}");
        }
    }

    // Lines of at most 100 characters with the indent, broken between words.
    private static IEnumerable<string> Wrapped(string text)
    {
        const int width = 82;
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            if (end <= 0)
                break;
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }

    private static async Task PrintResultAsync(IServiceProvider services, Database database, Guid dossierId, CancellationToken cancellationToken)
    {
        var folder = services.GetRequiredService<DataFolder>();
        var (incoming, outgoing, issued, verdict) = await database.ReadAsync(
            async (context, ct) =>
            {
                var dossier = await context.Set<Dossier>().SingleAsync(d => d.Id == dossierId, ct);
                var reply = await context.Set<OutgoingDocument>().SingleAsync(d => d.Id == dossier.OutgoingDocumentId, ct);
                return (
                    await context.Set<IncomingDocument>().SingleAsync(d => d.Id == dossier.IncomingDocumentId, ct),
                    reply,
                    await context.Set<DocumentVersion>().SingleAsync(v => v.DocumentId == reply.Id && v.Kind == VersionKind.Issued, ct),
                    await AuditVerifier.VerifyAsync(context, null, ct));
            },
            cancellationToken);
        var docx = await CopyIssuedAsync(services.GetRequiredService<FileStore>(), folder, issued, cancellationToken);
        var mails = Directory.Exists(folder.Mail) ? Directory.GetFiles(folder.Mail, "*.eml").Length : 0;

        await Console.Out.WriteLineAsync($"""

            KẾT QUẢ
            Sổ văn bản đến:  số đến {incoming.ArrivalNumber:00}, {incoming.Number}/{incoming.Symbol}, trả lời bằng {incoming.ReplyNumber}/{incoming.ReplySymbol}
            Sổ văn bản đi:   {outgoing.Number:00}/{outgoing.Symbol} ngày {(outgoing.IssuedOn is { } day ? VietnameseDates.Date(day) : "")}
            Văn bản:         {docx}
            Thư báo:         {mails} thư trong {folder.Mail}
            Nhật ký:         {(verdict.Break is null ? $"{verdict.Checked} mục, chuỗi băm nguyên vẹn" : $"HỎNG tại mục {verdict.Break}")}
            Toàn vẹn:        {await CheckCommand.ReportAsync(services, cancellationToken)}
            Dữ liệu:         {folder.Path}

            Mở ứng dụng trên dữ liệu này: chạy lại chương trình không kèm "demo", rồi vào http://localhost:5080
            """);
        if (verdict.Break is not null)
            throw new StartupException("Chuỗi nhật ký không nguyên vẹn.");
    }

    private static async Task<string> CopyIssuedAsync(FileStore files, DataFolder folder, DocumentVersion issued, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder.Path, "ban-hanh", issued.FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var from = files.OpenRead(issued.FileHash);
        await using var to = File.Create(target);
        await from.CopyToAsync(to, cancellationToken);
        return target;
    }
}
