using LienThong.Activities.Documents;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Work;

public enum InboxSort
{
    /// <summary>The latest first, then the most urgent; paused ones and those without a deadline last.</summary>
    Deadline,
    Newest,
    Sender,
}

/// <summary>What the inbox is narrowed to; values of a column are alternatives, columns narrow each other, an empty list leaves a column open.</summary>
public sealed record InboxFilter
{
    /// <summary>The value of a column that has none: no sender, nobody who sent it.</summary>
    public const string None = "-";

    public IReadOnlyList<string> Kinds { get; init; } = [];
    public IReadOnlyList<DeadlineState> Deadlines { get; init; } = [];
    public IReadOnlyList<Urgency> Urgencies { get; init; } = [];
    public IReadOnlyList<string> Senders { get; init; } = [];
    public IReadOnlyList<string> SentBy { get; init; } = [];
    public bool? Returned { get; init; }
    public IReadOnlyList<Guid> OnBehalf { get; init; } = [];

    /// <summary>All its words must occur in number, symbol or subject; with or without marks.</summary>
    public string? Text { get; init; }

    /// <summary>Only what came later.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>What filters, counts and order of the inbox need of a row, and no more: an inbox may hold thousands.</summary>
internal sealed record InboxFact(
    Guid Id, string Kind, string Title, int Round, DateTimeOffset CreatedAt, string? SentByAs, string? Sender, Urgency? Urgency, string? SearchText,
    DateOnly? DueOn, DeadlineStatus? Status)
{
    public Guid PersonId { get; init; }
    public DeadlineState Deadline { get; init; }

    /// <summary>Orders rows by ordinal comparison; ends in the id, so that no two rows share one.</summary>
    public string KeyOf(InboxSort sort) => sort switch
    {
        InboxSort.Newest => string.Create(null, stackalloc char[64], $"{long.MaxValue - CreatedAt.UtcTicks:D19}{Id:N}"),
        InboxSort.Sender => $"{(Sender is null ? "~" : Fold.Of(Sender))}\t{Id:N}",
        _ => string.Create(null, stackalloc char[64], $"{Rank}{DueOn ?? DateOnly.MaxValue:yyyyMMdd}{(int)Documents.Urgency.Express - (int)(Urgency ?? 0)}{Id:N}"),
    };

    private int Rank => Deadline switch
    {
        DeadlineState.NoDeadline => 2,
        DeadlineState.Paused => 1,
        _ => 0,
    };
}
