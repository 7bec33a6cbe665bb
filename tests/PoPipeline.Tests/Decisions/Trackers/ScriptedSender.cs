using System.Net;

namespace PoPipeline.Tests.Decisions.Trackers;

/// <summary>Answers requests with what a test has written down, one after the other, and keeps what was asked.</summary>
internal sealed class ScriptedSender(params IEnumerable<Func<HttpRequestMessage, HttpResponseMessage>> answers) : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> answers = new(answers);

    /// <summary>What was asked, with the token and the entity tag that came with it.</summary>
    public List<(string Method, Uri Address, string? Token, string? Tag, string? Version)> Requests { get; } = [];

    public static Func<HttpRequestMessage, HttpResponseMessage> Answer(HttpStatusCode code, string body = "{}", params (string Name, string Value)[] headers) => request =>
    {
        var answer = new HttpResponseMessage(code) { RequestMessage = request, Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            Assert.True(answer.Headers.TryAddWithoutValidation(name, value));
        }

        return answer;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Fail(HttpRequestError error) => _ => throw new HttpRequestException(error, "It broke.");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers;
        Requests.Add((
            request.Method.Method, request.RequestUri!, headers.Authorization?.ToString(), headers.IfNoneMatch.ToString(), headers.TryGetValues("X-GitHub-Api-Version", out var version) ? version.Single() : null));
        return Task.FromResult(answers.Dequeue()(request));
    }
}
