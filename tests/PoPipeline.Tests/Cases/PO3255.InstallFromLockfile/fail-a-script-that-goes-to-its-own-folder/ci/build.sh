#!/usr/bin/env bash
set -eu
cd "$(dirname "$0")/../web"
npm install
