using System.ComponentModel;

namespace LienThong.Host.Api;

/// <summary>Which part of a list is asked for; bind with <c>[AsParameters]</c>. Out of range counts as the nearest legal value.</summary>
internal sealed record PageRequest
{
    private const int DefaultSize = 50;
    private const int MaxSize = 200;

    [Description("Trang, từ 1.")]
    public int? Page { get; init; }

    [Description("Số dòng mỗi trang, từ 1 đến 200; mặc định 50.")]
    public int? Size { get; init; }

    public int Take => Math.Clamp(Size ?? DefaultSize, 1, MaxSize);

    public int Skip => (int)Math.Min((long)(Math.Max(Page ?? 1, 1) - 1) * Take, int.MaxValue);

    public Page<T> Of<T>(IReadOnlyList<T> items, int total) => new(items, Math.Max(Page ?? 1, 1), Take, total);
}

/// <summary>Which part of a list without numbered pages is asked for: the one after a place. Bind with <c>[AsParameters]</c>.</summary>
internal sealed record PlaceRequest
{
    private const int DefaultSize = 50;
    private const int MaxSize = 200;

    [Description("Giá trị next của trang trước; bỏ trống để xem từ đầu.")]
    public string? After
    {
        get;
        init => field = string.IsNullOrEmpty(value) ? null : value;
    }

    [Description("Số dòng mỗi trang, từ 1 đến 200; mặc định 50.")]
    public int? Size { get; init; }

    public int Take => Math.Clamp(Size ?? DefaultSize, 1, MaxSize);
}

/// <summary>A part of a list, and how long the whole is.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Number, int Size, int Total);
