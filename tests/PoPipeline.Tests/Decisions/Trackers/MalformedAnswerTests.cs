using System.Net;
using System.Net.Http.Headers;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;
using PoPipeline.Tests.Decisions.Records;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>A forge that answers nonsense: whatever it is, it is the forge's fault, named, and never a failure of PoPipeline itself.</summary>
public sealed class MalformedAnswerTests
{
    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{}", "[null]", "[{}]", "0", "\"\"", "true", "{\"id\":", "<html>", "{\"id\":\"x\"}", "{\"id\":1e999}", "{\"id\":[],\"default_branch\":{}}", "{\"id\":null,\"owner\":null}",
        """{"id":1,"name":"app","url":"x","html_url":"x","default_branch":"main","owner":{"id":1}}""",
        """{"id":1,"default_branch":"main","path_with_namespace":"acme/app","namespace":{"id":1}}""",
        """{"message":"::error::\n\u001b[2J s3cret"}""", """{"data":null}""", """{"data":{"viewer":null}}""", """{"data":{"nodes":null}}""", """{"errors":[null]}""", """{"errors":[{"message":"::error::\u001b[2J"}]}""",
    ];

    private static readonly string[] Types = ["application/json", "text/html", "application/json; charset=nonsense", ""];

    private static readonly int[] Known = [200, 201, 202, 203, 204, 205, 206, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 404, 409, 410, 418, 422, 451];

    public static TheoryData<HttpStatusCode> Codes => [.. Known.Select(code => (HttpStatusCode)code)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Codes))]
    public Task Whatever_GitHub_answers_is_its_own_fault(HttpStatusCode code) => AssertNamedAsync(code, sender => AnswerGuard.Of(GitHubTracker.Create(new GitHubOptions
    {
        Address = new Uri("https://git.example/api/v3/"),
        Repository = "acme/app",
        Token = new Secret("s3cret"),
        Sender = sender,
        Time = new AdvancingTime(DateTimeOffset.UnixEpoch),
    })));

    [Theory]
    [MemberData(nameof(Codes))]
    public Task Whatever_GitLab_answers_is_its_own_fault(HttpStatusCode code) => AssertNamedAsync(code, sender => AnswerGuard.Of(GitLabTracker.Create(new GitLabOptions
    {
        Server = new Uri("https://git.example"),
        Project = "acme/app",
        Token = GitLabToken.Of(name => name is "POPIPELINE_TOKEN" ? "s3cret" : null),
        Handler = sender,
        Time = new AdvancingTime(DateTimeOffset.UnixEpoch),
    })));

    [Fact]
    public async Task What_stands_before_a_tracker_passes_on_that_authors_are_in_doubt()
    {
        var doubt = new AuthorProof("nobody signed", "nobody signed");
        using var guard = new AnswerGuard(new MemoryTracker { Proof = doubt }, () => "");

        Assert.Equal(doubt, await guard.ProofOfAuthorsAsync("a.yml", TestContext.Current.CancellationToken));
    }

    private static async Task AssertNamedAsync(HttpStatusCode code, Func<HttpMessageHandler, AnswerGuard> make)
    {
        foreach (var (type, body) in Types.SelectMany(type => Bodies.Select(body => (type, body))))
        {
            using var sender = new SameAnswer(code, type, body);
            using var tracker = make(sender);
            var refusals = new List<string>();
            foreach (var call in (Func<Task>[])[() => tracker.OpenAsync(Stop), () => tracker.ReadTrustedAsync(".popipeline.yml", Stop), () => tracker.ReadAsync([], Stop), () => tracker.AuthorsOfAsync("a", Stop)])
            {
                try
                {
                    await call();
                }
                catch (ForgeException refusal)
                {
                    refusals.Add(refusal.Message);
                }
            }

            // No answer is good enough for all of them.
            Assert.NotEmpty(refusals);
            Assert.All(refusals, message => Assert.DoesNotContain(message, char.IsControl));
            Assert.All(refusals, message => Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal));
            Assert.Matches("acme/app|/api/|GitLab (refuses|does not say)", refusals[0]);
        }
    }

    private sealed class SameAnswer(HttpStatusCode code, string type, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            if (type.Length > 0)
            {
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            }

            return Task.FromResult(new HttpResponseMessage(code) { RequestMessage = request, Content = content });
        }
    }
}
