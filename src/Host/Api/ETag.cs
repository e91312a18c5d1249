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
