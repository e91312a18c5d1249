using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

/// <summary>What somebody wrote into a dossier; decisions carry their own comment.</summary>
public sealed class Comment
{
    /// <summary>Of the text, in characters.</summary>
    public const int MaxLength = 4000;

    public Guid Id { get; set; }
    public Guid DossierId { get; set; }

    /// <summary>Null when it is about the whole dossier.</summary>
    public Guid? DocumentId { get; set; }

    /// <summary>Null when the system wrote it: findings of a check.</summary>
    public Guid? AuthorId { get; set; }
    public DateTimeOffset At { get; set; }
    public required string Text { get; set; }

    /// <summary>The comment that this one answers; an answer to an answer belongs to the first.</summary>
    public Guid? ReplyToId { get; set; }

    /// <summary>Đã tiếp thu: when, and by whom.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }
    public Guid? ResolvedBy { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Comment>
    {
        public void Configure(EntityTypeBuilder<Comment> builder)
        {
            builder.ToTable("Comments");
            builder.Property(comment => comment.At).HasColumnName("WrittenAt");
            builder.Property(comment => comment.Text).HasMaxLength(MaxLength);
            builder.HasIndex(comment => new { comment.DossierId, comment.At });
        }
    }
}
