#!/bin/bash
cosign sign --yes ghcr.io/a/b
