using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Versions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RowVersion",
                table: "Definitions",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Instances_DefinitionVersionId",
                table: "Instances",
                column: "DefinitionVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Definitions_DefinitionId_IsPublished",
                table: "Definitions",
                columns: new[] { "DefinitionId", "IsPublished" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Instances_DefinitionVersionId",
                table: "Instances");

            migrationBuilder.DropIndex(
                name: "IX_Definitions_DefinitionId_IsPublished",
                table: "Definitions");

            migrationBuilder.DropColumn(
                name: "RowVersion",
                table: "Definitions");
        }
    }
}
