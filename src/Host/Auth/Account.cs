using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Host.Auth;

/// <summary>What a person signs in with. What the person may do follows from the appointments, not from here; only administrators are marked here.</summary>
internal sealed class Account
{
    public const int MaxUserName = 254;

    public required Guid Id { get; set; }
    public required Guid PersonId { get; set; }

    /// <summary>The mail address.</summary>
    public required string UserName { get; set; }
    public string NormalizedUserName { get; set; } = "";
    public string? PasswordHash { get; set; }

    /// <summary>Changes with the password, a lock and whatever else ends all sessions: one that began with an older stamp ends at its next request.</summary>
    public string SecurityStamp { get; set; } = "";
    public bool IsAdministrator { get; set; }

    /// <summary>Belongs to the demo people; never exists in production.</summary>
    public bool IsDemo { get; set; }
    public int FailedAttempts { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>By an administrator, until an administrator unlocks it; <see cref="LockedUntil"/> follows from wrong passwords.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    /// <summary>An administrator knows the password: nothing can be done with it but giving oneself another one.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Null without a second factor.</summary>
    public DateTimeOffset? SecondFactorSince { get; set; }

    /// <summary>How the holder likes the pages, as JSON; null for the usual.</summary>
    public string? Preferences { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public int RowVersion { get; set; }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.HasKey(account => account.Id);
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.UserName).HasMaxLength(Account.MaxUserName);
        builder.Property(account => account.NormalizedUserName).HasMaxLength(Account.MaxUserName);
        builder.Property(account => account.PasswordHash).HasMaxLength(256);
        builder.Property(account => account.SecurityStamp).HasMaxLength(64);
        builder.Property(account => account.Preferences).HasMaxLength(500);
        builder.Property(account => account.RowVersion).IsConcurrencyToken();
        builder.HasIndex(account => account.NormalizedUserName).IsUnique();
        builder.HasIndex(account => account.PersonId).IsUnique();
    }
}
