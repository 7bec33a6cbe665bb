#!/bin/bash
set -eu
./ci/s9.sh
