def call(Closure body) {
  podTemplate(yaml: libraryResource('pods/docker.yaml')) {
    node(POD_LABEL) {
      sh 'docker ps'
      body()
    }
  }
}
