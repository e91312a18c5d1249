using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace LienThong.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddDelegations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AskedPosition",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AskedUnitId",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "DecidedFor",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExcludedPeople",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HandedOverBy",
                table: "WorkItems",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "NamedPersonId",
                table: "WorkItems",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "OrphanedAt",
                table: "WorkItems",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AgencyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FromPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ToPersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PositionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Kinds = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Authorisation = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    SetBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RevokedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RevokeReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    RowVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_People_FromPersonId",
                        column: x => x.FromPersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Delegations_People_ToPersonId",
                        column: x => x.ToPersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems",
                column: "OrphanedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_AgencyId_LastDay",
                table: "Delegations",
                columns: new[] { "AgencyId", "LastDay" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_FromPersonId_LastDay",
                table: "Delegations",
                columns: new[] { "FromPersonId", "LastDay" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_ToPersonId_LastDay",
                table: "Delegations",
                columns: new[] { "ToPersonId", "LastDay" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropIndex(
                name: "IX_WorkItems_OrphanedAt",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "AskedPosition",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "AskedUnitId",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "DecidedFor",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "ExcludedPeople",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "HandedOverBy",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "NamedPersonId",
                table: "WorkItems");

            migrationBuilder.DropColumn(
                name: "OrphanedAt",
                table: "WorkItems");
        }
    }
}
