#!/usr/bin/env bash
# Measures `po ledger verify` on a ledger of many entries of about 300 bytes: wall time, time of all processors and peak memory, and what appending takes.
#   tests/benchmarks/ledger.sh [ENTRIES] [RUNS]     1000000 entries and 5 runs without them.
# The ledger is in the file cache, as the first run, which is not counted, leaves it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
entries=${1:-1000000}
runs=${2:-5}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "publishing …" >&2
# In a copy, since the lock files do not know a runtime.
mkdir "$work/source"
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$work/source")
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
publish() { dotnet publish "$work/source/$1" -c Release -r "$rid" --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false -o "$2" -v q --nologo >&2; }
publish src/PoPipeline.Tool "$work/po"
publish tests/benchmarks/PoPipeline.LedgerBuilder "$work/builder"
po=$work/po/po
[[ -x $po ]] || po=$work/po/PoPipeline.Tool

"$work/builder/PoPipeline.LedgerBuilder" "$work/ledger" "$entries"
echo "$(find "$work/ledger" -type f | wc -l) files, $(du -sm "$work/ledger" | cut -f1) MiB, $(nproc) cores"

# Prints seconds, those of all processors, and peak KiB of one run.
measure() { python3 - "$@" <<'PY'
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
if os.waitstatus_to_exitcode(status) != 0:
    sys.exit(f"{sys.argv[1:]}: exit code {os.waitstatus_to_exitcode(status)}")
print(f"{time.perf_counter() - start:.3f} {usage.ru_utime + usage.ru_stime:.3f} {usage.ru_maxrss}")
PY
}

for ((run = 0; run <= runs; run++)); do
  measure "$po" ledger verify "$work/ledger" >>"$([[ $run -eq 0 ]] && echo /dev/null || echo "$work/results")"
done

printf '%-28s %10s %10s %10s %10s\n' "$runs runs" best median processors peak
sort -n "$work/results" | awk '
  { seconds[NR] = $1; if (NR == 1 || $2 < busy) busy = $2; if ($3 > peak) peak = $3 }
  END { printf "%-28s %8.3f s %8.3f s %8.3f s %6.0f MiB\n", "po ledger verify", seconds[1], seconds[int((NR + 1) / 2)], busy, peak / 1024 }'
