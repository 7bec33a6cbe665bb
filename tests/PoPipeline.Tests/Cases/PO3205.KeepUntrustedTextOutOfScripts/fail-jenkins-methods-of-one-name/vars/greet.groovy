def call(String text) {
  sh "echo ${text}"
}

def call(Map given) {
  sh "echo ${given.name}"
}

def call(String text, String branch, boolean loud = false) {
  sh "git checkout ${branch}"
}
