# attest = ["type=provenance"]
target "base" {
  attest = [
    "type=provenance,disabled=true",
    "type=sbom",
  ]
}
target "app" {
  attest = [{ type = "provenance", disabled = true }]
  tags   = ["ghcr.io/shop/app:1"]
}
