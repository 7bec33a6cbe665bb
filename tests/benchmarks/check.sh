#!/usr/bin/env bash
# Measures `po` on a tree with every workflow of the corpora: wall time and peak memory, against parsing alone and starting alone.
#   tests/benchmarks/check.sh [RUNS]     POPIPELINE_CORPORA names the folder of corpora, ../shared/corpora without it.
# The runs take turns, so that a busy machine slows all of them alike; the best and the median of each are printed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
corpora=${POPIPELINE_CORPORA:-$root/../shared/corpora}/real
runs=${1:-9}
[[ -d $corpora ]] || { echo "There is no folder '$corpora': set POPIPELINE_CORPORA." >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/tree/.github/workflows"
count=0
while IFS= read -r -d '' file; do
  count=$((count + 1))
  name=${file#"$corpora/"}
  cp "$file" "$work/tree/.github/workflows/$(printf '%04d' "$count")-${name//\//_}"
done < <(find "$corpora" -path '*/.github/workflows/*' \( -name '*.yml' -o -name '*.yaml' \) -type f -print0 | sort -z)

echo "publishing …" >&2
# In a copy, so that nothing is left in this one; po as a user publishes it, and what it is measured by compiled ahead as well.
mkdir "$work/source"
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$work/source")
rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
publish() { dotnet publish "$work/source/$1" -c Release -o "$2" -v q --nologo "${@:3}" >&2; }
publish src/PoPipeline.Tool "$work/po"
publish tests/benchmarks/PoPipeline.ParseOnly "$work/parse" -r "$rid" --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false
po=$work/po/po
[[ -x $po ]] || po=$work/po/PoPipeline.Tool

# Prints seconds and peak KiB of one run; the exit code of a check is its verdict, not a failure.
measure() { python3 - "$@" <<'PY'
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
code = os.waitstatus_to_exitcode(status)
if code not in (0, 1, 3):
    sys.exit(f"{sys.argv[1:]}: exit code {code}")
print(f"{time.perf_counter() - start:.3f} {usage.ru_maxrss}")
PY
}

for ((run = 0; run <= runs; run++)); do
  # The first turn warms the file cache and is not counted.
  out=$([[ $run -eq 0 ]] && echo /dev/null || echo "$work/results")
  echo "parse $(measure "$work/parse/PoPipeline.ParseOnly" "$work/tree")" >>"$out"
  echo "check $(measure "$po" check "$work/tree" --output "$work/report-$run")" >>"$out"
  echo "start $(measure "$po" --version)" >>"$out"
done

echo "$count workflows, $runs runs, $(nproc) cores"
printf '%-24s %8s %8s %10s\n' "" "best" "median" "peak"
for what in "parse:parse only" "check:po check" "start:po --version"; do
  sed -n "s/^${what%%:*} //p" "$work/results" | sort -n | awk -v name="${what#*:}" '
    { seconds[NR] = $1; if ($2 > peak) peak = $2 }
    END { printf "%-24s %6.3f s %6.3f s %6.0f MiB\n", name, seconds[1], seconds[int((NR + 1) / 2)], peak / 1024 }'
done
