using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CompactEngineRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.ShortenEngineRows();

            migrationBuilder.DropColumn(
                name: "BookmarkId",
                table: "Timers");

            migrationBuilder.DropColumn(
                name: "ActivityInstanceId",
                table: "Bookmarks");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BookmarkId",
                table: "Timers",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ActivityInstanceId",
                table: "Bookmarks",
                type: "TEXT",
                maxLength: 48,
                nullable: false,
                defaultValue: "");
        }
    }
}
