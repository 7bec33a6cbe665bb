#!/bin/bash
sign() {
  cosign sign --yes ghcr.io/a/b
}

docker push ghcr.io/a/b
