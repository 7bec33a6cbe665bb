target "default" {
  output = ["type=registry"]
}
