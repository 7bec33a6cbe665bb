#!/bin/bash
"$TOOLS/ci/push.sh"
