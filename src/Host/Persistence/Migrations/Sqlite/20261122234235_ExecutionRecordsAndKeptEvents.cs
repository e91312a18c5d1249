using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ExecutionRecordsAndKeptEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Stimuli_Hash",
                table: "Stimuli");

            migrationBuilder.AddColumn<byte[]>(
                name: "Values",
                table: "Journal",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "EndedUnresolved",
                table: "Incidents",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Stimuli_ExpiresAt",
                table: "Stimuli",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Stimuli_Hash_ExpiresAt",
                table: "Stimuli",
                columns: new[] { "Hash", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Stimuli_InstanceId",
                table: "Stimuli",
                column: "InstanceId",
                filter: "\"InstanceId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Stimuli_ExpiresAt",
                table: "Stimuli");

            migrationBuilder.DropIndex(
                name: "IX_Stimuli_Hash_ExpiresAt",
                table: "Stimuli");

            migrationBuilder.DropIndex(
                name: "IX_Stimuli_InstanceId",
                table: "Stimuli");

            migrationBuilder.DropColumn(
                name: "Values",
                table: "Journal");

            migrationBuilder.DropColumn(
                name: "EndedUnresolved",
                table: "Incidents");

            migrationBuilder.CreateIndex(
                name: "IX_Stimuli_Hash",
                table: "Stimuli",
                column: "Hash");
        }
    }
}
