#!/bin/sh
docker push ghcr.io/acme/app
