#!/bin/bash
set -eu
./ci/s4.sh
