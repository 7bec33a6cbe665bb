import com.cloudbees.groovy.cps.NonCPS

@NonCPS
def call(List names) {
  names.each { name ->
    steps.deleteDir()
  }
}
