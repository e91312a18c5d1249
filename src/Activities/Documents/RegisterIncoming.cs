using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Persistence;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Search;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Documents;

/// <summary>A file that lies in the file store already.</summary>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Name">As it was called where it came from.</param>
/// <param name="MediaType">Such as <c>application/pdf</c>.</param>
/// <param name="Length">In bytes.</param>
public sealed record StoredFile(string Hash, string Name, string MediaType, long Length);

/// <summary>What văn thư enters for a document that arrived; texts as they were typed.</summary>
public sealed record IncomingRegistration
{
    public required Guid AgencyId { get; init; }

    /// <summary>Not needed when <see cref="SenderAgencyId"/> is given.</summary>
    public string? SenderName { get; init; }

    public Guid? SenderAgencyId { get; init; }
    public required string Number { get; init; }
    public required string Symbol { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required string TypeCode { get; init; }
    public required string Subject { get; init; }
    public Urgency Urgency { get; init; }

    /// <summary>Null for now.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    public DateOnly? DeadlineOn { get; init; }
    public bool NeedsReply { get; init; }
    public string? MessageId { get; init; }

    /// <summary>The dispatch by which it came: its sender is told that it was accepted.</summary>
    public Guid? DispatchId { get; init; }

    /// <summary>The first is the document, the others are its attachments.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>The series; null for the usual one.</summary>
    public string? RegisterName { get; init; }

    public bool OpenRegisterIfMissing { get; init; }

    /// <summary>Văn thư saw the warning and registers it all the same.</summary>
    public bool DespiteDuplicate { get; init; }
}

public sealed record RegisteredIncoming(Guid DocumentId, Guid DossierId, Guid RegisterId, int ArrivalNumber);

/// <summary>
/// Đăng ký văn bản đến: gives the arrival number and opens the dossier. What is not registered is not handled (Nghị định 30/2020/NĐ-CP,
/// Điều 22).
/// </summary>
public static partial class RegisterIncoming
{
    /// <exception cref="RuleViolation">
    /// <c>incoming.number</c>, <c>incoming.symbol</c>, <c>incoming.type</c>, <c>incoming.subject</c>, <c>incoming.sender</c>,
    /// <c>incoming.date</c>, <c>incoming.file</c>, <c>incoming.duplicate</c>, and those of taking a number.
    /// </exception>
    public static async Task<RegisteredIncoming> RunAsync(WriteSession session, IncomingRegistration registration, Actor actor,
        CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var arrivedAt = (registration.ArrivedAt ?? now).ToUniversalTime();
        MustNotLieInTheFuture(registration, arrivedAt, now);
        var document = await DocumentOfAsync(session, registration, arrivedAt, cancellationToken);
        foreach (var file in registration.Files) MustBeStored(file);

        // The number first: it locks the register, so of two clerks who enter the same document the second sees the first.
        var taken = await NumberAllocation.TakeAsync(session,
            new NumberRequest(document.AgencyId, RegisterKind.Incoming, VietnamTime.DateOf(arrivedAt), document.Id)
            {
                RegisterName = registration.RegisterName,
                OpenIfMissing = registration.OpenRegisterIfMissing,
            },
            actor, cancellationToken);
        var duplicate = await IncomingDuplicate.FindAsync(session.Context, document, cancellationToken);
        if (duplicate is not null && !(registration.DespiteDuplicate && duplicate.MayBeIgnored)) throw duplicate.Refusal();

        document.RegisterId = taken.RegisterId;
        document.ArrivalNumber = taken.Number;
        session.Insert(document);
        session.Insert(new Dossier
        {
            Id = document.DossierId,
            AgencyId = document.AgencyId,
            Subject = document.Subject,
            Sender = document.SenderName,
            IncomingNumber = $"{document.Number}/{document.Symbol}",
            Urgency = document.Urgency,
            SenderDueOn = document.DeadlineOn,
            IncomingDocumentId = document.Id,
            State = DossierState.Open,
            OpenedAt = now,
        });
        foreach (var version in Versions(session, document.Id, registration.Files, actor)) session.Insert(version);
        if (duplicate is not null)
            session.Insert(new DocumentRelation
            {
                FromId = document.Id,
                ToId = duplicate.DocumentId,
                Kind = RelationKind.Related,
                CreatedBy = actor.PersonId,
                CreatedAt = now,
            });

        SearchIndexing.Ask(session, document.Id);
        var subject = new AuditSubject("incoming-document", document.Id, document.DossierId);
        await AuditTrail.AppendAsync(session, actor, "incoming.registered", subject, new
        {
            document.Number,
            document.Symbol,
            document.IssuedOn,
            Sender = document.SenderName,
            document.Subject,
            document.ArrivalNumber,
            Files = registration.Files.Select(file => file.Hash),
            DuplicateOf = duplicate?.DocumentId,
        }, cancellationToken);
        return new RegisteredIncoming(document.Id, document.DossierId, taken.RegisterId, taken.Number);
    }

    private static async Task<IncomingDocument> DocumentOfAsync(WriteSession session, IncomingRegistration registration,
        DateTimeOffset arrivedAt, CancellationToken cancellationToken)
    {
        var number = GivenText.Line(registration.Number, "Số văn bản", "incoming.number", 11);
        if (!NumberForm().IsMatch(number) || number.All(c => c is '0'))
            throw RuleViolation.Invalid("incoming.number",
                $"Số văn bản \"{number}\" không hợp lệ. Nhập phần số đứng trước dấu \"/\", ví dụ 451.");
        var symbol = GivenText.Line(registration.Symbol, "Ký hiệu văn bản", "incoming.symbol", 30);
        if (symbol.Any(char.IsWhiteSpace))
            throw RuleViolation.Invalid("incoming.symbol", $"Ký hiệu văn bản \"{symbol}\" có khoảng trắng. Nhập liền, ví dụ UBND-TH.");

        return new IncomingDocument
        {
            Id = session.NewId(),
            AgencyId = registration.AgencyId,
            DossierId = session.NewId(),
            SenderName = await SenderAsync(session, registration, cancellationToken),
            SenderAgencyId = registration.SenderAgencyId,
            Number = number,
            Symbol = symbol,
            IssuedOn = registration.IssuedOn,
            TypeCode = TypeOf(registration.TypeCode),
            Subject = GivenText.Line(registration.Subject, "Trích yếu", "incoming.subject", 500),
            Urgency = registration.Urgency,
            ArrivedAt = arrivedAt,
            DeadlineOn = registration.DeadlineOn,
            NeedsReply = registration.NeedsReply,
            MessageId = GivenText.OptionalLine(registration.MessageId, "Mã thông điệp", "incoming.message", 100),
            IdentityKey = "",
            State = IncomingState.Registered,
        }.WithIdentity();
    }

    private static string TypeOf(string code) => Form.DocumentTypes.OfKey(GivenText.Line(code, "Loại văn bản", "incoming.type", 10))?.Key
        ?? throw RuleViolation.Invalid("incoming.type", $"Không có loại văn bản \"{code}\". Chọn một loại trong danh mục.");

    private static async Task<string> SenderAsync(WriteSession session, IncomingRegistration registration,
        CancellationToken cancellationToken)
    {
        if (registration.SenderAgencyId is not { } id)
            return GivenText.Line(registration.SenderName, "Cơ quan gửi", "incoming.sender", 200);
        var sender = await session.FindAsync<Agency>(id, cancellationToken)
            ?? throw RuleViolation.Invalid("incoming.sender", "Cơ quan gửi không có trong danh mục. Chọn lại hoặc nhập tên cơ quan gửi.");
        return sender.Name;
    }

    private static void MustNotLieInTheFuture(IncomingRegistration registration, DateTimeOffset arrivedAt, DateTimeOffset now)
    {
        if (arrivedAt > now) throw RuleViolation.Invalid("incoming.date", "Ngày đến ở sau thời điểm hiện tại. Kiểm tra lại ngày đến.");
        if (registration.IssuedOn.Year < 1945 || registration.DeadlineOn is { } due && (due < registration.IssuedOn || due.Year > now.Year + 50))
            throw RuleViolation.Invalid("incoming.date", "Ngày văn bản hoặc hạn trả lời không hợp lý: hạn không thể trước ngày văn bản. Kiểm tra lại.");
        if (registration.IssuedOn > VietnamTime.DateOf(arrivedAt))
            throw RuleViolation.Invalid("incoming.date", string.Create(CultureInfo.InvariantCulture,
                $"Ngày văn bản {registration.IssuedOn:dd/MM/yyyy} ở sau ngày đến. Kiểm tra lại ngày văn bản."));
    }

    private static void MustBeStored(StoredFile file)
    {
        if (!HashForm().IsMatch(file.Hash) || file.Length < 0)
            throw RuleViolation.Invalid("incoming.file", $"Tệp \"{file.Name}\" chưa được tải lên đầy đủ. Tải lại tệp rồi đăng ký.");
    }

    private static IEnumerable<DocumentVersion> Versions(WriteSession session, Guid documentId, IReadOnlyList<StoredFile> files,
        Actor actor) =>
        files.Select((file, index) => new DocumentVersion
        {
            Id = session.NewId(),
            DocumentId = documentId,
            VersionNo = index + 1,
            Kind = index == 0 ? VersionKind.Received : VersionKind.Attachment,
            FileHash = file.Hash,
            FileName = GivenText.Line(file.Name, "Tên tệp", "incoming.file", 255),
            MediaType = GivenText.Line(file.MediaType, "Kiểu tệp", "incoming.file", 100),
            Length = file.Length,
            CreatedBy = actor.PersonId,
            CreatedAt = session.Clock.GetUtcNow(),
        });

    // A letter may follow: 30a/2008/NQ-CP.
    [GeneratedRegex(@"^[0-9]{1,10}\p{L}?\z")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex HashForm();
}
