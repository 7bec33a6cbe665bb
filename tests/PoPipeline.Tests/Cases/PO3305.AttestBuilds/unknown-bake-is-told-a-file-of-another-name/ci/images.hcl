target "app" {
  attest = ["type=provenance,disabled=true"]
  output = ["type=registry"]
}
