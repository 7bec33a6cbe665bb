def build(Map given) {
  sh "make VERSION=${given.version}"
  withEnv(["TITLE=${given.title}"]) {
    sh 'echo "$TITLE"'
  }
}

return this
