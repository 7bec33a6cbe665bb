#!/bin/sh
if [ "$SIGN" = true ]; then
  cosign sign --yes ghcr.io/acme/app
fi
