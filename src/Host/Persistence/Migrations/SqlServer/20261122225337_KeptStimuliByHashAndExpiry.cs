using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class KeptStimuliByHashAndExpiry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Stimuli_Hash",
                table: "Stimuli");

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

            migrationBuilder.CreateIndex(
                name: "IX_Stimuli_Hash",
                table: "Stimuli",
                column: "Hash");
        }
    }
}
