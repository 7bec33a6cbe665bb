#!/bin/bash
set -eu
./ci/s7.sh
