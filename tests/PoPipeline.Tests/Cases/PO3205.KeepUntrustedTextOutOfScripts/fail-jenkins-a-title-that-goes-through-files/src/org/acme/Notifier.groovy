package org.acme

class Notifier implements Serializable {
  def steps

  Notifier(steps) {
    this.steps = steps
  }

  void say(String channel, String message) {
    steps.sh "notify ${message}"
  }
}
