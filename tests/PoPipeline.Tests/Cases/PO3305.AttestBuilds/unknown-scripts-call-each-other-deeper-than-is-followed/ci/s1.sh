#!/bin/bash
set -eu
./ci/s2.sh
