#!/bin/bash
set -eu
./ci/s10.sh
