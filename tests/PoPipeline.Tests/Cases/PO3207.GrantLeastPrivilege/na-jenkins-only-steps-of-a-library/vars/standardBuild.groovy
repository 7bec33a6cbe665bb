def call(Map config = [:]) {
  node('linux') {
    checkout scm
    sh 'make'
  }
}
