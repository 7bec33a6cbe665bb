sign_all() {
  cosign sign --yes ghcr.io/a/b
}
