using PoPipeline.Configuration;
using PoPipeline.Decisions.Trust;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests;

/// <summary>The policy of a case: its own <c>.popipeline.yml</c>, or the default.</summary>
internal static class TestPolicy
{
    public static Policy Of(string folder) => PolicyReader.OfRepository(folder);

    /// <summary>Joins it with the policy of the branch that counts, where a file of the case stands for that.</summary>
    public static (Policy Policy, PolicyTrust Trust) InForce(string folder, string trusted)
    {
        var own = PolicyReader.ReadRepository(new WorkingTree(folder, useGit: false));
        if (!File.Exists(Path.Combine(folder, trusted)))
        {
            return (own.Policy, new PolicyTrust { Source = PolicySource.Tree, Reason = "a case has no branch" });
        }

        var text = File.ReadAllText(Path.Combine(folder, trusted));
        var branch = PolicyReader.Read(path => new SourceFile(path, text, Fault: null), PolicyReader.FileName);
        var joined = PolicyInForce.Join(own, branch, "main", new string('c', 40));
        return (joined.Policy, joined.Trust);
    }
}
