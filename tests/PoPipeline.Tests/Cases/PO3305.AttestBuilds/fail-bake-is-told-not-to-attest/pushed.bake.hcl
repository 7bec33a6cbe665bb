target "default" {
  output = ["type=registry"]
  tags   = ["ghcr.io/shop/app:1"]
}
