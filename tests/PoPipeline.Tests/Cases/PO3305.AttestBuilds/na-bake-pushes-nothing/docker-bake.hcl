# output = ["type=registry"]
target "default" {
  output = ["type=docker"]
}
