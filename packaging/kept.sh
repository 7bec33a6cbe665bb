# Builds of po that are kept between runs, in a folder: po, a statement of what it was built from and of its hash, and a signature of that. Whoever runs
# something in a pipeline can write what the pipeline keeps, so that neither a name nor a hash beside it says who built what lies there. It counts where
# PO_BUILD_KEY is the hash of that statement, or a key that signed it, whose private half only runs of looked-at code have. lib.sh is read before.
# shellcheck shell=sh

# subject_of SOURCES [REVISION]: what a build is of, a line each.
subject_of() {
  printf 'popipeline-build 1\nsources %s\nrevision %s\nmachine %s\n' "$(hash_of "$1")" "${2:-none}" "$(uname -sm)"
}

# statement_of SUBJECT HASH: what a build is of, and its own hash.
statement_of() {
  printf '%s\nhash %s\n' "$1" "$2"
}

# key_of SUBJECT HASH: the hash of the statement, which vouches for a build of these sources, at this revision, for this machine, and for no other.
key_of() {
  statement_of "$1" "$2" | $(sha256) | cut -c1-64
}

# is_hash KEY: whether a build key is a hash, for which nothing has to be verified, and not a public key.
is_hash() {
  case $1 in
    *[!0-9a-f]*) return 1 ;;
  esac
}

digest() {
  bare "$machine_variables" openssl dgst -sha256 "$@" >/dev/null 2>&1
}

# vouched_for FOLDER SUBJECT HASH: whether the key vouches for the statement there, which is one of these.
vouched_for() {
  if is_hash "$PO_BUILD_KEY"; then
    [ "$PO_BUILD_KEY" = "$(key_of "$2" "$3")" ] || return 1
    return 0
  fi
  [ -f "$1/signature" ] || return 1
  {
    printf -- '-----BEGIN PUBLIC KEY-----\n'
    printf '%s' "$PO_BUILD_KEY" | tr -d ' \t\r\n' | fold -w 64
    printf '\n-----END PUBLIC KEY-----\n'
  } >"$1/key"
  digest -verify "$1/key" -signature "$1/signature" "$1/statement"
}

# take_kept FOLDER SUBJECT: lays what is kept in FOLDER/po and writes its hash, if it is vouched for. It is judged as it lies there then, where nobody else
# writes; what its statement says is not read, but written anew.
take_kept() (
  [ -e "$PO_KEPT/po" ] || exit 1
  if ! is_hash "$PO_BUILD_KEY" && ! command -v openssl >/dev/null; then
    echo "PoPipeline: There is no openssl here to verify the build in '$PO_KEPT' with, so that po is built anew." >&2
    exit 1
  fi
  mkdir "$1/kept"
  # A link would be what it points to only for as long as that stays the same.
  [ ! -e "$PO_KEPT/signature" ] || cp -RP "$PO_KEPT/signature" "$1/kept"
  if cp -RP "$PO_KEPT/po" "$1/kept" && [ -d "$1/kept/po" ] && [ -z "$(find "$1/kept" ! -type d ! -type f)" ]; then
    hash=$(hash_of "$1/kept/po")
    statement_of "$2" "$hash" >"$1/kept/statement"
    if vouched_for "$1/kept" "$2" "$hash"; then
      mv "$1/kept/po" "$1/po"
      rm -rf "$1/kept"
      printf '%s' "$hash"
      exit 0
    fi
  fi
  rm -rf "$1/kept"
  echo "PoPipeline: Nothing vouches for what lies in '$PO_KEPT' as a build of these sources, so that po is built anew." >&2
  exit 1
)

# keep FOLDER SUBJECT HASH: keeps FOLDER/po, signed. PO_SIGNING_KEY is the private key, or the file that holds it.
keep() {
  command -v openssl >/dev/null || fail "There is no openssl here to sign the build that is kept with."
  mkdir "$1/kept"
  statement_of "$2" "$3" >"$1/kept/statement"
  (
    umask 077
    case $PO_SIGNING_KEY in
      /*) cat "$PO_SIGNING_KEY" ;;
      *) printf '%s\n' "$PO_SIGNING_KEY" ;;
    esac >"$1/kept/private"
  )
  signed=true
  digest -sign "$1/kept/private" -out "$1/kept/signature" "$1/kept/statement" || signed=false
  rm -f "$1/kept/private"
  { $signed && vouched_for "$1/kept" "$2" "$3"; } || fail "The private key for builds that are kept does not belong to the public one."
  rm -rf "$PO_KEPT/po" "$PO_KEPT/signature" "$PO_KEPT/statement"
  mkdir -p "$PO_KEPT"
  cp -RP "$1/po" "$1/kept/signature" "$1/kept/statement" "$PO_KEPT"
  rm -rf "$1/kept"
}
