#!/bin/sh
# Fetches the branch whose policy is trusted into the objects of a checkout, and names it refs/remotes/origin/BRANCH there. Nothing that the checkout
# configures is obeyed: git works in a repository of its own. What cannot be fetched is left to po, which says so.
# fetch-branch.sh WORKSPACE BRANCH FOLDER [PATH]: PATH is what is checked, WORKSPACE itself without it; the repository that holds it is the checkout, where
# that lies in WORKSPACE, too. FOLDER is for what is needed meanwhile. PO_REMOTE is the address, PO_REMOTE_HEADER a header of HTTP that shows who asks;
# both reach git in its environment alone, and nothing of them is written down.
set -euf
here=$(CDPATH="" cd -P -- "${0%/*}" && pwd -P)
. "$here/lib.sh"

branch=$2
for prefix in refs/heads/ refs/remotes/origin/; do
  case $branch in
    "$prefix"*)
      branch=${branch#"$prefix"}
      break
      ;;
  esac
done
[ -n "$branch" ] && [ -n "${PO_REMOTE-}" ] || exit 0
case $branch in
  -* | /* | */ | .* | *..* | *//* | */.* | *.lock | *.lock/* | *[!A-Za-z0-9._/@#+-]*)
    echo "PoPipeline: The branch '$branch' is not fetched, because of its name." >&2
    exit 0
    ;;
esac
harden "$1"
command -v git >/dev/null || exit 0

left_alone() {
  printf "PoPipeline: The branch '%s' is not fetched, because %s.\n" "$branch" "$1" >&2
  exit 0
}

# The repository that holds what is checked: the nearest one, as po looks for it, and never one above the workspace.
workspace=$(real "$1") && at=$(real "${4:-$1}") || exit 0
while is_within "$workspace" "$at" && [ ! -e "$at/.git" ] && [ ! -L "$at/.git" ]; do
  at=${at%/*}
done
is_within "$workspace" "$at" || exit 0
store=$at/.git
[ ! -L "$store" ] || left_alone "'$store' is a symbolic link"
[ -d "$store" ] || left_alone "'$at' is a worktree or a submodule of another repository"
[ -d "$store/objects" ] || exit 0

ref=refs/remotes/origin/$branch
for name in HEAD config packed-refs shallow objects refs; do
  [ ! -L "$store/$name" ] || left_alone "'$store/$name' is a symbolic link"
done
name=$ref
while [ "$name" != refs ]; do
  [ ! -L "$store/$name" ] || left_alone "'$store/$name' is a symbolic link"
  name=${name%/*}
done
own=$3/branch

# Whatever of them is set was not set here.
unset GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_CONFIG_KEY_1 GIT_CONFIG_VALUE_1 GIT_OBJECT_DIRECTORY
mkdir "$3/branch-home"
HOME=$3/branch-home
export HOME
git() {
  bare "$machine_variables $git_variables" git "$@"
}

# The path of a repository on its server: acme/app.
path_of() {
  path=${1%/}
  path=${path%.git}
  case $path in
    *://*)
      path=${path#*://}
      path=${path#*/}
      ;;
    *:*) path=${path#*:} ;;
  esac
  printf '%s' "${path#/}" | LC_ALL=C tr '[:upper:]' '[:lower:]'
}

cd "$3"

# A workspace may hold another repository than that of the job, whose branch says nothing about it. A file that is named is read without what it includes.
origin=
[ ! -f "$store/config" ] || origin=$(git config --file "$store/config" --no-includes --get remote.origin.url </dev/null 2>/dev/null) || origin=
[ -z "$origin" ] || [ "$(path_of "$origin")" = "$(path_of "$PO_REMOTE")" ] || left_alone "'$at' is a checkout of another repository"

# What a reference of the checkout points at; nothing where that is not seen.
hash_at() {
  value=
  if [ -f "$store/$1" ]; then
    read -r value <"$store/$1" || :
  elif [ -f "$store/packed-refs" ]; then
    while read -r hash name; do
      [ "$name" != "$1" ] || value=$hash
    done <"$store/packed-refs"
  fi
  case $value in
    "ref: "*) [ "$1" != HEAD ] || hash_at "${value#ref: }" ;;
    *) printf '%s' "$value" ;;
  esac
}

GIT_DEFAULT_REF_FORMAT=files
export GIT_DEFAULT_REF_FORMAT
git init --quiet --bare "$own"
depth=
if [ -f "$store/shallow" ]; then
  depth=--depth=1
  cp "$store/shallow" "$own/shallow"
fi
for known in HEAD "$ref"; do
  hash=$(hash_at "$known")
  [ -z "$hash" ] || printf '%s\n' "$hash" >"$own/refs/heads/known-${known%%/*}"
done

GIT_OBJECT_DIRECTORY=$store/objects GIT_TERMINAL_PROMPT=0 GIT_HTTP_LOW_SPEED_LIMIT=1000 GIT_HTTP_LOW_SPEED_TIME=30
GIT_CONFIG_COUNT=${PO_REMOTE_HEADER:+2}
GIT_CONFIG_COUNT=${GIT_CONFIG_COUNT:-1} GIT_CONFIG_KEY_0=remote.trusted.url GIT_CONFIG_VALUE_0=$PO_REMOTE
GIT_CONFIG_KEY_1=http.$PO_REMOTE.extraheader GIT_CONFIG_VALUE_1=${PO_REMOTE_HEADER-}
export GIT_OBJECT_DIRECTORY GIT_TERMINAL_PROMPT GIT_HTTP_LOW_SPEED_LIMIT GIT_HTTP_LOW_SPEED_TIME
export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_CONFIG_KEY_1 GIT_CONFIG_VALUE_1
if git --git-dir="$own" fetch --quiet --no-tags --no-auto-maintenance --no-write-fetch-head $depth trusted "+refs/heads/$branch:refs/heads/trusted" </dev/null; then
  mkdir -p "${store:?}/${ref%/*}"
  [ ! -f "$own/shallow" ] || cp "$own/shallow" "$store/shallow"
  cp "$own/refs/heads/trusted" "$store/$ref"
else
  echo "PoPipeline: The branch '$branch' could not be fetched; what the checkout has of it counts." >&2
fi
