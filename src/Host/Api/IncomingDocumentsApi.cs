using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Văn bản đến: văn thư registers, everybody reads what they may.</summary>
internal static class IncomingDocumentsApi
{
    public static void MapIncomingDocuments(this RouteGroupBuilder api)
    {
        var incoming = api.MapGroup("/incoming-documents").WithTags("Văn bản đến").NeedsAppointment();
        incoming.MapGet("/", List).WithName("listIncomingDocuments").WithSummary("Văn bản đến của cơ quan mà đồng chí được xem, mới nhất trước");
        incoming.MapGet("/{id:guid}", Read).WithName("readIncomingDocument").WithSummary("Một văn bản đến và các tệp của nó");
        // No idempotency key: nothing is saved.
        incoming.MapPost("/duplicates", FindDuplicates).NeedsPosition(PositionCodes.Registry).WithName("findIncomingDuplicates").WithSummary("Văn bản đến đã đăng ký có thể trùng; không lưu gì");
        incoming.MapGet("/{id:guid}/procedures", ListProcedures).WithName("listProcedureChoices").WithSummary("Quy trình có thể bắt đầu cho văn bản chưa có quy trình");
        incoming.MapPost("/{id:guid}/dossier", StartProcedure).NeedsPosition(PositionCodes.Registry).WithName("startProcedure").WithSummary("Bắt đầu quy trình cho văn bản chưa có quy trình");
        incoming.MapPost("/", Register).NeedsPosition(PositionCodes.Registry).WithName("registerIncomingDocument").WithSummary("Tiếp nhận, đăng ký văn bản đến và bắt đầu quy trình");
    }

    private static async Task<Ok<Page<IncomingRow>>> List(
        [Description("Năm đến.")] int? year, [Description("registered, assigned, inProgress, done, returned.")] Choice<IncomingState>? state,
        [Description("Từ trong số, nơi gửi, trích yếu; không cần dấu.")] string? text, [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var filter = new IncomingFilter(year, state?.Value, text);
        var found = await reading.RunAsync((read, ct) =>
            IncomingDocumentQuery.ListAsync(read.Context, user.Access(), filter, read.Organisation, read.Today, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<IncomingDetail>> Read(Guid id, CurrentUser user, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var found = await reading.RunAsync((read, ct) => IncomingDocumentQuery.FindAsync(read.Context, user.Access(), id, read.Organisation, read.Today, ct), cancellationToken)
            ?? throw DossierAccess.DocumentNotFound();
        response.SetETag(found.RowVersion);
        return TypedResults.Ok(found);
    }

    private static async Task<Ok<IReadOnlyList<ProcedureChoice>>> ListProcedures(
        Guid id, CurrentUser user, Reading reading, StartProcedure start, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => start.ChoicesAsync(read.Context, user.Access(), id, read.Organisation, ct), cancellationToken));

    private static async Task<Ok<StartedProcedure>> StartProcedure(
        Guid id, ProcedureBody body, CurrentUser user, IdempotencyKey key, StartProcedure start, CancellationToken cancellationToken) =>
        TypedResults.Ok(await start.RunAsync(user.PersonId, id, body.DefinitionVersionId, key.Value, cancellationToken));

    private static async Task<Created<ReceivedDocument>> Register(
        RegisterBody body, CurrentUser user, IdempotencyKey key, ReceiveDocument receive, Reading reading, UploadTokens uploads, CancellationToken cancellationToken)
    {
        var agencyId = user.HoldingOf(PositionCodes.Registry).Agency.Id;
        var registration = body.Registration(agencyId, [.. (body.Files ?? []).Select(token => uploads.Take(user, token))]);
        if (body.DispatchId is { } dispatchId)
        {
            var taken = await reading.RunAsync((read, ct) => DispatchQuery.TakeOverAsync(read.Context, user.Access(), dispatchId, agencyId, ct), cancellationToken)
                ?? throw RuleViolation.NotFound("dispatch.not-found", "Không có văn bản gửi đến này ở cơ quan của đồng chí.");
            registration = registration with
            {
                DispatchId = dispatchId,
                SenderAgencyId = taken.SenderAgencyId,
                MessageId = taken.MessageId,
                Files = [taken.File, .. taken.Attachments, .. registration.Files],
            };
        }

        var received = await receive.RunAsync(user.PersonId, registration, key.Value, cancellationToken);
        return TypedResults.Created($"/api/incoming-documents/{received.DocumentId}", received);
    }

    private static async Task<Ok<IReadOnlyList<DuplicateRow>>> FindDuplicates(
        SketchBody body, CurrentUser user, Reading reading, UploadTokens uploads, CancellationToken cancellationToken)
    {
        var agencyId = user.HoldingOf(PositionCodes.Registry).Agency.Id;
        var sketch = new IncomingSketch(
            body.Number, body.Symbol, body.IssuedOn, body.SenderAgencyId, body.SenderName, body.Subject, [.. (body.Files ?? []).Select(token => uploads.Take(user, token).Hash)]);
        return TypedResults.Ok(await reading.RunAsync(
            (read, ct) => IncomingLikeness.FindAsync(read.Context, user.Access(), agencyId, sketch, read.Organisation, ct), cancellationToken));
    }

    /// <summary>As much as is known before saving; files are tokens of uploads.</summary>
    internal sealed record SketchBody(
        string? Number = null, string? Symbol = null, DateOnly? IssuedOn = null, Guid? SenderAgencyId = null, string? SenderName = null, string? Subject = null,
        IReadOnlyList<string>? Files = null);

    /// <summary>Null: the procedure that fits best.</summary>
    internal sealed record ProcedureBody(string? DefinitionVersionId = null);

    /// <summary>What văn thư enters. Files are tokens of uploads, the document first; DispatchId takes sender and file from a dispatch to the agency.</summary>
    internal sealed record RegisterBody(
        string Number, string Symbol, DateOnly IssuedOn, string TypeCode, string Subject, Guid? SenderAgencyId = null, string? SenderName = null,
        Urgency Urgency = Urgency.Normal, DateTimeOffset? ArrivedAt = null, DateOnly? DeadlineOn = null, bool NeedsReply = false, string? RegisterName = null,
        bool OpenRegisterIfMissing = false, bool DespiteDuplicate = false, Guid? DispatchId = null, IReadOnlyList<string>? Files = null)
    {
        public IncomingRegistration Registration(Guid agencyId, IReadOnlyList<StoredFile> files) => new()
        {
            AgencyId = agencyId,
            SenderAgencyId = SenderAgencyId,
            SenderName = SenderName,
            Number = Number,
            Symbol = Symbol,
            IssuedOn = IssuedOn,
            TypeCode = TypeCode,
            Subject = Subject,
            Urgency = Urgency,
            ArrivedAt = ArrivedAt,
            DeadlineOn = DeadlineOn,
            NeedsReply = NeedsReply,
            RegisterName = RegisterName,
            OpenRegisterIfMissing = OpenRegisterIfMissing,
            DespiteDuplicate = DespiteDuplicate,
            Files = files,
        };
    }
}
