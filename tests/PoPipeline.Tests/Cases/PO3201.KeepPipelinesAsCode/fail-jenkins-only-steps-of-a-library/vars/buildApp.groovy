def call() {
  sh 'make'
}
