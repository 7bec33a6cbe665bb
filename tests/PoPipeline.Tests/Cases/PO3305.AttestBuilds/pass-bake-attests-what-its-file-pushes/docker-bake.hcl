target "default" {
  output = ["type=image,name=ghcr.io/shop/app,push=true"]
}
