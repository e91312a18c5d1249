using System.Reflection;
using LienThong.Host.Api;
using LienThong.Host.Errors;

namespace LienThong.Host.ElsaApi;

/// <summary>The body of a call as Studio writes it: bounded, read leniently; one that is missing or null asks for nothing.</summary>
internal sealed record ElsaAsked<T>(T Value) where T : class, new()
{
    private const int MaxBytes = 256 * 1024;

    public static async ValueTask<ElsaAsked<T>> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var read = await BoundedBody.ReadAsync(context, MaxBytes)
            ?? throw new ApiRefusal(StatusCodes.Status413PayloadTooLarge, "body.too-large", $"Nội dung gửi lên vượt quá {MaxBytes / 1024} KB. Chọn ít mục hơn rồi làm lại.");
        return new ElsaAsked<T>((read.Length == 0 ? null : ElsaBody.Parse<T>(read)) ?? new T());
    }
}

/// <summary>Which page of a list: numbered from 0, unlike ours. Out of range counts as the nearest legal value.</summary>
internal static class ElsaPaging
{
    private const int Default = 50;
    private const int Most = 1000;

    public static (int Skip, int Take) OfPage(int? page, int? size)
    {
        var take = Take(size);
        return ((int)Math.Min((long)Math.Max(page ?? 0, 0) * take, int.MaxValue), take);
    }

    public static (int Skip, int Take) OfPlace(int? skip, int? take) => (Math.Max(skip ?? 0, 0), Take(take));

    private static int Take(int? size) => Math.Clamp(size ?? Default, 1, Most);
}
