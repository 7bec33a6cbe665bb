def call(String text) {
  return "'" + text + "'"
}
