#!/usr/bin/env bash
# Builds po from the checkout that this action was pinned to, with its lock files, so that what was pinned is what runs.
# build.sh FOLDER: puts the tool there.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
dotnet restore "$root/src/PoPipeline.Tool" --locked-mode --verbosity quiet
dotnet publish "$root/src/PoPipeline.Tool" --no-restore --configuration Release --output "$1" --verbosity quiet
