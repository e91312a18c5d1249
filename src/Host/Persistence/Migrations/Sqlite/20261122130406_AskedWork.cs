using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AskedWork : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "BookmarkId",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 64);

            migrationBuilder.AddColumn<string>(
                name: "Agrees",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "AnswerBy",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AskedFromId",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ForUnitId",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasRequests",
                table: "WorkItems",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Question",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RequestedDueOn",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplyToId",
                table: "Comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ResolvedAt",
                table: "Comments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ResolvedBy",
                table: "Comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Phrases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AgencyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Phrases", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Phrases_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_AskedFromId",
                table: "WorkItems",
                column: "AskedFromId",
                filter: "\"AskedFromId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_DecidedBy_DecidedAt",
                table: "WorkItems",
                columns: new[] { "DecidedBy", "DecidedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Phrases_AgencyId_Kind",
                table: "Phrases",
                columns: new[] { "AgencyId", "Kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Phrases");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_AskedFromId",
                table: "WorkItems");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_DecidedBy_DecidedAt",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "Agrees",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "AnswerBy",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "AskedFromId",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "ForUnitId",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "HasRequests",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "Question",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "RequestedDueOn",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "ReplyToId",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "ResolvedAt",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "ResolvedBy",
                table: "Comments");

            migrationBuilder.AlterColumn<string>(
                name: "BookmarkId",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldMaxLength: 64,
                oldNullable: true);
        }
    }
}
