# What the packagings share, for a POSIX shell. The checkout that they run on is hostile: nothing in it is a configuration, a program or a
# place to write through, and what was set in the environment for others is handed to nobody.
# shellcheck shell=sh

# What every program may read: where things are, and how this machine reaches others.
machine_variables='PATH HOME TMPDIR TZ DOTNET_ROOT SSL_CERT_FILE SSL_CERT_DIR
  HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY http_proxy https_proxy all_proxy no_proxy'

# What git may read beside: which authorities it trusts, and what these scripts tell it.
git_variables='GIT_SSL_CAINFO GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_CONFIG_KEY_1 GIT_CONFIG_VALUE_1 GIT_OBJECT_DIRECTORY
  GIT_DEFAULT_REF_FORMAT GIT_TERMINAL_PROMPT GIT_HTTP_LOW_SPEED_LIMIT GIT_HTTP_LOW_SPEED_TIME'

# What po reads; a test compares this with its sources.
po_variables='POPIPELINE_TOKEN POPIPELINE_LEDGER_KEY POPIPELINE_LEDGER_KEY_FILE NO_COLOR TERM COLUMNS GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL
  GITHUB_ACTIONS GITHUB_ACTOR GITHUB_ACTOR_ID GITHUB_API_URL GITHUB_EVENT_PATH GITHUB_REF GITHUB_REPOSITORY GITHUB_SERVER_URL
  GITHUB_SHA GITHUB_TOKEN GITHUB_WORKSPACE GH_TOKEN
  GITLAB_CI GITLAB_TOKEN GITLAB_USER_EMAIL GITLAB_USER_ID GITLAB_USER_LOGIN GITLAB_USER_NAME CI_DEFAULT_BRANCH CI_JOB_TOKEN CI_MERGE_REQUEST_IID
  CI_PROJECT_DIR CI_PROJECT_PATH CI_SERVER_URL'

# fail MESSAGE: ends the script as wrong usage does.
fail() {
  printf 'PoPipeline: %s\n' "$1" >&2
  exit 2
}

# real FOLDER: where it lies, links followed.
real() {
  (cd -P -- "$1" 2>/dev/null && pwd -P)
}

# is_within FOLDER PATH: whether a path, links followed, lies in a folder, links followed.
is_within() {
  outer=$(real "$1") && inner=$(real "$2") || return 1
  case $inner/ in
    "${outer%/}"/*) return 0 ;;
    *) return 1 ;;
  esac
}

# harden CHECKOUT: programs are not looked for in the checkout, nor in the current folder, and .NET is not taken from there.
harden() {
  unset CDPATH
  sound=
  saved=$IFS
  IFS=:
  for entry in $PATH; do
    IFS=$saved
    case $entry in
      /*) [ ! -d "$entry" ] || is_within "$1" "$entry" || sound=$sound${sound:+:}$entry ;;
    esac
  done
  IFS=$saved
  PATH=$sound
  export PATH
  case ${DOTNET_ROOT-} in
    /*) ! is_within "$1" "$DOTNET_ROOT" || unset DOTNET_ROOT ;;
    *) unset DOTNET_ROOT ;;
  esac
}

# bare 'NAME NAME…' PROGRAM [ARGUMENT…]: runs a program with these variables of the environment and no other.
bare() {
  kept=" $(printf '%s ' $1)"
  shift
  for name in $(env | LC_ALL=C sed -n 's/^\([A-Za-z_][^=]*\)=.*/\1/p' | LC_ALL=C sort -u); do
    case $kept in
      *" $name "*) ;;
      *) set -- -u "$name" "$@" ;;
    esac
  done
  env "$@"
}

# sha256: the program that makes such hashes, with its arguments.
sha256() {
  if command -v sha256sum >/dev/null; then printf sha256sum; else printf 'shasum -a 256'; fi
}

# hash_of FOLDER: one SHA-256 over the names and contents of all its files.
hash_of() {
  (
    cd -- "$1"
    sum=$(sha256)
    find . ! -type d -exec $sum {} + | LC_ALL=C sort | $sum | cut -c1-64
  )
}

# set_aside FOLDER PATH PLACE: moves what lies at a path below a folder to a place, which is not there yet. A link is moved, never followed, and one
# on the way there ends the script once it is moved. What an earlier run or the checkout left can then not pass for what this run found.
set_aside() {
  at=$1
  rest=$2/
  while [ -n "$rest" ]; do
    part=${rest%%/*}
    rest=${rest#*/}
    case $part in
      '' | .) continue ;;
      ..) fail "'$2' is no folder for reports: it leads out of the checkout." ;;
    esac
    at=$at/$part
    if [ -L "$at" ]; then
      mv -- "$at" "$3"
      fail "'$at' is a symbolic link, and no report is written through one. Name another folder, or take the link out of the repository."
    fi
  done
  [ "$at" != "$1" ] || fail "'$2' is no folder for reports: it is the checkout itself."
  if [ -e "$at" ]; then
    printf "PoPipeline: '%s' was there before this run, and is set aside.\n" "$at" >&2
    mv -- "$at" "$3"
  fi
}
