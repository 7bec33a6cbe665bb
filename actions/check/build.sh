#!/bin/sh
# Builds po from the checkout that this action was pinned to, so that what was pinned is what runs, and hands on where it lies and its hash.
set -euf
here=$(CDPATH="" cd -P -- "${0%/*}" && pwd -P)
. "$here/../../packaging/lib.sh"

PO_NUGET_CONFIG=$INPUT_NUGET_CONFIG
PO_KEPT=$INPUT_KEPT
PO_BUILD_KEY=$INPUT_BUILD_KEY
PO_SIGNING_KEY=$INPUT_SIGNING_KEY
export PO_NUGET_CONFIG PO_KEPT PO_BUILD_KEY PO_SIGNING_KEY
harden "$GITHUB_WORKSPACE"
! is_within "$GITHUB_WORKSPACE" "$RUNNER_TEMP" || fail "The folder for temporary files of the runner, '$RUNNER_TEMP', lies in the checkout."
tool=$(mktemp -d "$RUNNER_TEMP/popipeline.XXXXXXXXXX")
hash=$(/bin/sh "$here/../../packaging/build.sh" "$tool" "$GITHUB_WORKSPACE")
{
  printf 'tool=%s\n' "$tool"
  printf 'hash=%s\n' "$hash"
} >>"$GITHUB_OUTPUT"
