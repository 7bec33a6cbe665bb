#!/bin/bash
set -eu
npm publish --provenance
