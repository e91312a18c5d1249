using System.Reflection;
using LienThong.Host.Errors;

namespace LienThong.Host.Api;

/// <summary>The caller's name for one command, 8 to 95 visible ASCII characters: sent again, the first answer comes back and nothing is done twice.</summary>
/// <remarks>A handler that names it as a parameter asks for it. Every command that changes documents does.</remarks>
internal sealed record IdempotencyKey(string Value)
{
    public const string Header = "Idempotency-Key";
    public const int MinLength = 8;
    // The stored key holds the person too, and its column 128 characters.
    public const int MaxLength = 95;

    public static ValueTask<IdempotencyKey> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var value = context.Request.Headers[Header].ToString();
        if (value.Length == 0)
            throw new ApiRefusal(StatusCodes.Status400BadRequest,
                "idempotency-key.missing", $"Thiếu phần đầu {Header}. Mỗi thao tác cần một khoá riêng để không bị thực hiện hai lần.");
        if (value.Length is < MinLength or > MaxLength || value.Any(c => c is < '!' or > '~'))
            throw new ApiRefusal(StatusCodes.Status400BadRequest,
                "idempotency-key.invalid", $"{Header} phải có từ {MinLength} đến {MaxLength} ký tự ASCII nhìn thấy được.");
        return ValueTask.FromResult(new IdempotencyKey(value));
    }
}
