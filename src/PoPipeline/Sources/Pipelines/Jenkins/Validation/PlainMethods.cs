using System.Collections.Frozen;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins.Validation;

/// <summary>Finds steps in methods that run as plain Groovy, which a step leaves for good: nothing behind it in the method is run.</summary>
/// <remarks>Source: https://www.jenkins.io/doc/book/pipeline/cps-method-mismatches/.</remarks>
internal static class PlainMethods
{
    // Steps that wait for something, of those that come with Jenkins. 'echo' and the like are over when they return.
    private static readonly FrozenSet<string> Waiting = FrozenSet.Create(
        StringComparer.Ordinal,
        "sh", "bat", "powershell", "pwsh", "node", "stage", "parallel", "checkout", "git", "build", "input", "sleep", "timeout", "retry", "waitUntil", "withCredentials", "withEnv", "dir", "ws", "lock", "catchError", "stash", "unstash", "archiveArtifacts", "junit",
        "readFile", "writeFile", "fileExists", "deleteDir", "httpRequest");

    /// <summary>What in a file stops short.</summary>
    /// <param name="script">The file.</param>
    /// <param name="file">Its text.</param>
    public static IEnumerable<Problem> In(GroovyScript script, JenkinsText file)
    {
        var own = script.All().OfType<GroovyMethod>().ToList();
        var names = own.Select(method => method.Name).ToHashSet(StringComparer.Ordinal);
        return from method in own
               where method.Annotations.Any(annotation => annotation.Name is "NonCPS" or "com.cloudbees.groovy.cps.NonCPS")
               from call in method.Body.SelectMany(statement => statement.All()).OfType<GroovyCall>()
               where call.Name is { } name && Waiting.Contains(name) && !names.Contains(name) && call.Receiver is null or GroovyName { Name: "steps" or "script" }
               select new Problem(ProblemKind.Context, $"'{call.Name}' is a step, and '{method.Name}' is marked '@NonCPS': the method ends where the step begins, and gives what the step gives", file.PlaceOf(call.NameStart, call.NameStart + call.Name!.Length))
               {
                   Effect = ProblemEffect.Altered,
               };
    }
}
