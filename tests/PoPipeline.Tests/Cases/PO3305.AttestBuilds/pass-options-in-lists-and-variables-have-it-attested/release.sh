#!/bin/bash
args=(--provenance)
args+=(--access public)
npm publish "${args[@]}"
