using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Persistence;

/// <summary>Puts into a migration what becomes of the engine's rows that earlier versions wrote.</summary>
/// <remarks>First in <c>Up</c> of the migration that makes the hashes shorter, while the columns still hold them whole.</remarks>
internal static class EngineRows
{
    public static void ShortenEngineRows(this MigrationBuilder migration)
    {
        var provider = migration.Provider();
        foreach (var statement in EngineUpgrade.ShortHashes(provider))
            migration.Sql(statement);
        migration.Sql(EngineUpgrade.IncidentsThatEndedUnresolved(provider));
        if (provider == DatabaseProvider.Sqlite)
            migration.Sql(EngineUpgrade.JournalWithoutRowId);
    }
}
