target "app" {
  attest = ["type=provenance,disabled=true"]
}
