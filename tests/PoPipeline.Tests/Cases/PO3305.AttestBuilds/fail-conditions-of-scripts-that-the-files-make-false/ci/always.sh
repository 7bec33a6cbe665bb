#!/bin/sh
cosign sign --yes ghcr.io/acme/app
