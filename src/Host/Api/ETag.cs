using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.Api;

/// <summary>The version of what an answer shows: a strong ETag that holds the row version.</summary>
internal static class ETag
{
    public static string Of(int rowVersion) => string.Create(CultureInfo.InvariantCulture, $"\"{rowVersion}\"");

    /// <summary>Of what has no row version: by what it holds, so that two that are alike have the same.</summary>
    public static string Of(object content) => $"\"{Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, content.GetType(), JsonSerializerOptions.Web)), 0, 8)}\"";

    /// <summary>Puts the version on the answer.</summary>
    public static void SetETag(this HttpResponse response, int rowVersion) => response.Headers.ETag = Of(rowVersion);
}

/// <summary>The version the caller saw when deciding. A handler that names it as a parameter asks for it.</summary>
internal sealed record IfMatch(string Value)
{
    public const string Header = "If-Match";

    /// <remarks>The same exception as for a row that changes during the write; with an If-Match both are answered with 412.</remarks>
    /// <exception cref="StaleRowException">Somebody changed it since.</exception>
    public void MustBe(int rowVersion) => MustBe(ETag.Of(rowVersion));

    /// <inheritdoc cref="MustBe(int)"/>
    public void MustBe(string tag)
    {
        if (Value != tag)
            throw new StaleRowException(Header, Value);
    }

    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var value = context.Request.Headers.IfMatch.ToString();
        if (value.Length == 0)
            throw new ApiRefusal(StatusCodes.Status428PreconditionRequired,
                "etag.missing", $"Thiếu phần đầu {Header}: hãy gửi kèm ETag của bản đồng chí đang xem.");
        return ValueTask.FromResult(new IfMatch(value));
    }
}

/// <summary>The draft that the caller changes: the one seen, by its ETag in If-Match, or none yet, by If-None-Match: *.</summary>
/// <param name="Tag">Null where there was none.</param>
internal sealed record SeenDraft(string? Tag)
{
    public const string NoneHeader = "If-None-Match";

    public static ValueTask<SeenDraft> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (match, none) = (context.Request.Headers.IfMatch.ToString(), context.Request.Headers.IfNoneMatch.ToString());
        if (match.Length > 0 && none.Length == 0)
            return ValueTask.FromResult(new SeenDraft(match.Trim('"')));
        if (match.Length == 0 && none == "*")
            return ValueTask.FromResult(new SeenDraft((string?)null));
        throw new ApiRefusal(StatusCodes.Status428PreconditionRequired,
            "etag.missing", $"Gửi kèm {IfMatch.Header} với ETag của bản nháp đang sửa, hoặc {NoneHeader}: * nếu quy trình chưa có bản nháp.");
    }
}
