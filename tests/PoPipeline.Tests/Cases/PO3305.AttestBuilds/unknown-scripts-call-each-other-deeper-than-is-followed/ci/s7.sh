#!/bin/bash
set -eu
./ci/s8.sh
