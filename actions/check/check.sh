#!/usr/bin/env bash
# Runs po by the inputs of the action, which stand in the environment, and hands on what came of it. The gate is a later step, so that
# the upload to code scanning comes first.
# check.sh PO
set -uo pipefail

arguments=(check "$INPUT_PATH" --output "$INPUT_OUTPUT" --fail-on "$INPUT_FAIL_ON")
arguments+=(--format sarif,github-sarif,summary,snapshot,outcome)
[ -z "$INPUT_CONFIG" ] || arguments+=(--config "$INPUT_CONFIG")
[ -z "$INPUT_RULES" ] || arguments+=(--rule "$INPUT_RULES")
[ -z "$INPUT_TASKS" ] || arguments+=(--task "$INPUT_TASKS")
[ "$INPUT_PEDANTIC" != true ] || arguments+=(--pedantic)
case $INPUT_RECORDS/$INPUT_READ_ONLY in
  true/true | read/*) arguments+=(--records --read-only) ;;
  true/*) arguments+=(--records) ;;
  false/*) ;;
  *)
    echo "The input 'records' is true, read or false." >&2
    { printf 'exit-code=2\n'; printf 'result=error\n'; } >>"$GITHUB_OUTPUT"
    exit 0
    ;;
esac
[ -z "$INPUT_LEDGER" ] || arguments+=(--ledger "$INPUT_LEDGER")
[ "$INPUT_ANNOTATIONS" != true ] || arguments+=(--console github)

# What an earlier run left must not pass for what this one found.
rm -f "$INPUT_OUTPUT/popipeline.sarif" "$INPUT_OUTPUT/popipeline.github.sarif" "$INPUT_OUTPUT/summary.md" "$INPUT_OUTPUT/outcome.env"

code=0
"$1" "${arguments[@]}" || code=$?

if [ -f "$INPUT_OUTPUT/summary.md" ]; then
  cat "$INPUT_OUTPUT/summary.md" >>"$GITHUB_STEP_SUMMARY"
fi

# PO_FINDINGS=3 becomes 3; nothing where the run ended before it was written.
outcome() {
  [ ! -f "$INPUT_OUTPUT/outcome.env" ] || sed -n "s/^$1=//p" "$INPUT_OUTPUT/outcome.env"
}

result=$(outcome PO_RESULT)
{
  printf 'exit-code=%s\n' "$code"
  printf 'result=%s\n' "${result:-error}"
  printf 'findings=%s\n' "$(outcome PO_FINDINGS)"
  printf 'tampering=%s\n' "$(outcome PO_TAMPERINGS)"
  [ ! -f "$INPUT_OUTPUT/popipeline.sarif" ] || printf 'sarif-file=%s\n' "$INPUT_OUTPUT/popipeline.sarif"
  [ ! -f "$INPUT_OUTPUT/popipeline.github.sarif" ] || printf 'upload-file=%s\n' "$INPUT_OUTPUT/popipeline.github.sarif"
} >>"$GITHUB_OUTPUT"
