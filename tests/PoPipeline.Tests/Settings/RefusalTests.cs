using System.Collections.Immutable;
using System.Net;
using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Settings;

/// <summary>
/// Whatever a forge answers to whichever request, what cannot be seen is unknown: no verdict turns into a pass, none is lost, nothing crashes, and the
/// token is nowhere.
/// </summary>
public sealed class RefusalTests
{
    private static readonly (string Name, Func<HttpResponseMessage> Answer)[] Refusals =
    [
        .. new[] { 401, 403, 404, 410, 429, 451, 500, 502 }.Select(code => ($"{code}", (Func<HttpResponseMessage>)(() => Json((HttpStatusCode)code, """{"message":"Refused to canary-1f0b7e52c94d"}""")))),
        ("time-out", () => throw new TimeoutException()),
        ("cut connection", () => throw new IOException("The connection was closed.")),
        ("empty body", () => Json(HttpStatusCode.OK, "")),
        ("no JSON", () => Json(HttpStatusCode.OK, "<html>")),
        ("null", () => Json(HttpStatusCode.OK, "null")),
        ("an empty object", () => Json(HttpStatusCode.OK, "{}")),
        ("a list of numbers", () => Json(HttpStatusCode.OK, "[1,null,[]]")),
        ("a redirect to another host", () => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://elsewhere.example/") }, Content = new StringContent("") }),
        ("half of a character", () => Json(HttpStatusCode.OK, """{"\udc00":"\ud800","name":"a\ud800b","data":null,"errors":[{"type":"\ud800","message":"a\ud800b"}]}""")),
        ("a refusal with half of a character", () => Json(HttpStatusCode.Forbidden, """{"message":"a\ud800b"}""")),
        ("bytes that are no text", () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([.. "{\"name\":\"a"u8, 0xff, 0xfe, .. "\"}"u8]) }),
        ("errors of GraphQL", () => Json(HttpStatusCode.OK, """{"data":null,"errors":[{"type":"FORBIDDEN","message":"Resource not accessible by integration"}]}""")),
    ];

    public static TheoryData<string, bool, string> Cases()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var (target, isOrganization) in new[] { ("github:octocat/Hello-World", false), ("github:github", true), ("gitlab:diaspora/diaspora-project-site", false), ("gitlab:diaspora", true) })
        {
            foreach (var request in RequestsOf(target, isOrganization))
            {
                cases.Add(target, isOrganization, request);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_forge_refuses_is_never_a_pass(string target, bool isOrganization, string request)
    {
        var before = Verdicts(Read(target, isOrganization, _ => null));

        foreach (var (name, answer) in Refusals)
        {
            var snapshot = Read(target, isOrganization, asked => asked == request ? answer() : null);
            foreach (var (rule, kind) in Verdicts(snapshot))
            {
                // A fault that is known stays one; whatever else may become unknown, or be there no longer.
                Assert.True(kind == before[rule] || kind is VerdictKind.Unknown, $"{rule} is {kind} and was {before[rule]} where '{request}' meets {name}.");
            }

            using var stream = new MemoryStream();
            SnapshotJson.Write(snapshot, stream);
            Assert.DoesNotContain("canary", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
        }
    }

    // What goes wrong may have passed when the run is repeated, so that the run is not whole: unless nothing rests on the answer.
    [Theory]
    [MemberData(nameof(Cases))]
    public void What_goes_wrong_on_the_way_is_a_gap_that_fails_the_run(string target, bool isOrganization, string request)
    {
        foreach (var (name, answer) in Refusals.Where(refusal => refusal.Name is "500" or "502" or "time-out" or "cut connection" or "empty body" or "no JSON" or "null" or "a list of numbers"))
        {
            if (IsNeedless(request, name))
            {
                continue;
            }

            var gaps = Judge(Read(target, isOrganization, asked => asked == request ? answer() : null)).SelectMany(judgement => judgement.Verdict.Gaps);

            Assert.True(gaps.Any(gap => gap.Failed), $"Nothing has failed where '{request}' meets {name}.");
        }
    }

    [Theory]
    [InlineData("github:octocat/Hello-World", false, 401)]
    [InlineData("github:octocat/Hello-World", false, 403)]
    [InlineData("github:octocat/Hello-World", false, 404)]
    [InlineData("github:github", true, 401)]
    [InlineData("github:github", true, 403)]
    [InlineData("gitlab:diaspora/diaspora-project-site", false, 401)]
    [InlineData("gitlab:diaspora/diaspora-project-site", false, 404)]
    [InlineData("gitlab:diaspora", true, 401)]
    [InlineData("gitlab:diaspora", true, 404)]
    public void A_token_that_sees_nothing_at_all_fails_the_run(string target, bool isOrganization, int code) =>
        Assert.Contains(Judge(Read(target, isOrganization, _ => Json((HttpStatusCode)code, """{"message":"Refused"}"""))).SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Failed);

    // Who is outside of an organisation is told of each repository; sign-on matters where no second factor is demanded; a rule for pushes that was never made is told as null.
    private static bool IsNeedless(string request, string name) =>
        request is "GET /orgs/github/outside_collaborators" or "POST /graphql SignOn" || (name is "null" && request.EndsWith("/push_rule", StringComparison.Ordinal));

    private static Dictionary<string, VerdictKind> Verdicts(Snapshot snapshot) => Judge(snapshot).ToDictionary(judgement => judgement.Rule.Id, judgement => judgement.Verdict.Kind, StringComparer.Ordinal);

    private static ImmutableArray<Judgement> Judge(Snapshot snapshot) => Assessor.Assess(snapshot, [.. RuleSet.All.Where(rule => !rule.Settings.IsEmpty)]).Judgements;

    private static Snapshot Read(string target, bool isOrganization, Func<string, HttpResponseMessage?> instead)
    {
        Assert.True(SettingsTarget.TryParse(target, out var parsed, out _));
        using var forge = new CannedForge(parsed.Forge is Forge.GitLab ? "gitlab" : "github") { Instead = instead };
        return new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = SettingsCase.Read(parsed, isOrganization, forge) };
    }

    private static IReadOnlyCollection<string> RequestsOf(string target, bool isOrganization)
    {
        Assert.True(SettingsTarget.TryParse(target, out var parsed, out _));
        using var forge = new CannedForge(parsed.Forge is Forge.GitLab ? "gitlab" : "github");
        _ = SettingsCase.Read(parsed, isOrganization, forge);
        return forge.Requests;
    }

    private static HttpResponseMessage Json(HttpStatusCode code, string text) => new(code) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
}
