cosign sign --yes "$1"
