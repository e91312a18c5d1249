using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

public enum TaskRole
{
    /// <summary>Chủ trì: exactly one unit of a dossier.</summary>
    Lead,

    /// <summary>Phối hợp.</summary>
    Cooperate,

    /// <summary>Để biết: never keeps a dossier open.</summary>
    Inform,
}

public enum TaskState { Open, Done, Returned, Cancelled }

/// <summary>What a leader's bút phê asks of one unit.</summary>
public sealed class AssignedTask
{
    public Guid Id { get; set; }
    public Guid DossierId { get; set; }
    public Guid UnitId { get; set; }
    public TaskRole Role { get; set; }
    public string? Instruction { get; set; }
    public DateOnly? DueOn { get; set; }
    public TaskState State { get; set; }
    public Guid AssignedBy { get; set; }
    public DateTimeOffset AssignedAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AssignedTask>
    {
        public void Configure(EntityTypeBuilder<AssignedTask> builder)
        {
            builder.ToTable("AssignedTasks");
            builder.Property(task => task.Instruction).HasMaxLength(2000);
            builder.Property(task => task.RowVersion).IsConcurrencyToken();
            builder.HasIndex(task => task.DossierId);
            builder.HasIndex(task => new { task.UnitId, task.State, task.DueOn });
        }
    }
}
