def call(Map config = [:]) {
  sh "deploy --to ${config.target}"
  sh "deploy --stage ${config.stage}"
}

def rollback(String who) {
  sh "rollback --by ${who}"
}
