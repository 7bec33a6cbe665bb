cosign sign --yes ghcr.io/a/b
