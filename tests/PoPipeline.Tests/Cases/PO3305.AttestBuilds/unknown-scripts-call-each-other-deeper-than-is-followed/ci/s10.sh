#!/bin/bash
set -eu
./ci/s11.sh
