namespace LienThong.Activities.Audit;

/// <summary>Statements for the migrations: the database itself refuses to change or delete an entry, also from other programs.</summary>
public static class AuditTriggers
{
    public static readonly IReadOnlyList<string> Sqlite =
    [
        """
        CREATE TRIGGER "AuditEntries_no_update" BEFORE UPDATE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END
        """,
        """
        CREATE TRIGGER "AuditEntries_no_delete" BEFORE DELETE ON "AuditEntries"
        BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END
        """,
    ];

    public static readonly IReadOnlyList<string> PostgreSql =
    [
        """
        CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$
        """,
        // Per statement: TRUNCATE has no row, and an update that meets no row is refused as well.
        """
        CREATE TRIGGER "AuditEntries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEntries"
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only()
        """,
    ];

    public static readonly IReadOnlyList<string> SqlServer =
    [
        """
        CREATE TRIGGER [AuditEntries_append_only] ON [AuditEntries] AFTER UPDATE, DELETE AS
        BEGIN
            SET NOCOUNT ON;
            IF EXISTS (SELECT 1 FROM deleted)
            BEGIN
                ROLLBACK TRANSACTION;
                THROW 51000, 'audit entries are append-only', 1;
            END
        END
        """,
    ];
}
