target "app" {
  attest = ["type=provenance,mode=max", "type=sbom,disabled=true"]
}
