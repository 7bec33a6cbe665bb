using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Forges.GitLab;
using PoPipeline.Ledger;
using static PoPipeline.Tests.Decisions.GitLab.GitLabWorld;

namespace PoPipeline.Tests.Decisions.GitLab;

public class GitLabTextTests
{
    [Theory]
    [InlineData("/close", "\\/close")]
    [InlineData("a\n/close\nb", "a\n\\/close\nb")]
    [InlineData("a\r\n/label ~x", "a\n\\/label ~x")]
    [InlineData("a\n\r/close", "a\n\n\\/close")]
    [InlineData("a\r/close", "a\n\\/close")]
    [InlineData("  /close", "  \\/close")]
    [InlineData("/CLOSE", "\\/CLOSE")]
    [InlineData("/po approve 12345678", "`/po approve 12345678`")]
    [InlineData("/po", "`/po`")]
    [InlineData("/pointless", "\\/pointless")]
    [InlineData("/po `/close`", "\\/po `/close`")]
    [InlineData("a /close", "a /close")]
    [InlineData("- /close", "- /close")]
    [InlineData("```\n/po approve 12345678\n```", "```\n/po approve 12345678\n```")]
    [InlineData("```\n/close\n```\n/close", "```\n /close\n```\n\\/close")]
    [InlineData("```a`b\n/close", "```a`b\n\\/close")]
    [InlineData("~~~\n/close\n~~~", "~~~\n\\/close\n~~~")]
    [InlineData("```\n```x\n/close\n```\n/close", "```\n```x\n /close\n```\n\\/close")]
    [InlineData("", "")]
    public void No_line_is_left_that_GitLab_would_carry_out(string markdown, string expected) => Assert.Equal(expected, QuickActions.Neutralise(markdown));

    [Fact]
    public void The_block_of_a_request_stays_as_it_is()
    {
        var draft = Draft();

        Assert.Equal(draft.Body, QuickActions.Neutralise(draft.Body));
        Assert.Equal(draft.Request.Digest, RequestBlock.Read(QuickActions.Neutralise($"/close\n{draft.Body}"), out _)?.Digest);
    }

    [Fact]
    public async Task GitLab_carries_nothing_out_that_others_wrote()
    {
        await using var world = await StartAsync();
        var tracker = world.Tracker();
        const string Text = "Asked for:\n/close\n/label ~\"po:approved\"\n```\n/po approve 12345678\n/close\n```\n>>>\n/close\n>>>\n\r/close\n/po reject 12345678\n";

        var issue = await tracker.FileAsync(Draft(text: Text), Cancellation);
        await tracker.CommentAsync(issue, new string('c', 64), Text, Cancellation);

        var read = await world.OnlyIssueAsync();
        Assert.True(read.IsOpen);
        Assert.Equal(["po:record", "po:requested"], read.Labels.Order(StringComparer.Ordinal));
        Assert.Contains("\\/close", read.Body, StringComparison.Ordinal);
        Assert.Contains("\\/close", Assert.Single(read.Comments).Body, StringComparison.Ordinal);
        Assert.Empty(world.Server.Control("quickActions", [])["seen"]!.AsArray());
        Assert.Equal(Draft().Request.Key, RequestBlock.Read(read.Body, out _)?.Key);
    }

    [Theory]
    [InlineData("<https://a/api?page_token=abc%2F1&x=1>; rel=\"next\"", "abc/1")]
    [InlineData("<https://a/api?x=1>; rel=\"prev\", <https://b/api?page_token=q>; rel=\"next\"", "q")]
    [InlineData("<https://a/api?page_token=q>; rel=\"first\"", null)]
    [InlineData("rel=\"next\"", null)]
    [InlineData("<; rel=\"next\"", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void The_next_page_begins_where_the_link_says(string? link, string? token) => Assert.Equal(token, PageToken.After(link));

    [Theory]
    [InlineData("70001/12", true)]
    [InlineData("70001", false)]
    [InlineData("70001/", false)]
    [InlineData("-1/2", false)]
    [InlineData("0/0", false)]
    [InlineData("1/2/3", false)]
    [InlineData("99999999999999999999/1", false)]
    public void The_id_of_an_issue_is_two_numbers(string text, bool isOne) => Assert.Equal(isOne, IssueId.Parse(text)?.ToString() == text);

    [Theory]
    [InlineData("checkpoint", true)]
    [InlineData("tile/0/000", true)]
    [InlineData("tile/entries/x001/x234/067.p/8", true)]
    [InlineData("tile/0/../../etc/passwd", false)]
    [InlineData("../checkpoint", false)]
    [InlineData("/checkpoint", false)]
    [InlineData("head/abc", false)]
    [InlineData("checkpoint\n", false)]
    public void Only_files_of_a_ledger_are_fetched(string path, bool isOne) => Assert.Equal(isOne, LedgerFiles.IsName(path));

    [Fact]
    public void A_token_is_for_the_server_that_runs_the_job()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CI_SERVER_URL"] = "https://acme.example/gitlab",
            ["CI_PROJECT_PATH"] = "acme/app",
            ["CI_MERGE_REQUEST_IID"] = "7",
            ["GITLAB_TOKEN"] = "glpat-secret",
            ["CI_JOB_TOKEN"] = "job",
        };

        var options = GitLabOptions.Of(environment.GetValueOrDefault, "https://evil.example/acme/app");

        Assert.Equal(new Uri("https://acme.example/gitlab"), options?.Server);
        Assert.Equal(("acme/app", 7L, "GITLAB_TOKEN"), (options?.Project, options?.MergeRequest, options?.Token?.Variable));
        Assert.DoesNotContain("glpat-secret", options?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://gitlab.com/acme/sub/app.git", "https://gitlab.com/", "acme/sub/app")]
    [InlineData("https://host:8443/acme/app", "https://host:8443/", "acme/app")]
    [InlineData("https://user:secret@host/acme/app", null, null)]
    [InlineData("ssh://git@host/acme/app", null, null)]
    [InlineData("https://host/", null, null)]
    [InlineData(null, null, null)]
    public void Outside_a_job_the_remote_says_which_server_and_project(string? remote, string? server, string? project)
    {
        var options = GitLabOptions.Of(_ => null, remote);

        Assert.Equal((server, project), (options?.Server.AbsoluteUri, options?.Project));
    }

    [Fact]
    public void Loading_the_engine_loads_no_client()
    {
        // What an assembly does when it is loaded is the static constructor of its first type, '<Module>'.
        using var file = new PEReader(File.OpenRead(typeof(GitLabTracker).Assembly.Location));
        var metadata = file.GetMetadataReader();

        var methods = metadata.GetTypeDefinition(metadata.TypeDefinitions.First()).GetMethods().Select(method => metadata.GetString(metadata.GetMethodDefinition(method).Name));

        Assert.DoesNotContain(".cctor", methods);
    }

    [Fact]
    public async Task A_server_may_lie_below_a_path()
    {
        var handler = new Recorder();
        using var tracker = GitLabTracker.Create(new GitLabOptions
        {
            Server = new Uri("https://acme.example/gitlab/"),
            Project = "acme/sub/app",
            Token = GitLabToken.Of(name => name is "GITLAB_TOKEN" ? "glpat-secret" : null),
            Handler = handler,
        });

        var context = await tracker.OpenAsync(Cancellation);

        Assert.Equal(
            ["/gitlab/api/v4/user", "/gitlab/api/v4/projects/acme%2Fsub%2Fapp", "/gitlab/api/v4/projects/501/repository/branches/main"],
            handler.Paths);
        Assert.Equal("https://acme.example/gitlab/acme/sub/app/-/issues/new?issuable_template=popipeline-exception", context.RequestUrl);
        Assert.Equal("acme.example", context.Scope.Host);
        Assert.False(context.IsProtected.IsKnown);
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public List<string> Paths { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Paths.Add(request.RequestUri!.AbsolutePath);
            Assert.Equal("glpat-secret", Assert.Single(request.Headers.GetValues("PRIVATE-TOKEN")));
            var body = Paths.Count switch
            {
                1 => """{ "id": 90, "username": "po-bot", "bot": true, "new": { "field": 1 } }""",
                2 => """{ "id": 501, "path_with_namespace": "acme/sub/app", "default_branch": "main", "namespace": { "id": 301 } }""",
                _ => """{ "name": "main", "commit": { "id": "0123456789012345678901234567890123456789" } }""",
            };
            return Task.FromResult(new HttpResponseMessage
            {
                RequestMessage = request,
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            });
        }
    }
}
