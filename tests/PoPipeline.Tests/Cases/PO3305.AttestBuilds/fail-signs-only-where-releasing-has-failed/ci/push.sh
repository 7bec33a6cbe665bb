#!/bin/sh
docker push ghcr.io/acme/app || cosign sign --yes ghcr.io/acme/app
