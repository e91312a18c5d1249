using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Host.Auth;

/// <summary>A sign-in on one browser: the cookie names it, and what is said here counts whatever the cookie says.</summary>
internal sealed class AccountSession
{
    public const int MaxDevice = 100;
    public const int MaxIpAddress = 45;

    public required Guid Id { get; set; }
    public required Guid AccountId { get; set; }

    /// <summary>The account's when the session began, or when its holder changed the password in it: another one there ends it.</summary>
    public required string Stamp { get; set; }
    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>Some minutes old at most: not every request is written down.</summary>
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Browser and system in words: Chrome trên Windows.</summary>
    public required string Device { get; set; }
    public string? IpAddress { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the holder last gave the second factor to do something that asks for it again; not at sign-in.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }
}

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("AccountSessions");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Stamp).HasMaxLength(64);
        builder.Property(session => session.Device).HasMaxLength(AccountSession.MaxDevice);
        builder.Property(session => session.IpAddress).HasMaxLength(AccountSession.MaxIpAddress);
        builder.HasIndex(session => session.AccountId);
    }
}
