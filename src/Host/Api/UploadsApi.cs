using System.ComponentModel;
using System.Net;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Documents.Proposals;
using LienThong.Activities.Texts;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace LienThong.Host.Api;

/// <summary>Files on their way in: kept by their content, named later by the token that only the sender has.</summary>
internal static class UploadsApi
{
    private const string FileNameHeader = "X-File-Name";
    private const int InMemory = 64 * 1024;
    private const int MaxFileName = 255;

    public static void MapUploads(this RouteGroupBuilder api)
    {
        var uploads = api.MapGroup("/uploads").WithTags("Tệp tải lên").NeedsAppointment();
        // No idempotency key: the same bytes are one file however often they come.
        uploads.MapPost("/", Upload).AcceptsUpload(api).Accepts<Stream>("application/octet-stream").WithName("uploadFile")
            .WithSummary("Tải một tệp lên; mã trả về dùng được trong 24 giờ, chỉ bởi người tải");
        // No idempotency key: nothing is saved.
        uploads.MapPost("/proposal", Propose).NeedsPosition(PositionCodes.Registry).WithName("proposeRegistration")
            .WithSummary("Đọc từ tệp đã tải lên các trường để đăng ký văn bản đến; không lưu gì");
    }

    private static async Task<Ok<UploadedFile>> Upload(
        [FromHeader(Name = FileNameHeader), Description("Tên tệp, mã hoá phần trăm theo UTF-8.")] string fileName, Stream body,
        CurrentUser user, FileStore files, UploadTokens tokens, HostSettings settings, CancellationToken cancellationToken)
    {
        var name = NameOf(fileName);
        var limit = settings.Server.MaxUploadMegabytes * 1024L * 1024L;
        // Its kind is told by its content, for which the whole must be there; only then it enters the store, so that nothing refused lies in it.
        await using var buffered = new FileBufferingReadStream(body, InMemory);
        try
        {
            await buffered.DrainAsync(cancellationToken);
            if (buffered.Length > limit)
                throw TooLarge(settings);
            var type = MediaTypes.Accept(name, buffered, ReadLimits.Default);
            buffered.Position = 0;
            var stored = await files.SaveAsync(buffered, new FileLimits(limit), cancellationToken);
            var file = new StoredFile(stored.Sha256, name, type.Name, stored.Length);
            var (token, expires) = tokens.Give(user, file);
            return TypedResults.Ok(new UploadedFile(token, file.Hash, file.Name, file.MediaType, file.Length, expires));
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(settings);
        }
        catch (DocumentRefusedException refused)
        {
            throw new ApiRefusal(StatusCodes.Status415UnsupportedMediaType, refused.Code, refused.Message);
        }
    }

    private static async Task<Ok<ProposalView>> Propose(
        ProposalBody body, CurrentUser user, UploadTokens tokens, FileText texts, Reading reading, CancellationToken cancellationToken)
    {
        var file = tokens.Take(user, body.Token);
        try
        {
            var text = await texts.ReadAsync(file.Hash, file.MediaType, isWhole: false, cancellationToken);
            return TypedResults.Ok(await reading.RunAsync(
                (read, _) => Task.FromResult(ProposalView.Of(file.Name, null, ProposeRegistration.From(text, read.Organisation, read.Today))), cancellationToken));
        }
        catch (DocumentRefusedException unreadable)
        {
            // No refusal: the file may be registered all the same, with what văn thư types.
            return TypedResults.Ok(ProposalView.Of(file.Name, $"{unreadable.Message} Nhập các trường theo bản gốc.", DocumentProposal.Empty));
        }
    }

    private static ApiRefusal TooLarge(HostSettings settings) => new(
        StatusCodes.Status413PayloadTooLarge, "file.too-large", $"Tệp vượt quá dung lượng cho phép ({settings.Server.MaxUploadMegabytes} MB). Hãy nén hoặc chia nhỏ tệp rồi tải lại.");

    // The last part only: some browsers send a path.
    private static string NameOf(string header)
    {
        var name = WebUtility.UrlDecode(header.Replace("+", "%2B", StringComparison.Ordinal)).Split('/', '\\')[^1].Trim();
        // Among what is refused are the direction marks by which "…fdp.exe" reads as "….pdf".
        return name.Length is > 0 and <= MaxFileName && Nfc.TryLine(name, out var clean)
            ? clean
            : throw new ApiRefusal(
                StatusCodes.Status400BadRequest, "file.name", $"Tên tệp để trống, có ký tự điều khiển, ký tự đổi chiều chữ hoặc dài quá {MaxFileName} ký tự. Đổi tên tệp rồi tải lại.");
    }

    /// <summary>Token goes where a file is asked for; the rest is for showing.</summary>
    internal sealed record UploadedFile(string Token, string Hash, string Name, string MediaType, long Length, DateTimeOffset ExpiresAt);

    internal sealed record ProposalBody(string Token);

    /// <summary>Unreadable says why no text could be read; then all fields are null.</summary>
    internal sealed record ProposalView(
        string FileName, string? Unreadable, Proposed<string>? Number, Proposed<string>? Symbol, Proposed<DateOnly>? IssuedOn, Proposed<ProposedSender>? Sender,
        Proposed<string>? TypeCode, Proposed<string>? Subject, Proposed<DateOnly>? DeadlineOn, Proposed<Urgency>? Urgency, Proposed<bool>? NeedsReply, IReadOnlyList<string> Warnings)
    {
        public static ProposalView Of(string fileName, string? unreadable, DocumentProposal proposal) => new(
            fileName, unreadable, proposal.Number, proposal.Symbol, proposal.IssuedOn, proposal.Sender, proposal.TypeCode, proposal.Subject, proposal.DeadlineOn, proposal.Urgency,
            proposal.NeedsReply, proposal.Warnings);
    }
}
