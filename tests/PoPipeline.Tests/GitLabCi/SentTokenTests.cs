using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.GitLabCi;

/// <summary>Where the token of a job goes, by where the repository lies.</summary>
public sealed class SentTokenTests
{
    [Theory]
    [InlineData("https://code.acme.example/group/app", "files.partner.example", Severity.Medium)]
    [InlineData("https://code.acme.example/group/app", "packages.acme.example", null)]
    [InlineData(null, "files.partner.example", Severity.Low)]
    public void The_remote_tells_which_hosts_are_not_the_platform(string? remote, string host, Severity? severity)
    {
        using var tree = new TempTree();
        tree.Write(GitLabCiReader.Root, $"upload:\n  script:\n    - 'curl --header \"JOB-TOKEN: $CI_JOB_TOKEN\" https://{host}/upload'\n");
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });

        var verdict = new PO3209PassOnlyNeededSecrets().Judge(snapshot with { Repository = snapshot.Repository with { Url = remote } });

        Assert.Equal(severity, verdict.Findings.SingleOrDefault()?.Severity);
    }
}
