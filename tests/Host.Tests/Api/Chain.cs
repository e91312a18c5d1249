using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

/// <summary>People of the demonstration who move documents along, each over HTTP with a session of their own.</summary>
internal sealed class Chain(LienThongApp app) : IDisposable
{
    public const string Director = "giam-doc1.ld.skhcn@example.vn";
    public const string Officer = "chuyen-vien1.vp.skhcn@example.vn";
    public const string OtherOfficer = "chuyen-vien2.vp.skhcn@example.vn";
    public const string Head = "chanh-van-phong1.vp.skhcn@example.vn";
    public const string Deputy = "pho-giam-doc1.ld.skhcn@example.vn";
    public const string Receiver = "van-thu1.hctc.vpubnd@example.vn";

    private static int _number = 1000;
    private readonly Dictionary<string, Caller> _callers = [];

    public async Task<Caller> AsAsync(string userName) => _callers.TryGetValue(userName, out var known) ? known : _callers[userName] = await app.SignedInAsync(userName);

    public static async Task<HttpResponseMessage> UploadAsync(Caller caller, string name, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.TryAddWithoutValidation("X-File-Name", Uri.EscapeDataString(name));
        return await caller.SendAsync(HttpMethod.Post, "/api/uploads", content, null, null);
    }

    public static async Task<string> UploadedAsync(Caller caller, string text = "Nội dung công văn.")
    {
        var answer = await UploadAsync(caller, "công văn.txt", Encoding.UTF8.GetBytes(text));
        return (await answer.ShouldBeOkAsync()).GetProperty("token").GetString()!;
    }

    public static object Registration(string? number = null, string[]? files = null, string subject = "Yêu cầu báo cáo tình hình thực hiện nhiệm vụ được giao") => new
    {
        number = number ?? Interlocked.Increment(ref _number).ToString(System.Globalization.CultureInfo.InvariantCulture),
        symbol = "UBND-TH",
        issuedOn = "2024-01-24",
        typeCode = "CV",
        subject,
        senderAgencyId = DemoOrganisation.UbndTinh,
        needsReply = true,
        files,
    };

    /// <summary>Registers a letter with a file; the answer names document and dossier.</summary>
    public async Task<JsonElement> RegisteredAsync(string clerk = LienThongApp.Clerk)
    {
        var caller = await AsAsync(clerk);
        var answer = await caller.PostAsync("/api/incoming-documents", Registration(files: [await UploadedAsync(caller)]));
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    /// <summary>The caller's work item in this dossier, once it is there: some steps wait for the outbox.</summary>
    public async Task<Guid> WorkAsync(string userName, Guid dossierId)
    {
        var caller = await AsAsync(userName);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(60))
        {
            foreach (var item in (await caller.GetJsonAsync("/api/inbox?size=200")).GetProperty("items").EnumerateArray())
                if (item.GetProperty("work").GetProperty("dossierId").GetGuid() == dossierId)
                    return item.GetProperty("work").GetProperty("workItemId").GetGuid();
        }

        throw new TimeoutException($"{userName} got no work in {dossierId}.");
    }

    public async Task<HttpResponseMessage> ActAsync(string userName, Guid workItemId, string action, object body, string? key = null, string? ifMatch = null) =>
        await (await AsAsync(userName)).PostAsync($"/api/work-items/{workItemId}/{action}", body, key, ifMatch);

    public async Task<JsonElement> DoneAsync(string userName, Guid dossierId, string action, object body) =>
        await (await ActAsync(userName, await WorkAsync(userName, dossierId), action, body)).ShouldBeOkAsync();

    public static object Instruction => new
    {
        leadUnitId = DemoOrganisation.UnitId("SKHCN", "VP"),
        cooperatingUnitIds = new[] { DemoOrganisation.UnitId("SKHCN", "QLCN") },
        informedUnitIds = new[] { DemoOrganisation.UnitId("SKHCN", "KHTC") },
        text = "Văn phòng chủ trì, tham mưu trả lời.",
    };

    public static object Draft(string remark = "") => new
    {
        draft = new
        {
            typeCode = "BC",
            subject = "Tình hình thực hiện nhiệm vụ được giao",
            addressees = new[] { "Văn phòng Ủy ban nhân dân tỉnh Quảng Trị" },
            body = $"Sở Khoa học và Công nghệ báo cáo tình hình thực hiện nhiệm vụ được giao như sau:\n1. Sở đã hoàn thành các nhiệm vụ theo kế hoạch.{remark}\n2. Sở tiếp tục thực hiện và báo cáo khi có phát sinh./.",
            recipients = new[] { "Giám đốc, các Phó Giám đốc Sở" },
        },
    };

    /// <summary>From registration to the draft that lies before the unit's head.</summary>
    public async Task<Guid> DraftedAsync()
    {
        var dossierId = (await RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await DoneAsync(Director, dossierId, "assign", Instruction);
        await DoneAsync(Officer, dossierId, "submit-draft", Draft());
        return dossierId;
    }

    /// <summary>The same in another department, by its office; the answer is that of the registration.</summary>
    /// <param name="symbol">Of the department.</param>
    /// <param name="mail">The same as it stands in the addresses of its people.</param>
    public async Task<JsonElement> DraftedAsync(string symbol, string mail)
    {
        var registered = await RegisteredAsync($"van-thu1.vp.{mail}@example.vn");
        var dossierId = registered.GetProperty("dossierId").GetGuid();
        await DoneAsync($"giam-doc1.ld.{mail}@example.vn", dossierId, "assign", new
        {
            leadUnitId = DemoOrganisation.UnitId(symbol, "VP"),
            cooperatingUnitIds = Array.Empty<Guid>(),
            informedUnitIds = Array.Empty<Guid>(),
            text = "Văn phòng tham mưu trả lời.",
        });
        await DoneAsync($"chuyen-vien1.vp.{mail}@example.vn", dossierId, "submit-draft", Draft());
        return registered;
    }

    /// <summary>From registration to the sent reply.</summary>
    public async Task<Guid> SentAsync()
    {
        var dossierId = await DraftedAsync();
        await DoneAsync(Head, dossierId, "approve", new { });
        await DoneAsync(Deputy, dossierId, "approve", new { comment = "Đồng ý." });
        await DoneAsync(Deputy, dossierId, "sign", new { });
        await DoneAsync(LienThongApp.Clerk, dossierId, "issue-number", new { });
        await DoneAsync(LienThongApp.Clerk, dossierId, "send", new { recipientAgencyIds = new[] { DemoOrganisation.VanPhongUbnd } });
        return dossierId;
    }

    public void Dispose()
    {
        foreach (var caller in _callers.Values)
            caller.Dispose();
    }
}

internal static class OkAnswers
{
    public static async Task<JsonElement> ShouldBeOkAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
