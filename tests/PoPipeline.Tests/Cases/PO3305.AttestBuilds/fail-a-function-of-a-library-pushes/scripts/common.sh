login() {
  docker login ghcr.io
}

push_images() {
  docker push ghcr.io/a/b
}
