using System.Text.Json;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>One line of a dossier's history.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Full name, or the system.</param>
/// <param name="ActingAs">Position and unit; null for the system.</param>
/// <param name="Action">As a code.</param>
/// <param name="What">In words.</param>
/// <param name="Detail">Comment, reason, number; null when there is nothing more to say.</param>
/// <param name="DeadlineLeft">How far the deadline was then, in words; null before one was set.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Who, string? ActingAs, string Action, string What, string? Detail, string? DeadlineLeft);

/// <summary>Quá trình: what happened to a dossier, from its audit trail, in the order in which it happened.</summary>
public static class Timeline
{
    private const string Extended = "deadline.extended";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["incoming.registered"] = "Đăng ký văn bản đến",
        ["assign.assigned"] = "Bút phê, giao xử lý",
        ["assign.returned"] = "Trả lại văn bản đến",
        ["deadline.set"] = "Đặt hạn xử lý",
        ["deadline.reminded"] = "Nhắc hạn",
        ["deadline.escalated"] = "Báo cáo quá hạn lên cấp trên",
        ["draft.submitted"] = "Trình dự thảo",
        ["format.passed"] = "Kiểm tra thể thức: đạt",
        ["format.failed"] = "Kiểm tra thể thức: chưa đạt",
        ["approve.approved"] = "Duyệt",
        ["approve.returned"] = "Trả lại",
        ["approve.rejected"] = "Từ chối",
        ["sign.signed"] = "Ký ban hành",
        ["sign.returned"] = "Trả lại, không ký",
        ["issue-number.issued"] = "Cấp số",
        ["issue-number.refused"] = "Từ chối cấp số",
        ["submit.sent"] = "Gửi văn bản",
        ["dispatch.receipt"] = "Nơi nhận báo trạng thái",
        ["dispatch.resent"] = "Chuyển lại văn bản",
        ["dossier.closed"] = "Kết thúc hồ sơ",
        ["comment.written"] = "Ý kiến",
        ["relation.added"] = "Liên kết với văn bản khác",
        ["relation.removed"] = "Bỏ liên kết với văn bản khác",
        ["comment.resolved"] = "Tiếp thu ý kiến",
        ["comment.reopened"] = "Bỏ dấu đã tiếp thu",
        ["work.recalled"] = "Thu hồi",
        ["opinion.asked"] = "Xin ý kiến",
        ["opinion.given"] = "Cho ý kiến",
        ["cooperate.given"] = "Ý kiến phối hợp",
        ["extension.asked"] = "Xin gia hạn",
        ["extension.granted"] = "Đồng ý gia hạn",
        ["extension.refused"] = "Không đồng ý gia hạn",
        [Extended] = "Gia hạn xử lý",
        ["instance.cancelled"] = "Huỷ quy trình",
        ["instance.altered"] = "Quản trị viên thay đổi quy trình",
        ["instance.migrated"] = "Chuyển sang phiên bản quy trình khác",
        ["instance.migration-undone"] = "Hoàn tác chuyển phiên bản quy trình",
        ["incident.retried"] = "Chạy lại bước bị sự cố",
        ["incident.reassigned"] = "Chỉ định người xử lý bước bị sự cố",
        ["incident.skipped"] = "Bỏ qua bước bị sự cố",
        ["work-item.handed-over"] = "Chuyển xử lý",
        ["work-item.orphaned"] = "Việc chưa có người xử lý",
        ["work-item.reassigned"] = "Chuyển việc cho người khác",
    };

    public static async Task<IReadOnlyList<TimelineEntry>> ReadAsync(DbContext context, Guid dossierId, CancellationToken cancellationToken)
    {
        var entries = await context.Set<AuditEntry>().AsNoTracking().Where(e => e.DossierId == dossierId).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        var lines = new List<TimelineEntry>(entries.Count);
        DateOnly? due = null;
        var closed = false;
        foreach (var entry in entries)
        {
            using var data = entry.Data is null ? null : JsonDocument.Parse(entry.Data);
            if (entry.Action is "deadline.set" or Extended && DateOnly.TryParse(Text(data, "dueOn"), System.Globalization.CultureInfo.InvariantCulture, out var set))
                due = set;
            lines.Add(new TimelineEntry(
                entry.At, entry.ActorName, entry.ActingAs, entry.Action, WhatOf(entry, data), DetailOf(entry, data),
                due is null || (closed |= entry.Action == "dossier.closed") ? null : DeadlineText.Describe(due, VietnamTime.DateOf(entry.At), calendar).Text));
        }

        return lines;
    }

    internal static async Task<IReadOnlyList<Extension>> ExtensionsAsync(DbContext context, Guid dossierId, CancellationToken cancellationToken)
    {
        var entries = await context.Set<AuditEntry>().AsNoTracking().Where(e => e.DossierId == dossierId && e.Action == Extended).OrderBy(e => e.Seq).ToListAsync(cancellationToken);
        return [.. entries.Select(ExtensionOf).OfType<Extension>()];
    }

    private static Extension? ExtensionOf(AuditEntry entry)
    {
        using var data = entry.Data is null ? null : JsonDocument.Parse(entry.Data);
        return DateOnly.TryParse(Text(data, "dueOn"), System.Globalization.CultureInfo.InvariantCulture, out var due)
            ? new Extension(due, entry.ActorName, entry.ActingAs, entry.At, Text(data, "reason"))
            : null;
    }

    // A step is called what the definition calls it: "Ký nháy dự thảo" says more than "Duyệt".
    private static string WhatOf(AuditEntry entry, JsonDocument? data)
    {
        var words = entry.Action == "approve.approved" && Text(data, "title") is { } title ? title : Words.GetValueOrDefault(entry.Action, entry.Action);
        return Text(data, "round") is { } round and not "1" ? $"{words} (lần {round})" : words;
    }

    private static string? DetailOf(AuditEntry entry, JsonDocument? data) => entry.Action switch
    {
        "incoming.registered" => $"{Text(data, "number")}/{Text(data, "symbol")} của {Text(data, "sender")}, số đến {Text(data, "arrivalNumber")?.PadLeft(2, '0')}",
        "assign.assigned" => Instruction(data),
        "work.recalled" => $"bước \"{Text(data, "title")}\"{(Text(data, "reason") is { } why ? $": {why}" : "")}",
        "opinion.asked" => $"{Texts(data, "people")}: {Text(data, "question")}",
        "opinion.given" or "cooperate.given" => Text(data, "audit", "agrees") is { } agrees ? $"{agrees}: {Text(data, "comment")}" : Text(data, "comment"),
        "extension.asked" => $"đến ngày {DateOf(Text(data, "dueOn"))}: {Text(data, "reason")}",
        Extended => $"từ ngày {DateOf(Text(data, "from"))} đến ngày {DateOf(Text(data, "dueOn"))}{(Text(data, "reason") is { } cause ? $": {cause}" : "")}",
        "deadline.set" => $"{DateOf(Text(data, "dueOn"))} ({Text(data, "rule")})",
        "deadline.reminded" or "deadline.escalated" => $"{Text(data, "text")}; đã báo {Texts(data, "receivers")}",
        "format.failed" => Texts(data, "messages"),
        "submit.sent" => $"đến {Texts(data, "audit", "recipients")}",
        "issue-number.issued" => $"{Text(data, "audit", "number")?.PadLeft(2, '0')}/{Text(data, "audit", "symbol")}",
        "dispatch.receipt" => $"{Text(data, "recipientName")}: {DispatchWords.Of(Text(data, "statusCode") ?? "")}{(Text(data, "reason") is { } reason ? $" ({reason})" : "")}",
        "dossier.closed" => Text(data, "reply") is { } reply ? $"văn bản trả lời {reply.PadLeft(2, '0')}/{Text(data, "symbol")}"
            : Text(data, "withoutReply") == bool.TrueString ? "trả lại nơi gửi" : null,
        "instance.cancelled" or "incident.retried" => Text(data, "reason"),
        "instance.altered" => $"{Text(data, "what")}. Lý do: {Text(data, "reason")}",
        "instance.migrated" or "instance.migration-undone" => $"Phiên bản {Text(data, "from")} → {Text(data, "to")}. Lý do: {Text(data, "reason")}",
        "incident.reassigned" => $"{Text(data, "step")}: {Text(data, "to")}. Lý do: {Text(data, "reason")}",
        "incident.skipped" => $"{Text(data, "step")}: {Text(data, "outcome")}. Lý do: {Text(data, "reason")}",
        "work-item.handed-over" or "work-item.reassigned" => $"{Text(data, "title")}: {Texts(data, "from")} → {Text(data, "to")}. Lý do: {Text(data, "reason")}",
        "work-item.orphaned" => $"{Text(data, "title")}: không còn ai giữ chức vụ {Text(data, "askedOf")}",
        "dispatch.resent" => Text(data, "recipientName"),
        _ => Text(data, "comment"),
    };

    private static string? Instruction(JsonDocument? data)
    {
        string?[] parts =
        [
            Text(data, "audit", "lead") is { } lead ? $"Chủ trì: {lead}" : null,
            Texts(data, "audit", "cooperating") is { Length: > 0 } cooperating ? $"phối hợp: {cooperating}" : null,
            Texts(data, "audit", "informed") is { Length: > 0 } informed ? $"để biết: {informed}" : null,
        ];
        var units = string.Join("; ", parts.OfType<string>());
        return Text(data, "comment") is { } comment ? $"{units}. {comment}" : units;
    }

    private static string DateOf(string? iso) =>
        DateOnly.TryParse(iso, System.Globalization.CultureInfo.InvariantCulture, out var date) ? VietnameseDates.Date(date) : iso ?? "";

    private static string Texts(JsonDocument? data, params string[] path) =>
        Find(data, path) is { ValueKind: JsonValueKind.Array } list ? string.Join(", ", list.EnumerateArray().Select(item => item.ToString())) : "";

    private static string? Text(JsonDocument? data, params string[] path) => Find(data, path)?.ToString();

    private static JsonElement? Find(JsonDocument? data, string[] path)
    {
        if (data is null)
            return null;
        var element = data.RootElement;
        foreach (var key in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
                return null;
        }

        return element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : element;
    }
}
