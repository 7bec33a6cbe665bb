#!/bin/bash
ROOT=$(git rev-parse --show-toplevel)
. "${ROOT}/ci/sign.sh"
