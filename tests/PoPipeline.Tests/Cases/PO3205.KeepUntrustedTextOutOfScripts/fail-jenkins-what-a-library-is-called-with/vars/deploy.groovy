def call(Map config = [:]) {
  sh "deploy --to ${config.target}"
}
