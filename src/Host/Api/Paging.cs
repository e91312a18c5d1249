using System.ComponentModel;

namespace LienThong.Host.Api;

/// <summary>How many lines of a list are given at once. Out of range counts as the nearest legal value.</summary>
internal static class PageSize
{
    private const int Default = 50;
    private const int Most = 200;

    public static int Of(int? asked) => Math.Clamp(asked ?? Default, 1, Most);
}

/// <summary>Which part of a list is asked for; bind with <c>[AsParameters]</c>. Out of range counts as the nearest legal value.</summary>
internal sealed record PageRequest
{
    [Description("Trang, từ 1.")]
    public int? Page { get; init; }

    [Description("Số dòng mỗi trang, từ 1 đến 200; mặc định 50.")]
    public int? Size { get; init; }

    public int Take => PageSize.Of(Size);

    public int Skip => (int)Math.Min((long)(Math.Max(Page ?? 1, 1) - 1) * Take, int.MaxValue);

    public Page<T> Of<T>(IReadOnlyList<T> items, int total) => new(items, Math.Max(Page ?? 1, 1), Take, total);
}

/// <summary>Which part of a list without numbered pages is asked for: the one after a place. Bind with <c>[AsParameters]</c>.</summary>
internal sealed record PlaceRequest
{
    [Description("Giá trị next của trang trước; bỏ trống để xem từ đầu.")]
    public string? After
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    [Description("Số dòng mỗi trang, từ 1 đến 200; mặc định 50.")]
    public int? Size { get; init; }

    public int Take => PageSize.Of(Size);
}

/// <summary>A part of a list, and how long the whole is.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total);
