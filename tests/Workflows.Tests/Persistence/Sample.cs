using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>Rows with values that are easily lost: Vietnamese text, an instant with an offset, empty and null.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(7));

    public static string NewId() => Guid.NewGuid().ToString("N");

    public static InstanceRow Instance(string? id = null, string? name = "Công văn số 12/UBND-VX về việc rà soát") => new()
    {
        Id = id ?? NewId(),
        DefinitionId = "cong-van",
        DefinitionVersionId = "cong-van-1",
        DefinitionVersion = 1,
        Status = "Running",
        SubStatus = "Suspended",
        Name = name,
        CreatedAt = Noon,
        UpdatedAt = Noon.AddMicroseconds(1),
        State = "{\"ý\":\"kiến\"}"u8.ToArray(),
    };

    public static BookmarkRow Bookmark(string instanceId, string? id = null) => new()
    {
        Id = id ?? NewId(),
        InstanceId = instanceId,
        Name = "Approval",
        Hash = new string('a', 32),
        ActivityId = "duyet",
        Payload = "{}",
        CreatedAt = Noon,
    };

    public static DefinitionRow Definition(string id, string definitionId, int version, bool isPublished) => new()
    {
        Id = id,
        DefinitionId = definitionId,
        Version = version,
        Json = "{}"u8.ToArray(),
        ContentHash = new string('c', 64),
        IsPublished = isPublished,
        CreatedAt = Noon,
    };

    public static TimerRow Timer(string instanceId, string bookmarkId) => new()
    {
        Id = bookmarkId,
        InstanceId = instanceId,
        Kind = "Delay",
        DueAt = Noon,
    };

    public static OutboxRow Message() => new() { Id = NewId(), Kind = "Mail", Payload = "{\"tiêu đề\":\"Nhắc hạn\"}", CreatedAt = Noon, DueAt = Noon };

    public static IdempotencyRow Answer(string? key = null) => new()
    {
        Key = key ?? NewId(),
        Operation = "approve",
        Actor = "nguyen.van.an",
        Answer = "{}",
        CreatedAt = Noon,
    };

    public static JournalRow Journal(string instanceId, int burst) => new() { InstanceId = instanceId, Burst = burst, At = Noon, Entries = [1, 0, 255] };

    public static IncidentRow Incident(string instanceId) => new()
    {
        Id = NewId(),
        InstanceId = instanceId,
        ActivityId = "a",
        ActivityNodeId = "r:a",
        ActivityType = "LienThong.Approval",
        ActivityInstanceId = NewId(),
        Code = "no-candidate",
        Message = "Không có người nào được giao.",
        At = Noon,
    };

    public static BatchRow Batch() => new()
    {
        Id = NewId(),
        Kind = "migration",
        DefinitionId = "cong-van",
        Content = "{}",
        Selection = "{}",
        Expected = 7,
        State = "Running",
        By = "Nguyễn Văn An",
        Reason = "Sửa quy trình",
        CreatedAt = Noon,
    };

    public static BatchItemRow BatchItem(string batchId, string instanceId) =>
        new() { BatchId = batchId, InstanceId = instanceId, State = "Done", Detail = "Phiên bản 1 → 2.", Before = [1, 0, 255], VersionIdBefore = "cong-van-1", RowVersionAfter = 3, At = Noon };

    public static DefinitionRow Definition(string definitionId, int version) => new()
    {
        Id = NewId(),
        DefinitionId = definitionId,
        Version = version,
        Name = "Xử lý công văn đến",
        Json = "{}"u8.ToArray(),
        ContentHash = new string('b', 64),
        IsLatest = true,
        IsPublished = false,
        CreatedAt = Noon,
    };

    public static StimulusRow Stimulus() =>
        new() { Id = "s", Name = "Elsa.Event", Hash = "h", CorrelationId = "c", InstanceId = "i", Message = "{}", CreatedAt = Noon, ExpiresAt = Noon.AddMinutes(10) };

    public static TriggerRow Trigger() => new()
    {
        Id = NewId(),
        DefinitionId = "cong-van",
        DefinitionVersionId = "cong-van-1",
        ActivityId = "den",
        Name = "IncomingDocument",
        Hash = new string('c', 32),
    };
}
