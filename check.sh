#!/usr/bin/env bash
# Builds everything once, checks the format and runs all tests. The last line of output is "N passed, N failed" (and ", N skipped" if any were);
# a step that breaks counts as one failure, and a run without any test is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8
if [[ ${CI:-} == true ]]; then
  # Build servers that outlive the run would hold its output open.
  export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
fi

passed=0 failed=0 skipped=0
results=$(mktemp -d)

finish() {
  local code=$?
  rm -rf "$results"
  if ((code != 0 && failed == 0)); then failed=1; fi
  if ((passed + failed == 0)); then
    echo "No test ran." >&2
    failed=1
  fi
  echo
  if ((skipped > 0)); then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
  ((failed == 0)) || exit 1
}
trap finish EXIT

step() {
  printf '\n== %s\n' "$*"
}

# Reads one number of a trx file's <Counters total="3" executed="3" passed="3" failed="0" …/>.
counter() {
  grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'
}

# Runs one test project and adds its results to the sums.
suite() {
  local trx="$results/$1.trx" code=0 before=$failed
  step "test $1"
  # No suite comes near the limit; it stops one that hangs.
  timeout --kill-after=30s 15m dotnet test "tests/$1" --no-build --logger "trx;LogFileName=$trx" || code=$?
  if [[ -f $trx ]]; then
    local total executed
    total=$(counter "$trx" total) executed=$(counter "$trx" executed)
    passed=$((passed + $(counter "$trx" passed)))
    failed=$((failed + $(counter "$trx" failed) + $(counter "$trx" error) + $(counter "$trx" timeout) + $(counter "$trx" aborted)))
    skipped=$((skipped + total - executed))
  fi
  if ((code != 0 && failed == before)); then
    echo "$1 ended with code $code." >&2
    failed=$((failed + 1))
  fi
}

step build
dotnet build Workflow.sln --nologo --verbosity quiet

step format
if ! dotnet format Workflow.sln --verify-no-changes --no-restore --exclude '**/Migrations/**'; then
  echo "Run: dotnet format Workflow.sln" >&2
  failed=$((failed + 1))
fi

# The client's checks; each counts as one failure when it breaks, its unit tests by their numbers.
client() {
  step "client $*"
  if ! (cd src/Host/ClientApp && npm run --silent "$@"); then
    echo "Client: npm run $1 failed." >&2
    failed=$((failed + 1))
  fi
}

# Reads one number of vitest's report.
client_counter() {
  node -p "require('$results/client.json').$1"
}

client lint
client types
client budget
step "client test"
code=0
(cd src/Host/ClientApp && npm run --silent test -- --reporter=default --reporter=json --outputFile.json="$results/client.json") || code=$?
if [[ -f $results/client.json ]]; then
  passed=$((passed + $(client_counter numPassedTests)))
  failed=$((failed + $(client_counter numFailedTests)))
  skipped=$((skipped + $(client_counter numPendingTests)))
fi
if ((code != 0)) && { [[ ! -f $results/client.json ]] || (($(client_counter numFailedTests) == 0)); }; then
  echo "The client's tests ended with code $code." >&2
  failed=$((failed + 1))
fi

for project in tests/*.Tests; do
  suite "$(basename "$project")"
done
