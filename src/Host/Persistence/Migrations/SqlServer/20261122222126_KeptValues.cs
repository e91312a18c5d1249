using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class KeptValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Values",
                table: "Journal",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "EndedUnresolved",
                table: "Incidents",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Values",
                table: "Journal");

            migrationBuilder.DropColumn(
                name: "EndedUnresolved",
                table: "Incidents");
        }
    }
}
