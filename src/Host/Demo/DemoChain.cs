using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Exchange;
using LienThong.Activities.Registers;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Demo;

/// <summary>The same way again for another Công văn, each two weeks after the one before and under the sender's next number.</summary>
/// <param name="Number">From 0.</param>
internal sealed record DemoTurn(int Number)
{
    /// <summary>Every step falls on the same day of the week.</summary>
    public const int Days = 14;
}

/// <summary>The way of one Công văn, each person acting in turn through the same use cases as the API.</summary>
/// <remarks>
/// Every step has a fixed time and a fixed idempotency key. So the chain can be run again after a crash: what was done answers as before, and it goes on from there.
/// </remarks>
internal sealed class DemoChain(
    Database database, DemoClock clock, TimerSweep timers, OutboxDelivery outbox, FileStore files,
    ReceiveDocument receive, InstructDocument instruct, SubmitDraft submit, DecideWork decide, GiveNumber number, SendDocument send, RecordReceipt receipts, DemoTurn? turn = null)
{
    private const string Department = "SKHCN";

    public static readonly DateTimeOffset Start = VietnamTime.At(new DateOnly(2024, 1, 24), new TimeOnly(14, 0));

    private static readonly Guid Clerk = Person("VP", PositionCodes.Registry);
    private static readonly Guid Director = Person(null, PositionCodes.Director);
    private static readonly Guid Officer = Person("VP", PositionCodes.Officer);
    private static readonly Guid ChiefOfOffice = Person("VP", PositionCodes.ChiefOfOffice);
    private static readonly Guid Deputy = Person(null, PositionCodes.DeputyDirector);
    private static readonly Guid ReceivingClerk = DemoOrganisation.PersonId("VPUBND", "HCTC", PositionCodes.Registry);

    /// <summary>Runs all steps; the answer is the dossier.</summary>
    public async Task<Guid> RunAsync(CancellationToken cancellationToken)
    {
        var received = await StepAsync(At(24, 1, 14, 0), "Văn thư đăng ký văn bản đến", () => RegisterAsync(cancellationToken), cancellationToken);
        var dossier = received.DossierId;
        await StepAsync(At(24, 1, 16, 0), "Giám đốc bút phê", () => InstructAsync(dossier, cancellationToken), cancellationToken);
        await StepAsync(At(30, 1, 9, 0), "Chuyên viên trình dự thảo", () => SubmitAsync(dossier, 1, DemoTexts.FirstDraft, cancellationToken), cancellationToken);
        await StepAsync(At(30, 1, 15, 30), "Chánh Văn phòng trả lại", async () => await decide.ReturnAsync(
            ChiefOfOffice, await ItemAsync(dossier, "ky-nhay", 1, cancellationToken), WorkKinds.Approve,
            "Bổ sung phần khó khăn và đề xuất về cơ quan đầu mối; nêu rõ việc góp ý các dự thảo trong quý I.", Key("return"), cancellationToken), cancellationToken);
        // Time goes on until the reminder three working days before the deadline has gone out.
        await StepAsync(At(2, 2, 8, 0), "Đến ngày nhắc hạn", () => Task.FromResult(true), cancellationToken);
        await StepAsync(At(2, 2, 14, 0), "Chuyên viên trình lại", () => SubmitAsync(dossier, 2, DemoTexts.SecondDraft, cancellationToken), cancellationToken);
        await StepAsync(At(5, 2, 8, 30), "Chánh Văn phòng ký nháy", async () => await decide.ApproveAsync(
            ChiefOfOffice, await ItemAsync(dossier, "ky-nhay", 2, cancellationToken), "Đồng ý, trình Phó Giám đốc.", Key("initial"), cancellationToken), cancellationToken);
        await StepAsync(At(5, 2, 14, 0), "Phó Giám đốc duyệt", async () => await decide.ApproveAsync(
            Deputy, await ItemAsync(dossier, "duyet", 1, cancellationToken), null, Key("approve"), cancellationToken), cancellationToken);
        await StepAsync(At(5, 2, 14, 10), "Phó Giám đốc ký ban hành", async () => await decide.SignAsync(
            Deputy, await ItemAsync(dossier, "ky", 1, cancellationToken), null, null, Key("sign"), cancellationToken), cancellationToken);
        await StepAsync(At(5, 2, 15, 30), "Văn thư cấp số", async () => await number.IssueAsync(
            Clerk, await ItemAsync(dossier, "cap-so", 1, cancellationToken), null, Key("number"), cancellationToken), cancellationToken);
        await StepAsync(At(5, 2, 15, 45), "Văn thư gửi văn bản", async () => await send.RunAsync(
            Clerk, await ItemAsync(dossier, "gui", 1, cancellationToken), [DemoOrganisation.VanPhongUbnd], Key("send"), cancellationToken), cancellationToken);
        foreach (var (time, code) in new[] { (At(5, 2, 16, 20), "03"), (At(6, 2, 8, 15), "04"), (At(6, 2, 10, 0), "06") })
            await StepAsync(time, "Nơi nhận báo trạng thái", async () => await receipts.RunAsync(ReceivingClerk, await DispatchAsync(dossier, cancellationToken), code, null, Key($"receipt-{code}"), cancellationToken), cancellationToken);
        return dossier;
    }

    private int Turn => turn?.Number ?? 0;

    private DateTimeOffset At(int day, int month, int hour, int minute) =>
        VietnamTime.At(new DateOnly(2024, month, day).AddDays(Turn * DemoTurn.Days), new TimeOnly(hour, minute));

    private string Key(string step) => Turn == 0 ? $"demo-{step}" : string.Create(CultureInfo.InvariantCulture, $"demo-{Turn}-{step}");

    private static Guid Person(string? unit, string code) => DemoOrganisation.PersonId(Department, unit, code);

    // What the alarm clock would do between two steps is done here: the demonstration's time does not pass by itself.
    private async Task<T> StepAsync<T>(DateTimeOffset at, string what, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        // Progress goes to the error stream: standard output holds the result only.
        await Console.Error.WriteLineAsync($"{VietnameseDates.DateAndTime(at)}  {what}…");
        clock.MoveTo(at);
        await timers.RunAsync(cancellationToken);
        await outbox.RunToRestAsync(cancellationToken);
        var answer = await step();
        await outbox.RunToRestAsync(cancellationToken);
        return answer;
    }

    private async Task<ReceivedDocument> RegisterAsync(CancellationToken cancellationToken)
    {
        using var docx = new MemoryStream();
        DocumentWriter.Write(DemoTexts.Letter, docx);
        docx.Position = 0;
        var stored = await files.SaveAsync(docx, new FileLimits(), cancellationToken);
        return await receive.RunAsync(
            Clerk,
            new IncomingRegistration
            {
                AgencyId = DemoOrganisation.SoKhcn,
                SenderAgencyId = DemoOrganisation.UbndTinh,
                Number = (int.Parse(DemoTexts.Number, CultureInfo.InvariantCulture) + Turn).ToString(CultureInfo.InvariantCulture),
                Symbol = DemoTexts.Symbol,
                IssuedOn = DemoTexts.IssuedOn.AddDays(Turn * DemoTurn.Days),
                TypeCode = "CV",
                Subject = DemoTexts.Subject,
                NeedsReply = true,
                Files = [new StoredFile(stored.Sha256, "451-UBND-TH.docx", DocumentWriter.MediaType, stored.Length)],
            },
            Key("register"), cancellationToken);
    }

    private async Task<Decided> InstructAsync(Guid dossier, CancellationToken cancellationToken) => await instruct.RunAsync(
        Director, await ItemAsync(dossier, "but-phe", 1, cancellationToken),
        new Instruction
        {
            LeadUnitId = DemoOrganisation.UnitId(Department, "VP"),
            CooperatingUnitIds = [DemoOrganisation.UnitId(Department, "QLKH"), DemoOrganisation.UnitId(Department, "QLCN")],
            InformedUnitIds = [DemoOrganisation.UnitId(Department, "KHTC")],
            Text = "Văn phòng chủ trì, các phòng cung cấp số liệu trước ngày 29/01; dự thảo báo cáo trình trước Tết.",
        },
        Key("instruct"), cancellationToken);

    private async Task<Decided> SubmitAsync(Guid dossier, int round, DraftContent draft, CancellationToken cancellationToken)
    {
        // Offered to all officers of the unit; after the return it is his alone.
        var item = await ItemAsync(dossier, "soan-thao", round, cancellationToken);
        return await submit.RunAsync(Officer, item, draft, null, Key(round == 1 ? "submit-1" : "submit-2"), cancellationToken);
    }

    private Task<Guid> ItemAsync(Guid dossier, string step, int round, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) => context.Set<WorkItem>().Where(i => i.DossierId == dossier && i.ActivityId == step && i.Round == round).Select(i => i.Id).SingleAsync(ct), cancellationToken);

    private Task<Guid> DispatchAsync(Guid dossier, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) => context.Set<Dispatch>().Where(d => d.DossierId == dossier).Select(d => d.Id).SingleAsync(ct), cancellationToken);
}
