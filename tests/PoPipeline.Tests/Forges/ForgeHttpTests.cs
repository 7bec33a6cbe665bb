using System.IO.Compression;
using System.Net;
using PoPipeline.Forges;
using PoPipeline.Forges.Http;
using PoPipeline.Tests.Decisions.Trackers;
using static PoPipeline.Tests.Decisions.Trackers.ScriptedSender;

namespace PoPipeline.Tests.Forges;

/// <summary>What lies between a client and a forge. The clock is one on which every wait is over at once.</summary>
public sealed class ForgeHttpTests
{
    private const string Secondary = """{"message":"You have exceeded a secondary rate limit."}""";
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Uri Address = new("https://git.example/api/v3/");
    private readonly AdvancingTime time = new(Start);
    private readonly List<Pause> notices = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_limit_with_a_time_is_waited_for_even_by_what_is_not_repeatable(HttpStatusCode code)
    {
        var sender = new ScriptedSender(Answer(code, Secondary, ("Retry-After", "7")), Answer(HttpStatusCode.Created));

        using var answer = await Send(sender, HttpMethod.Post);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), time.Waited);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task A_secondary_limit_without_a_time_is_waited_for_longer_and_longer(HttpStatusCode code)
    {
        var sender = new ScriptedSender(Answer(code, Secondary), Answer(code, Secondary), Answer(HttpStatusCode.OK));

        using var answer = await Send(sender, HttpMethod.Get);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60 + 120), time.Waited);
    }

    [Theory]
    [InlineData(10, 60, 7, 60, 7)]
    [InlineData(7, 60, 10, 60, 7)]
    [InlineData(7, 60, 5000, 120, 5000)]
    [InlineData(5000, 120, 7, 60, 5000)]
    [InlineData(7, null, 10, null, 7)]
    [InlineData(7, 60, 10, null, 10)]
    public void What_is_left_of_a_limit_is_what_the_latest_answer_says(int left, int? until, int told, int? toldUntil, int meant)
    {
        var joined = ForgeBudget.Join(new ForgeBudget(left, At(until)), new ForgeBudget(told, At(toldUntil)));

        Assert.Equal(meant, joined?.Left);
        Assert.Equal(joined, ForgeBudget.Join(null, joined));
        Assert.Equal(joined, ForgeBudget.Join(joined, null));

        static DateTimeOffset? At(int? minutes) => minutes is { } after ? Start.AddMinutes(after) : null;
    }

    [Theory]
    [InlineData(null, "PoPipeline/")]
    [InlineData("Octokit/14.0.0", "Octokit/14.0.0")]
    public async Task Every_request_says_who_asks(string? own, string sent)
    {
        string? agent = null;
        var sender = new ScriptedSender(request =>
        {
            agent = request.Headers.UserAgent.ToString();
            return Answer(HttpStatusCode.OK)(request);
        });
        using var http = new ForgeHttp(new ForgeHttpOptions { Service = "Forge", BaseAddress = Address, Sender = sender, Time = time });
        using var client = new HttpMessageInvoker(http.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, "user"));
        _ = own is not null && request.Headers.TryAddWithoutValidation("User-Agent", own);

        using var answer = await client.SendAsync(request, Stop);

        Assert.StartsWith(sent, agent, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_that_wait_at_the_same_time_wait_once()
    {
        var told = new List<Pause>();
        var budget = new RetryBudget(TimeSpan.FromSeconds(60), new Told(told));
        var now = CaseTree.ObservedAt;
        var pause = new Pause("GitHub", TimeSpan.FromSeconds(40), now.AddSeconds(40));

        Assert.All(Enumerable.Range(0, 8), _ => Assert.True(budget.Spend(pause, now)));
        Assert.True(budget.Spend(pause, now.AddSeconds(10)));
        Assert.False(budget.Spend(pause, now.AddSeconds(50)));
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task A_spent_hour_is_waited_for_by_the_clock_of_the_server()
    {
        // This machine is an hour behind.
        var server = Start.AddHours(1);
        var sender = new ScriptedSender(
            Answer(HttpStatusCode.Forbidden, "{}", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", $"{server.AddSeconds(90).ToUnixTimeSeconds()}"), ("Date", server.ToString("r"))),
            Answer(HttpStatusCode.OK));

        using var answer = await Send(sender, HttpMethod.Get);

        Assert.Equal(TimeSpan.FromSeconds(91), time.Waited);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_says_until_when()
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "3600"), ("Date", Start.ToString("r"))));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get));

        Assert.True(outage.IsOutage);
        Assert.Equal("Forge takes no more requests of this token until 2026-06-01 10:00:00 UTC (429), which is longer than this run waits: 900 s in all (--wait). Run again then.", outage.Message);
        Assert.Equal(TimeSpan.Zero, time.Waited);
    }

    [Theory]
    [InlineData("99999999999", "5195-04-16 18:46:39 UTC")]
    [InlineData("99999999999999999999999999", "7023-02-05 09:00:00 UTC")]
    [InlineData("61", "2026-06-01 09:01:01 UTC")]
    [InlineData("Tue, 01 Jan 2999 00:00:00 GMT", "2999-01-01 00:00:00 UTC")]
    public async Task A_pause_without_end_is_not_waited_for(string retryAfter, string end)
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", retryAfter)));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get, budget: new RetryBudget(RetryBudget.Default, new Told(notices))));

        Assert.True(outage.IsOutage);
        Assert.Contains($"until {end}", outage.Message, StringComparison.Ordinal);
        Assert.Contains("60 s in all (--wait)", outage.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, time.Waited);
        Assert.Empty(notices);
    }

    [Theory]
    [InlineData("x-ratelimit-reset", "9999999999")]
    [InlineData("x-ratelimit-reset", "99999999999999999999999999")]
    [InlineData("RateLimit-Reset", "99999999999")]
    public async Task A_reset_far_ahead_is_not_waited_for(string header, string moment)
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.Forbidden, "{}", (header.Replace("Reset", "Remaining", StringComparison.Ordinal).Replace("reset", "remaining", StringComparison.Ordinal), "0"), (header, moment)));

        _ = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get));

        Assert.Equal(TimeSpan.Zero, time.Waited);
    }

    [Theory]
    [InlineData("", 60)]
    [InlineData("-5", 60)]
    [InlineData("soon", 60)]
    [InlineData("1.5", 60)]
    [InlineData("0", 0)]
    [InlineData("7", 7)]
    [InlineData("Mon, 01 Jun 2026 09:00:12 GMT", 12)]
    [InlineData("Mon, 01 Jun 2026 08:00:00 GMT", 0)]
    public async Task A_pause_is_told_of_before_it_is_waited_for(string retryAfter, int seconds)
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", retryAfter)), Answer(HttpStatusCode.OK));

        using var answer = await Send(sender, HttpMethod.Get, budget: new RetryBudget(RetryBudget.Default, new Told(notices)));

        Assert.Equal(seconds == 0 ? [] : [new Pause("Forge", TimeSpan.FromSeconds(seconds), Start.AddSeconds(seconds))], notices);
        Assert.Equal(TimeSpan.FromSeconds(seconds), time.Waited);
    }

    [Fact]
    public async Task All_clients_of_a_run_share_its_retry_budget()
    {
        var budget = new RetryBudget(TimeSpan.FromSeconds(60), new Told(notices));
        var one = new ScriptedSender(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "40")), Answer(HttpStatusCode.OK));
        var two = new ScriptedSender(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "40")));

        using var answer = await Send(one, HttpMethod.Get, budget: budget);
        _ = await Assert.ThrowsAsync<ForgeException>(() => Send(two, HttpMethod.Get, budget: budget));

        Assert.Equal(TimeSpan.FromSeconds(40), time.Waited);
        _ = Assert.Single(notices);
    }

    [Theory]
    [InlineData("Sat, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("yesterday")]
    public async Task A_clock_that_no_server_has_is_not_taken_for_the_time(string date)
    {
        var sender = new ScriptedSender(
            Answer(HttpStatusCode.OK, "{}", ("Date", date)), Answer(HttpStatusCode.TooManyRequests, "{}", ("Date", date), ("Retry-After", "99999999999")));
        using var http = new ForgeHttp(Options(sender));
        using var client = new HttpClient(http.Handler, disposeHandler: false);

        using var answer = await client.GetAsync(Address, Stop);
        Assert.Equal(Start, http.Now);
        _ = await Assert.ThrowsAsync<ForgeException>(() => client.GetAsync(Address, Stop));
    }

    [Theory]
    [InlineData(301, null, "says no place")]
    [InlineData(302, "", "says no place")]
    [InlineData(307, "http://[", "'http://[', which is no address")]
    [InlineData(308, "https://git.example:99999999/", "which is no address")]
    [InlineData(301, "javascript:alert(1)", "nothing is sent there")]
    [InlineData(301, "file:///etc/passwd", "nothing is sent there")]
    [InlineData(301, "https://git.example@evil.example/", "nothing is sent there")]
    [InlineData(301, "https://evil.example/\r\n::error::x", "nothing is sent there")]
    public async Task A_redirect_that_leads_nowhere_is_said_so(int code, string? location, string expected)
    {
        var sender = new ScriptedSender(Answer((HttpStatusCode)code, "{}", location is null ? [] : [("Location", location)]));

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
        _ = Assert.Single(sender.Requests);
    }

    [Fact]
    public async Task A_client_that_follows_a_redirect_is_given_an_address()
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.MovedPermanently, "{}", ("Location", "../v3/repositories/5?a=b")));

        using var answer = await Send(sender, HttpMethod.Get);

        Assert.Equal("https://git.example/api/v3/repositories/5?a=b", answer.Headers.Location?.AbsoluteUri);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task An_answer_that_cannot_be_unpacked_is_said_so(string encoding)
    {
        var sender = new ScriptedSender(request =>
        {
            var answer = Answer(HttpStatusCode.OK)(request);
            var nonsense = new MemoryStream([0x1F, 0x8B, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 254]);
            answer.Content = new StreamContent(encoding switch
            {
                "gzip" => new GZipStream(nonsense, CompressionMode.Decompress),
                "deflate" => new DeflateStream(nonsense, CompressionMode.Decompress),
                _ => new BrotliStream(nonsense, CompressionMode.Decompress),
            });
            return answer;
        });

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get));

        Assert.Equal("Forge answered GET /api/v3/ (200) with something that cannot be unpacked.", refusal.Message);
    }

    [Fact]
    public async Task All_waits_of_a_run_together_have_an_end()
    {
        var sender = new ScriptedSender(Enumerable.Repeat(Answer(HttpStatusCode.TooManyRequests, "{}", ("Retry-After", "300")), 20));
        using var http = new ForgeHttp(Options(sender));
        using var client = new HttpClient(http.Handler, disposeHandler: false);

        _ = await Assert.ThrowsAsync<ForgeException>(() => client.GetAsync(Address, Stop));
        _ = await Assert.ThrowsAsync<ForgeException>(() => client.GetAsync(Address, Stop));

        Assert.Equal(TimeSpan.FromMinutes(15), time.Waited);
        Assert.Equal(5, sender.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "answers 503", "Forge answers 503 and does not recover in the 3 s that this run waits in all (--wait).")]
    [InlineData(null, "cannot be reached", "Forge cannot be reached in the 3 s that this run waits in all (--wait): the connection broke.")]
    public async Task What_an_error_is_waited_for_is_told_and_has_the_same_end(HttpStatusCode? code, string why, string expected)
    {
        var sender = new ScriptedSender(Enumerable.Repeat(code is { } error ? Answer(error) : Fail(HttpRequestError.ResponseEnded), 9));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get, budget: new RetryBudget(TimeSpan.FromSeconds(3), new Told(notices))));

        Assert.True(outage.IsOutage);
        Assert.Equal(expected, outage.Message);
        Assert.InRange(time.Waited, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(3));
        Assert.Equal(time.Waited, notices.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause.Length));
        Assert.All(notices, pause => Assert.Equal(why, pause.Why));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task A_server_that_never_answers_is_waited_for_no_longer_than_the_run_waits(int milliseconds)
    {
        using var sender = new SilentSender();
        var budget = new RetryBudget(TimeSpan.FromMilliseconds(milliseconds), new Told(notices));
        using var http = new ForgeHttp(Options(sender, budget) with { QuietTime = TimeSpan.FromMilliseconds(100) });
        using var client = new HttpClient(http.Handler, disposeHandler: false);

        var outage = await Assert.ThrowsAsync<ForgeException>(() => client.GetAsync(Address, Stop));

        Assert.True(outage.IsOutage);
        Assert.Equal(1, sender.Requests);
        Assert.Equal($"Forge cannot be reached in the {milliseconds / 1000.0:0.#} s that this run waits in all (--wait): it did not answer in time.", outage.Message);
        Assert.Equal(milliseconds == 0 ? [] : [("has not answered for 0.1 s", TimeSpan.FromMilliseconds(200))], notices.Select(pause => (pause.Why, pause.Length)));
    }

    [Fact]
    public async Task A_refusal_is_no_limit()
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.Forbidden, """{"message":"Resource not accessible by integration"}""", ("x-ratelimit-remaining", "4000")));

        using var answer = await Send(sender, HttpMethod.Get);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        _ = Assert.Single(sender.Requests);
    }

    [Theory]
    [InlineData("GET", 6)]
    [InlineData("PUT", 6)]
    [InlineData("DELETE", 6)]
    [InlineData("POST", 1)]
    [InlineData("PATCH", 1)]
    public async Task Only_what_does_no_harm_twice_is_sent_again_after_an_error_of_the_server(string method, int attempts)
    {
        var sender = new ScriptedSender(Enumerable.Repeat(Answer(HttpStatusCode.BadGateway), 9));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, new HttpMethod(method)));

        Assert.True(outage.IsOutage);
        Assert.Equal(attempts, sender.Requests.Count);
    }

    [Theory]
    [InlineData("GET", HttpRequestError.ResponseEnded, 6, "the connection broke")]
    [InlineData("POST", HttpRequestError.ResponseEnded, 1, "the connection broke")]
    [InlineData("POST", HttpRequestError.ConnectionError, 6, "it does not take connections")]
    [InlineData("POST", HttpRequestError.NameResolutionError, 6, "the name of its host is not known")]
    public async Task A_connection_that_was_never_made_is_tried_again_whatever_it_was_for(string method, HttpRequestError error, int attempts, string cause)
    {
        var sender = new ScriptedSender(Enumerable.Repeat(Fail(error), 9));

        var outage = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, new HttpMethod(method)));

        Assert.True(outage.IsOutage);
        Assert.Equal($"Forge cannot be reached: {cause}.", outage.Message);
        Assert.Equal(attempts, sender.Requests.Count);
    }

    [Fact]
    public async Task Between_writes_is_a_second_and_between_reads_nothing()
    {
        var sender = new ScriptedSender(Enumerable.Repeat(Answer(HttpStatusCode.OK), 9));
        using var one = new ForgeHttp(Options(sender));
        using var two = new ForgeHttp(Options(sender));
        foreach (var http in new[] { one, two, one, two })
        {
            using var client = new HttpClient(http.Handler, disposeHandler: false);
            using var read = await client.GetAsync(Address, Stop);
            using var written = await client.PostAsync(Address, null, Stop);
        }

        Assert.Equal(TimeSpan.FromSeconds(3), time.Waited);
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_twice()
    {
        var sender = new ScriptedSender(
            Answer(HttpStatusCode.OK, """{"a":1}""", ("ETag", "\"one\""), ("Link", "<https://git.example/2>; rel=\"next\"")),
            Answer(HttpStatusCode.NotModified, "", ("ETag", "\"one\"")),
            Answer(HttpStatusCode.OK, """{"a":2}""", ("ETag", "\"two\"")),
            Answer(HttpStatusCode.NotModified, ""));
        using var http = new ForgeHttp(Options(sender));
        using var client = new HttpClient(http.Handler, disposeHandler: false);
        List<string> bodies = [];
        for (var i = 0; i < 4; i++)
        {
            using var answer = await client.GetAsync(Address, Stop);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(i < 2, answer.Headers.Contains("Link"));
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            bodies.Add(await answer.Content.ReadAsStringAsync(Stop));
        }

        Assert.Equal(["""{"a":1}""", """{"a":1}""", """{"a":2}""", """{"a":2}"""], bodies);
        Assert.Equal(["", "\"one\"", "\"one\"", "\"two\""], sender.Requests.Select(request => request.Tag));
    }

    [Theory]
    [InlineData("https://evil.example/api/v3/")]
    [InlineData("http://git.example/api/v3/")]
    [InlineData("https://git.example:8443/api/v3/")]
    [InlineData("https://user@git.example/api/v3/")]
    [InlineData("https://git.example.evil.example/")]
    public async Task Nothing_is_sent_to_another_host(string address)
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.OK));

        var refusal = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get, address));

        Assert.False(refusal.IsOutage);
        Assert.Contains("nothing is sent there", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(sender.Requests);
    }

    [Theory]
    [InlineData("https://evil.example/", false)]
    [InlineData("//evil.example/", false)]
    [InlineData("http://git.example/x", false)]
    [InlineData("/api/v3/repositories/5", true)]
    public async Task A_redirect_to_another_host_is_refused(string location, bool isFine)
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.MovedPermanently, "{}", ("Location", location)));
        if (isFine)
        {
            using var answer = await Send(sender, HttpMethod.Get);
            Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
            return;
        }

        _ = await Assert.ThrowsAsync<ForgeException>(() => Send(sender, HttpMethod.Get));
        _ = Assert.Single(sender.Requests);
    }

    [Theory]
    [InlineData("http://git.example/")]
    [InlineData("https://user:word@git.example/")]
    [InlineData("ftp://git.example/")]
    public void A_token_goes_to_no_address_that_others_can_read(string address) =>
        Assert.Throws<ForgeException>(() => new ForgeHttp(Options(new ScriptedSender()) with { BaseAddress = new Uri(address) }));

    [Fact]
    public async Task The_token_is_put_on_and_shown_nowhere()
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.OK), Fail(HttpRequestError.Unknown));
        var options = Options(sender) with { Headers = Options(sender).Headers.Add("X-GitHub-Api-Version", "2022-11-28") };
        using var http = new ForgeHttp(options);
        using var client = new HttpClient(http.Handler, disposeHandler: false);
        using var answer = await client.GetAsync(Address, Stop);

        Assert.Equal("Bearer s3cret", sender.Requests[0].Token);
        Assert.Equal("2022-11-28", sender.Requests[0].Version);
        Assert.DoesNotContain("s3cret", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", (await Assert.ThrowsAsync<ForgeException>(() => client.PostAsync(Address, null, Stop))).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_too_deep_or_no_json_is_not_read()
    {
        var large = new ScriptedSender(Answer(HttpStatusCode.OK, $"\"{new string('a', 2 * 1024 * 1024)}\""));
        var deep = new ScriptedSender(Answer(HttpStatusCode.OK, new string('[', 100_000)));
        var none = new ScriptedSender(Answer(HttpStatusCode.OK, "<html>"));

        Assert.Contains("more than 1 MiB", (await Assert.ThrowsAsync<ForgeException>(() => Send(large, HttpMethod.Get))).Message, StringComparison.Ordinal);
        Assert.Contains("nested more than", (await Assert.ThrowsAsync<ForgeException>(() => Send(deep, HttpMethod.Get))).Message, StringComparison.Ordinal);
        Assert.Contains("no JSON", (await Assert.ThrowsAsync<ForgeException>(() => Send(none, HttpMethod.Get))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_is_that_of_the_server()
    {
        var sender = new ScriptedSender(Answer(HttpStatusCode.OK, "{}", ("Date", Start.AddDays(3).ToString("r"))));
        using var http = new ForgeHttp(Options(sender));
        using var client = new HttpClient(http.Handler, disposeHandler: false);
        Assert.Equal(Start, http.Now);

        using var answer = await client.GetAsync(Address, Stop);

        Assert.Equal(Start.AddDays(3), http.Now);
    }

    private ForgeHttpOptions Options(HttpMessageHandler sender, RetryBudget? budget = null) => new()
    {
        Service = "Forge",
        BaseAddress = Address,
        Token = new Secret("s3cret"),
        Time = time,
        Sender = sender,
        LargestAnswer = 1024 * 1024,
        RetryBudget = budget ?? new RetryBudget(TimeSpan.FromMinutes(15), new Told(notices)),
    };

    private async Task<HttpResponseMessage> Send(ScriptedSender sender, HttpMethod method, string? address = null, RetryBudget? budget = null)
    {
        using var http = new ForgeHttp(Options(sender, budget));
        using var client = new HttpClient(http.Handler, disposeHandler: false);
        using var request = new HttpRequestMessage(method, address is null ? Address : new Uri(address));
        return await client.SendAsync(request, Stop);
    }

    private sealed class SilentSender : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private sealed class Told(List<Pause> pauses) : IProgress<Pause>
    {
        public void Report(Pause value) => pauses.Add(value);
    }
}
