using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Host.Auth;

/// <summary>The authenticator of an account; it counts once <see cref="Account.SecondFactorSince"/> is set, until then it waits for its first code.</summary>
internal sealed class SecondFactor
{
    public required Guid AccountId { get; set; }

    /// <summary>The key shared with the authenticator, encrypted: whoever reads the database has not the second factor too.</summary>
    public required string Secret { get; set; }

    /// <summary>The time step of the last code that was taken: a code opens once (RFC 6238, section 5.2).</summary>
    public long LastStep { get; set; }

    /// <summary>Hexadecimal; one for all recovery codes, so that looking one up costs one hash.</summary>
    public string RecoverySalt { get; set; } = "";

    /// <summary>Hashes of the recovery codes not used yet, in hexadecimal with commas.</summary>
    public string RecoveryHashes { get; set; } = "";

    /// <summary>Counted apart from wrong passwords: the right password does not clear it, or it could be guessed between two guesses of the code.</summary>
    public int FailedAttempts { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; set; }
    public int RowVersion { get; set; }
}

internal sealed class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("SecondFactors");
        builder.HasKey(factor => factor.AccountId);
        builder.Property(factor => factor.AccountId).ValueGeneratedNever();
        builder.Property(factor => factor.Secret).HasMaxLength(500);
        builder.Property(factor => factor.RecoverySalt).HasMaxLength(64);
        builder.Property(factor => factor.RecoveryHashes).HasMaxLength(1000);
        builder.Property(factor => factor.RowVersion).IsConcurrencyToken();
    }
}
