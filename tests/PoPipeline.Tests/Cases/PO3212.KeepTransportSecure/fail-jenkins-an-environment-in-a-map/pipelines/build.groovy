node('linux') {
  def settings = [
    EUPS_PKGROOT: "${pwd()}/distrib",
    GIT_SSH_COMMAND: 'ssh -o StrictHostKeyChecking=no',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  ]
  util.wrap(settings)
  withEnv(overrides: ['GIT_SSL_NO_VERIFY=true']) {
    sh 'git fetch'
  }

  def tools = [git: 'ssh -o StrictHostKeyChecking=no', node: '0']
}
