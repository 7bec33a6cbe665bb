def check(name) {
  def outer = load 'ci/helper.groovy'
  sh "git checkout ${name}"
  outer.build(name)
}

return this
