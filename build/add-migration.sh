#!/bin/sh
# Adds a migration of this name for all three providers: build/add-migration.sh AddSomething
# "Initial" begins anew: it deletes all migrations first. Only before the first release.
set -eu
cd "$(dirname "$0")/.."
name=${1:?usage: build/add-migration.sh <Name>}
root=src/Host/Persistence/Migrations

dotnet tool restore
[ "$name" != Initial ] || rm -rf "$root"
dotnet build src/Host --nologo -v quiet
for provider in Sqlite SqlServer PostgreSql; do
    dotnet ef migrations add "$name" --no-build --project src/Host --context "${provider}AppDbContext" \
        --output-dir "Persistence/Migrations/$provider"
    if [ "$name" = Initial ]; then
        # The audit trail's triggers are not part of EF's model.
        for file in "$root/$provider"/*_Initial.cs; do
            awk '{ line[NR] = $0 } /protected override void Down/ { down = NR }
                 END { for (i = 1; i <= NR; i++) {
                         # The brace that closes Up is the last one before the summary of Down.
                         if (i == close_of_up(down)) print "\n            migrationBuilder.ForbidAuditChanges();"
                         print line[i] } }
                 function close_of_up(d,   j) { for (j = d - 1; j > 0; j--) if (line[j] ~ /^        }$/) return j }' "$file" > "$file.new"
            mv "$file.new" "$file"
        done
    fi
done
dotnet build src/Host --nologo -v quiet
