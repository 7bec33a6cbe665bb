#!/bin/sh
# Runs po by the inputs of the action, which stand in the environment, and hands on what came of it. The gate is a later step, so that
# the upload to code scanning comes first. PO_TOOL is the folder that po was built in, PO_HASH what it was then.
set -euf
here=$(CDPATH="" cd -P -- "${0%/*}" && pwd -P)
. "$here/../../packaging/lib.sh"

code=2 result=error findings= tampering= sarif= upload=
hand_on() {
  {
    printf 'exit-code=%s\n' "$code"
    printf 'result=%s\n' "$result"
    printf 'findings=%s\n' "$findings"
    printf 'tampering=%s\n' "$tampering"
    [ -z "$sarif" ] || printf 'sarif-file=%s\n' "$sarif"
    [ -z "$upload" ] || printf 'upload-file=%s\n' "$upload"
  } >>"$GITHUB_OUTPUT"
}
trap hand_on EXIT

# PATH below the workspace, or PATH itself where it is a full one.
below() {
  case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s' "$GITHUB_WORKSPACE/$1" ;;
  esac
}

case $INPUT_OUTPUT in
  *"
"*) fail "The input 'output' is the name of a folder, which has no line breaks." ;;
esac
harden "$GITHUB_WORKSPACE"
case $INPUT_OUTPUT in
  "$GITHUB_WORKSPACE"/*) set_aside "$GITHUB_WORKSPACE" "${INPUT_OUTPUT#"$GITHUB_WORKSPACE"/}" "$PO_TOOL/aside" ;;
  /*) for name in popipeline.sarif popipeline.github.sarif summary.md snapshot.json outcome.env; do rm -f -- "$INPUT_OUTPUT/$name"; done ;;
  *) set_aside "$GITHUB_WORKSPACE" "$INPUT_OUTPUT" "$PO_TOOL/aside" ;;
esac
output=$(below "$INPUT_OUTPUT")

case ${INPUT_ORGANIZATION:+org}/${INPUT_MERGE:+merge} in
  org/merge) fail "The inputs 'organization' and 'merge' are for two runs: one judges settings, the other joins what several such runs wrote." ;;
  org/) set -- org "$INPUT_ORGANIZATION" --root "$(below "$INPUT_PATH")" ;;
  /merge) set -- merge "$(below "$INPUT_MERGE")" ;;
  *) set -- check "$(below "$INPUT_PATH")" ;;
esac
set -- "$@" --output "$output" --fail-on "$INPUT_FAIL_ON" --format sarif,github-sarif,summary,snapshot,outcome
[ -z "$INPUT_CONFIG" ] || set -- "$@" --config "$(below "$INPUT_CONFIG")"
[ -z "$INPUT_RULES" ] || set -- "$@" --rule "$INPUT_RULES"
[ -z "$INPUT_TASKS" ] || set -- "$@" --task "$INPUT_TASKS"
[ -z "$INPUT_PLATFORMS" ] || set -- "$@" --platform "$INPUT_PLATFORMS"
[ "$INPUT_PEDANTIC" != true ] || set -- "$@" --pedantic
[ "$INPUT_SETTINGS" != true ] || set -- "$@" --forge auto
[ -z "$INPUT_SHARD" ] || set -- "$@" --shard "$INPUT_SHARD"
[ -z "$INPUT_CACHE" ] || set -- "$@" --cache "$(below "$INPUT_CACHE")"
case $INPUT_RECORDS/$INPUT_READ_ONLY${INPUT_ORGANIZATION:+/org} in
  true/*/org | read/*/org) set -- "$@" --records ;;
  true/true | read/*) set -- "$@" --records --read-only ;;
  true/*) set -- "$@" --records ;;
  false/*) ;;
  *) fail "The input 'records' is true, read or false." ;;
esac
[ -z "$INPUT_LEDGER" ] || set -- "$@" --ledger "$(below "$INPUT_LEDGER")"
[ -z "$INPUT_TRUSTED_BRANCH" ] || set -- "$@" --trusted-branch "$INPUT_TRUSTED_BRANCH"
[ "$INPUT_ANNOTATIONS" != true ] || set -- "$@" --console github

PO_REMOTE=${GITHUB_REPOSITORY:+${GITHUB_SERVER_URL-}/$GITHUB_REPOSITORY}
PO_REMOTE_HEADER=
[ -z "${INPUT_TOKEN-}" ] || PO_REMOTE_HEADER="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$INPUT_TOKEN" | base64 | tr -d '\n')"
export PO_REMOTE PO_REMOTE_HEADER
/bin/sh "$here/../../packaging/fetch-branch.sh" "$GITHUB_WORKSPACE" "$INPUT_BRANCH" "$PO_TOOL" "$(below "$INPUT_PATH")" || :

[ "$(hash_of "$PO_TOOL/po")" = "$PO_HASH" ] || fail "What was built in '$PO_TOOL' has changed since."
cd "$PO_TOOL"
HOME=$PO_TOOL
export HOME
code=0
bare "$machine_variables $po_variables" "$PO_TOOL/po/po" "$@" || code=$?

if [ -f "$output/summary.md" ]; then
  cat "$output/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi

# PO_FINDINGS=3 becomes 3; nothing where the run ended before it was written.
outcome() {
  [ -f "$output/outcome.env" ] || return 0
  while IFS='=' read -r name value; do
    [ "$name" != "$1" ] || printf '%s' "$value"
  done <"$output/outcome.env"
}

findings=$(outcome PO_FINDINGS)
tampering=$(outcome PO_TAMPERINGS)
result=$(outcome PO_RESULT)
case $findings$tampering in *[!0-9]*) findings= tampering= ;; esac
case $result in met | failed | incomplete | tampering) ;; *) result=error ;; esac
[ ! -f "$output/popipeline.sarif" ] || sarif=$INPUT_OUTPUT/popipeline.sarif
[ ! -f "$output/popipeline.github.sarif" ] || upload=$INPUT_OUTPUT/popipeline.github.sarif
