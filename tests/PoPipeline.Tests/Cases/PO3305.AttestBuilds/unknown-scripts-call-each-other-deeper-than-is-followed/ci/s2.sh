#!/bin/bash
set -eu
./ci/s3.sh
