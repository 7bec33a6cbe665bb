target "base" {
  attest = ["type=provenance,disabled=true"]
}
target "app" {
  inherits = ["base"]
  tags     = ["ghcr.io/shop/app:1"]
}
