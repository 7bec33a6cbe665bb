def call() {
  sh libraryResource('deploy.sh')
}
