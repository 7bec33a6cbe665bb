namespace PoPipeline.Tests.Jenkins;

/// <summary>Programs in Groovy as people write them, for tests that change them or take them apart.</summary>
internal static class GroovySamples
{
    /// <summary>A declarative pipeline.</summary>
    public const string Declarative = """"
        #!/usr/bin/env groovy
        @Library(['shared@1.2', 'other']) _
        import groovy.json.JsonOutput

        // One line.
        /* Several
           lines. */
        pipeline {
            agent { docker { image 'maven:3.9'; args "-v ${env.HOME}/.m2:/root/.m2" } }
            options { timeout(time: 1, unit: 'HOURS'); buildDiscarder(logRotator(numToKeepStr: '5')) }
            environment {
                TOKEN = credentials('token')
                NAME = "${params.NAME}-$BUILD_NUMBER"
            }
            parameters { string(name: 'NAME', defaultValue: "x${'y'}z"); choice(name: 'C', choices: ['a', 'b']) }
            stages {
                stage('Build') {
                    when { anyOf { branch 'main'; expression { return params.NAME ==~ /v\d+\/x/ } } }
                    steps {
                        sh """
                            echo "${params.NAME}" \$HOME
                            make ${env.X ?: 'all'}
                        """
                        script {
                            def parts = env.JOB_NAME.split('/')
                            for (int i = 0; i < parts.size(); i++) { echo parts[i] }
                            for (p in parts) { echo "p: $p.length and ${p.trim() + "${1 / 2}"}" }
                            if (parts[0] == 'a' && !fileExists('x')) {
                                error 'no'
                            } else if (currentBuild.result in ['FAILURE', null]) {
                                echo 'maybe'
                            } else {
                                catchError(buildResult: 'UNSTABLE') { sh script: 'exit 1', returnStatus: true }
                            }
                        }
                    }
                    post { always { junit '**/*.xml' } }
                }
                stage('Both') {
                    parallel {
                        stage('One') { steps { bat 'dir' } }
                        stage('Two') { steps { withCredentials([usernamePassword(credentialsId: 'x', usernameVariable: 'U', passwordVariable: 'P')]) { sh 'curl -u $U:$P' } } }
                    }
                }
            }
        }
        """";

    /// <summary>A scripted pipeline.</summary>
    public const string Scripted = """"
        def version = '1.0', count = 2
        def (a, b) = [1, 2]
        String name = $/a $version /$ + /x${count}\/y/
        Map<String, List<Integer>> table = [first: [1, 2], 'second': [], (name): [*[3]], "k$a": null]
        properties([disableConcurrentBuilds(), parameters([string(name: 'A', defaultValue: '')])])

        @NonCPS
        private static String joined(List<String> all, String by = ", ") throws Exception {
            return all.collect { it?.trim() ?: 'none' }.findAll { x -> x != '' }.join(by)
        }

        class Tool implements Serializable {
            final String name
            def steps
            Tool(steps, String name) { this.steps = steps; this.name = name }
            void run(Map args = [:]) { steps.sh "${name} ${args.flags}" }
        }

        node('linux && docker') {
            try {
                stage 'Checkout'
                checkout scm
                def image = docker.build("app:${env.BUILD_ID}", '-f Dockerfile .')
                image.inside('--privileged') {
                    sh "make ${(count as String).padLeft(2)}"
                }
                parallel one: { sh 'a' }, two: {
                    sh 'b'
                }
                switch (name) {
                    case 'x': echo 'x'; break
                    case ~/y.*/:
                    case ['p', 'q']:
                        echo 'y'
                        break
                    default: echo 'z'
                }
                def text = readFile('a').readLines()*.trim().collect(this.&joined)
                int sum = (int) (text.size() << 2) >>> 1
                new Tool(this, 'x').run flags: '-v'
                do { sum-- } while (sum > 0)
                assert sum == 0 : "sum is $sum"
            } catch (hudson.AbortException | IOException e) {
                currentBuild.result = 'FAILURE'
                throw e
            } finally {
                deleteDir()
            }
        }
        """";

    /// <summary>All of them.</summary>
    public static string[] All { get; } = [Declarative, Scripted];
}
