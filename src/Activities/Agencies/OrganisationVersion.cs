using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

/// <summary>One row that every change of the organisation touches, so that <see cref="OrganisationCache"/> sees that it is old.</summary>
public sealed class OrganisationVersion
{
    public const int TheOne = 1;

    public int Id { get; set; }

    /// <summary>
    /// New with every change. Not a counter: the number of a change that was rolled back would come back with other content.
    /// </summary>
    public Guid Stamp { get; set; }

    /// <summary>
    /// Locks the organisation for this session and sends what it did before, so that the rules are checked against what will be true at the
    /// commit.
    /// </summary>
    internal static async Task TouchAsync(WriteSession session, CancellationToken cancellationToken)
    {
        var version = await session.FindAsync<OrganisationVersion>(TheOne, cancellationToken)
            ?? throw new InvalidOperationException("The organisation's version row is missing; the schema was not migrated.");
        version.Stamp = Guid.CreateVersion7(session.Clock.GetUtcNow());
        session.Update(version);
        await session.FlushAsync(cancellationToken);
    }

    /// <summary>Lets no other change of the organisation or of a delegation in between; the organisation itself stays as it is.</summary>
    internal static async Task LockAsync(WriteSession session, CancellationToken cancellationToken) =>
        _ = await session.FindAsync<OrganisationVersion>(TheOne, cancellationToken);

    internal sealed class Configuration : IEntityTypeConfiguration<OrganisationVersion>
    {
        public void Configure(EntityTypeBuilder<OrganisationVersion> builder)
        {
            builder.ToTable("OrganisationVersion");
            builder.HasData(new OrganisationVersion { Id = TheOne, Stamp = Guid.Empty });
        }
    }
}
