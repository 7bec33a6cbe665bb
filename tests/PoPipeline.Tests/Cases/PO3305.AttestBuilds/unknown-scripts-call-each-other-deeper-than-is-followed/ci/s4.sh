#!/bin/bash
set -eu
./ci/s5.sh
