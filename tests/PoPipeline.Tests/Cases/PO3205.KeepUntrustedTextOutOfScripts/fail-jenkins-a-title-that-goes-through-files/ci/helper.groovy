def build(branch) {
  def inner = load './ci/inner.groovy'
  inner.check(branch)
}

return this
