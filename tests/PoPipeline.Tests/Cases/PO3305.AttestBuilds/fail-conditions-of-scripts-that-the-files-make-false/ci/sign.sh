#!/bin/sh
LEVEL=none
if [ "$SIGN" = true ]; then
  cosign sign --yes ghcr.io/acme/app
fi
if [ "$LEVEL" != none ]; then
  cosign sign --yes ghcr.io/acme/app
fi
