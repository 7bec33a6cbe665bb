#!/bin/sh
# Builds po from the sources that this file lies in, and runs it by the inputs of the template, which stand in the environment.
# po-check.sh FOLDER PROJECT: a fresh folder that belongs to this job alone, and that of the project, where the job has set aside what lay where the
# reports go.
set -euf
here=$(CDPATH="" cd -P -- "${0%/*}" && pwd -P)
. "$here/../packaging/lib.sh"

tool=$1
project=$2
harden "$project"
unset PO_SIGNING_KEY
hash=$(/bin/sh "$here/../packaging/build.sh" "$tool" "$project" "$PO_REVISION")

# PATH below the project, or PATH itself where it is a full one.
below() {
  case $1 in
    /*) printf '%s' "$1" ;;
    *) printf '%s' "$project/$1" ;;
  esac
}

PO_REMOTE=${CI_REPOSITORY_URL-}
export PO_REMOTE
/bin/sh "$here/../packaging/fetch-branch.sh" "$project" "${PO_TRUSTED_BRANCH:-${CI_DEFAULT_BRANCH-}}" "$tool" "$(below "$PO_PATH")" || :

case ${PO_ORGANIZATION:+org}/${PO_MERGE:+merge} in
  org/merge) fail "The inputs 'organization' and 'merge' are for two jobs: one judges settings, the other joins what several such jobs wrote." ;;
  org/) set -- org "$PO_ORGANIZATION" --root "$(below "$PO_PATH")" ;;
  /merge) set -- merge "$(below "$PO_MERGE")" ;;
  *) set -- check "$(below "$PO_PATH")" ;;
esac
set -- "$@" --output "$(below "$PO_OUTPUT")" --fail-on "$PO_FAIL_ON"
set -- "$@" --format sarif,summary,snapshot,gitlab-codequality,gitlab-sast,outcome
[ -z "$PO_CONFIG" ] || set -- "$@" --config "$(below "$PO_CONFIG")"
[ -z "$PO_RULES" ] || set -- "$@" --rule "$PO_RULES"
[ -z "$PO_TASKS" ] || set -- "$@" --task "$PO_TASKS"
[ -z "$PO_PLATFORMS" ] || set -- "$@" --platform "$PO_PLATFORMS"
[ "$PO_PEDANTIC" != true ] || set -- "$@" --pedantic
[ "$PO_SETTINGS" != true ] || set -- "$@" --forge auto
[ -z "$PO_SHARD" ] || set -- "$@" --shard "$PO_SHARD"
[ -z "$PO_CACHE" ] || set -- "$@" --cache "$(below "$PO_CACHE")"
[ -z "$PO_LEDGER" ] || set -- "$@" --ledger "$(below "$PO_LEDGER")"
[ -z "$PO_TRUSTED_BRANCH" ] || set -- "$@" --trusted-branch "$PO_TRUSTED_BRANCH"
if [ "$PO_RECORDS" = false ]; then
  :
elif [ -n "$PO_ORGANIZATION" ]; then
  # Nothing is written, whoever started this.
  set -- "$@" --records
elif [ "${CI_MERGE_REQUEST_SOURCE_PROJECT_ID:-}" != "${CI_MERGE_REQUEST_PROJECT_ID:-}" ]; then
  echo "PoPipeline: The records are left alone, because this merge request comes from a fork: nothing is filed or written down, and decisions in issues are not read."
elif [ -n "${POPIPELINE_TOKEN:-}" ] || [ "${CI_COMMIT_REF_PROTECTED:-}" = true ]; then
  set -- "$@" --records
  [ "$PO_RECORDS" != read ] || set -- "$@" --read-only
elif [ -n "${GITLAB_TOKEN:-}" ]; then
  echo "PoPipeline: The records are only read, because this branch is not protected and has no POPIPELINE_TOKEN: nothing is filed or written down."
  set -- "$@" --records --read-only
else
  echo "PoPipeline: The records are left alone, because this branch is not protected and has no token: nothing is filed or written down, and decisions in issues are not read."
fi

[ "$(hash_of "$tool/po")" = "$hash" ] || fail "What was built in '$tool' has changed since."
cd "$tool"
HOME=$tool
export HOME
code=0
bare "$machine_variables $po_variables" "$tool/po/po" "$@" || code=$?
cd /
rm -rf "$tool"
exit "$code"
