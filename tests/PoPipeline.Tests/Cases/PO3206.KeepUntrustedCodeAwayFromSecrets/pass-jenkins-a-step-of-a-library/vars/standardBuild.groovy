def call(Map config = [:]) {
  node('linux') {
    checkout scm
    withCredentials([string(credentialsId: 'npm', variable: 'NPM_TOKEN')]) {
      sh 'npm ci && npm publish'
    }
  }
}
