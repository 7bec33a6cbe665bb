#!/bin/bash
set -eu
./ci/s6.sh
