def call(Map given) {
  pipeline {
    agent any
    stages {
      stage('Build') {
        steps {
          sh given.command
        }
      }
    }
  }
}
