#!/bin/sh
# Builds po from the sources that this file lies in, with their lock files, and writes a hash of what was built to the standard output.
# build.sh FOLDER [CHECKOUT [REVISION]]: po lies in FOLDER/po then. FOLDER is fresh and belongs to whoever runs this alone; neither it nor these
# sources lie in the CHECKOUT, because .NET obeys files of every folder above. PO_NUGET_CONFIG may name a NuGet configuration outside of it.
# PO_KEPT may name a folder outside of it with a build that was kept, which is taken where PO_BUILD_KEY vouches for it (kept.sh). Where PO_SIGNING_KEY is
# there, what is built is kept in that folder. Where no CHECKOUT is named, the build is one to be kept, and the hash that vouches for it is told.
set -euf
here=$(CDPATH="" cd -P -- "${0%/*}" && pwd -P)
. "$here/lib.sh"
. "$here/kept.sh"

root=${here%/*}
harden "${2:-/nowhere}"
folder=$(real "$1") || fail "There is no folder '$1' to build in."
config=${PO_NUGET_CONFIG:-$here/nuget.config}
[ -f "$config" ] || fail "There is no NuGet configuration '$config'."
case $config in
  /*) ;;
  *) fail "The NuGet configuration '$config' is not named by its full path." ;;
esac
if [ -n "${2-}" ]; then
  ! is_within "$2" "$root" || fail "The sources of po lie in the checkout that it is to judge ('$root'), so that the checkout says what is run. Name this packaging by the full hash of a commit of PoPipeline."
  ! is_within "$2" "$folder" || fail "The folder to build po in ('$folder') lies in the checkout that it is to judge. Set TMPDIR to a folder outside of it."
  [ ! -L "$config" ] && ! is_within "$2" "${config%/*}/" || fail "The NuGet configuration '$config' lies in the checkout that is judged, or is a link. Write it outside of it."
fi

if [ -n "${PO_KEPT-}" ]; then
  case $PO_KEPT in
    "${2:-/nowhere}"/*) fail "The folder for a build that is kept, '$PO_KEPT', lies in the checkout that is judged." ;;
    /*) ;;
    *) fail "The folder for a build that is kept, '$PO_KEPT', is not named by its full path." ;;
  esac
  [ -n "${PO_BUILD_KEY-}" ] || fail "A build that was kept counts only with a key or a hash that vouches for it, and none is named."
  [ -z "${2-}" ] || ! is_within "$2" "$PO_KEPT" || fail "The folder for a build that is kept, '$PO_KEPT', lies in the checkout that is judged."
fi

# A copy that nobody else has touched since, with nothing that an earlier build left.
mkdir -p "$folder/source/docs" "$folder/home"
for part in .editorconfig Directory.Build.props Directory.Build.targets Directory.Packages.props global.json build docs/rules packaging src; do
  cp -R "$root/$part" "$folder/source/$part"
done

subject=$(subject_of "$folder/source" "${3-}")
if [ -n "${PO_KEPT-}" ]; then
  if hash=$(take_kept "$folder" "$subject"); then
    rm -rf "$folder/source" "$folder/home"
    printf '%s\n' "$hash"
    exit 0
  fi
fi

cd "$folder/source"
HOME=$folder/home
export HOME
# Only what is run is made, compiled ahead as the project says, and the compiler, which starts a few times and not for long, does not watch itself to become faster.
dotnet() {
  bare "$machine_variables" env DOTNET_NOLOGO=1 DOTNET_TieredPGO=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false \
    dotnet "$@" -noAutoResponse -nodeReuse:false --verbosity quiet >&2
}
dotnet restore src/PoPipeline.Tool --locked-mode --configfile "$config"
dotnet publish src/PoPipeline.Tool --no-restore --configuration Release --output "$folder/po" \
  -p:UseSharedCompilation=false -p:RunAnalyzers=false -p:DiscoverGlobalAnalyzerConfigFiles=false \
  -p:GenerateDocumentationFile=false -p:ProduceReferenceAssembly=false -p:DebugType=none \
  -p:EnableSourceControlManagerQueries=false ${3:+"-p:SourceRevisionId=$3"}
cd "$folder"
rm -rf "$folder/source" "$folder/home"
hash=$(hash_of "$folder/po")
if [ -n "${PO_KEPT-}" ] && [ -n "${PO_SIGNING_KEY-}" ]; then
  keep "$folder" "$subject" "$hash"
fi
[ -n "${2-}" ] || printf 'PoPipeline: The build-key of this build, where it is kept, is %s\n' "$(key_of "$subject" "$hash")" >&2
printf '%s\n' "$hash"
