#!/bin/bash
"$TOOLS/ci/sign.sh"
