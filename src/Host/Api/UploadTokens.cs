using System.Security.Cryptography;
using System.Text.Json;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.DataProtection;

namespace LienThong.Host.Api;

/// <summary>What an upload gives to the person who sent it: the only thing by which the file may then be named.</summary>
/// <remarks>A hash is no capability: who has a document's hash, from a register or a printed page, could otherwise read the document by registering it.</remarks>
internal sealed class UploadTokens(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly IDataProtector _protector = protection.CreateProtector("LienThong.Upload.v1");

    public (string Token, DateTimeOffset ExpiresAt) Give(CurrentUser user, StoredFile file)
    {
        var expires = time.GetUtcNow() + Lifetime;
        return (_protector.Protect(JsonSerializer.Serialize(new Content(user.PersonId, expires, file))), expires);
    }

    /// <exception cref="ApiRefusal">400 <c>upload.unknown</c>: made up, another person's; <c>upload.expired</c>.</exception>
    public StoredFile Take(CurrentUser user, string token)
    {
        var content = Read(token);
        if (content is null || content.PersonId != user.PersonId)
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "upload.unknown", "Tệp này không phải do đồng chí tải lên. Tải tệp lên lại rồi gửi.");
        return content.Expires > time.GetUtcNow()
            ? content.File
            : throw new ApiRefusal(StatusCodes.Status400BadRequest, "upload.expired", "Tệp tải lên đã quá 24 giờ mà chưa dùng. Tải tệp lên lại rồi gửi.");
    }

    private Content? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Content(Guid PersonId, DateTimeOffset Expires, StoredFile File);
}
