using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ShortIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_WorkflowInstanceId",
                table: "WorkItems");

            migrationBuilder.AddColumn<int>(
                name: "SubjectAt",
                table: "Notifications",
                type: "int",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems",
                column: "OrphanedAt",
                filter: "\"OrphanedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_WorkflowInstanceId",
                table: "WorkItems",
                column: "WorkflowInstanceId",
                filter: "\"State\" = 'Open'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_WorkflowInstanceId",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "SubjectAt",
                table: "Notifications");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems",
                column: "OrphanedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_WorkflowInstanceId",
                table: "WorkItems",
                column: "WorkflowInstanceId");
        }
    }
}
