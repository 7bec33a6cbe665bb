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
    [InlineData("https://code.acme.example/group/app", "code.acme.example/api/v4", null)]
    [InlineData("https://code.acme.example/group/app", "gitlab.partner.example", Severity.Medium)]
    [InlineData("https://code.acme.example/group/app", "files.partner.example/api/v4", Severity.Medium)]
    [InlineData("https://code.acme.co.uk/group/app", "files.partner.co.uk", Severity.Medium)]
    [InlineData(null, "gitlab.partner.example", null)]
    public void The_remote_tells_which_hosts_are_not_the_platform(string? remote, string host, Severity? severity)
    {
        using var tree = new TempTree();
        tree.Write(GitLabCiReader.Root, $"upload:\n  script:\n    - 'curl --header \"JOB-TOKEN: $CI_JOB_TOKEN\" https://{host}/upload'\n");
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });

        var verdict = new PO3209PassOnlyNeededSecrets().Judge(snapshot with { Repository = snapshot.Repository with { Url = remote } });

        Assert.Equal(severity, verdict.Findings.SingleOrDefault()?.Severity);
    }

    [Theory]
    [InlineData("git clone https://gitlab-ci-token:${CI_JOB_TOKEN}@files.partner.example/r.git")]
    [InlineData("'curl -H \"JOB-TOKEN: $CI_JOB_TOKEN\" -d \"$CI_PROJECT_URL\" https://files.partner.example/x'")]
    [InlineData("curl \"files.partner.example/?t=$CI_JOB_TOKEN\"")]
    [InlineData("curl -d t=$CI_JOB_TOKEN files.partner.example")]
    public void However_it_is_written(string command)
    {
        using var tree = new TempTree();
        tree.Write(GitLabCiReader.Root, $"upload:\n  script:\n    - {command}\n");
        var snapshot = new Collector(new FixedTime(DateTimeOffset.UnixEpoch)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy(), UseGit = false });

        var verdict = new PO3209PassOnlyNeededSecrets().Judge(snapshot with { Repository = snapshot.Repository with { Url = "https://code.acme.example/group/app" } });

        Assert.Equal(Severity.Medium, Assert.Single(verdict.Findings).Severity);
    }
}
