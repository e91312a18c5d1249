using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class ChainTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_letter_goes_from_registration_to_the_closed_dossier()
    {
        var registered = await _chain.RegisteredAsync();
        var dossierId = registered.GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());
        await _chain.DoneAsync(Chain.Head, dossierId, "return", new { reason = "Nêu rõ kết quả từng nhiệm vụ." });
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Không có nhiệm vụ quá hạn."));
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { comment = "Đồng ý." });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "sign", new { });
        await _chain.DoneAsync(LienThongApp.Clerk, dossierId, "issue-number", new { });
        await _chain.DoneAsync(LienThongApp.Clerk, dossierId, "send", new { recipientAgencyIds = new[] { DemoOrganisation.VanPhongUbnd } });
        var receiver = await _chain.AsAsync(Chain.Receiver);
        var dispatch = await ReceivedAsync(receiver, dossierId);
        await (await receiver.PostAsync($"/api/dispatches/{dispatch.GetProperty("id").GetGuid()}/receipts", new { statusCode = "03" })).ShouldBeOkAsync();

        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var detail = await clerk.GetJsonAsync($"/api/dossiers/{dossierId}");
        detail.GetProperty("dossier").GetProperty("state").GetString().ShouldBe("closed");
        detail.GetProperty("steps").GetArrayLength().ShouldBe(0);
        detail.GetProperty("incidents").GetArrayLength().ShouldBe(0);
        detail.GetProperty("tasks").GetArrayLength().ShouldBe(3);
        detail.GetProperty("dispatches")[0].GetProperty("status").GetString().ShouldBe("đã tiếp nhận");
        detail.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("kind").GetString()).ShouldBe(["received", "draft", "draft", "issued"], ignoreOrder: true);
        var incoming = (await clerk.GetJsonAsync($"/api/incoming-documents/{registered.GetProperty("documentId").GetGuid()}")).GetProperty("document");
        incoming.GetProperty("state").GetString().ShouldBe("done");
        incoming.GetProperty("replyNumber").GetString().ShouldNotBeNullOrEmpty();
        var outgoing = await clerk.GetJsonAsync($"/api/outgoing-documents/{detail.GetProperty("outgoing").GetProperty("id").GetGuid()}");
        outgoing.GetProperty("document").GetProperty("signerAuthority").GetString().ShouldBe("KT.");
        outgoing.GetProperty("document").GetProperty("state").GetString().ShouldBe("sent");
        var timeline = (await clerk.GetJsonAsync($"/api/dossiers/{dossierId}/timeline")).EnumerateArray().Select(line => line.GetProperty("action").GetString()).ToList();
        timeline[0].ShouldBe("incoming.registered");
        timeline.ShouldContain("approve.returned");
        timeline[^1].ShouldBe("dossier.closed");
    }

    [Fact]
    public async Task The_receiver_registers_what_was_sent_without_typing_the_sender_or_loading_the_file_up()
    {
        var dossierId = await _chain.SentAsync();
        var receiver = await _chain.AsAsync(Chain.Receiver);
        var dispatch = await ReceivedAsync(receiver, dossierId);
        var body = new { number = "7", symbol = "BC-SKHCN", issuedOn = "2024-02-05", typeCode = "BC", subject = "Tình hình thực hiện", dispatchId = dispatch.GetProperty("id").GetGuid() };

        var answer = await receiver.PostAsync("/api/incoming-documents", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var document = await receiver.GetJsonAsync(answer.Headers.Location!.ToString());
        document.GetProperty("document").GetProperty("sender").GetString().ShouldBe("Sở Khoa học và Công nghệ");
        document.GetProperty("files")[0].GetProperty("fileName").GetString()!.ShouldEndWith(".docx");
        var received = await ReceivedAsync(receiver, dossierId);
        received.GetProperty("registeredAs").GetGuid().ShouldBe(document.GetProperty("document").GetProperty("id").GetGuid());
        // Registering is accepting: nobody reports it by hand.
        received.GetProperty("statusCode").GetString().ShouldBe("03");
        await (await receiver.PostAsync("/api/incoming-documents", body)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "incoming.duplicate");
    }

    public void Dispose() => _chain.Dispose();

    private async Task<JsonElement> ReceivedAsync(Caller receiver, Guid dossierId)
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var documentId = (await clerk.GetJsonAsync($"/api/dossiers/{dossierId}")).GetProperty("outgoing").GetProperty("id").GetGuid();
        return (await receiver.GetJsonAsync("/api/dispatches/incoming?size=200")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("documentId").GetGuid() == documentId);
    }
}
