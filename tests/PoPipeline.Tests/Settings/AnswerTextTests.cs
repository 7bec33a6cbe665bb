using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Settings;

/// <summary>JSON can hold what is no text. No answer of a forge throws for it.</summary>
public sealed partial class AnswerTextTests
{
    public static TheoryData<string, bool> Targets() => new()
    {
        { "github:octocat/Hello-World", false },
        { "github:github", true },
        { "gitlab:diaspora/diaspora-project-site", false },
        { "gitlab:diaspora", true },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Any_text_and_any_name_in_an_answer_may_be_none(string target, bool isOrganization)
    {
        Read(target, isOrganization, text => Values().Replace(text, "${open}\\ud800\""));
        Read(target, isOrganization, text => Values().Replace(text, "\"\\udc00\""));
        Read(target, isOrganization, text => Names().Replace(text, "${open}\\udfff\":"));
        Read(target, isOrganization, text => text.Replace("{\"", "{\"\\ud800\\ud800\":\"\\udc00\",\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"b"}""")]
    [InlineData("""["a\ud800b"]""", """["a\ufffdb"]""")]
    [InlineData("""["a\uD83D\uDE00b"]""", """["a\ud83d\ude00b"]""")]
    [InlineData("""["\uDE00\uD83D"]""", """["\ufffd\ufffd"]""")]
    [InlineData("""["\ud83d\ud83d\ude00\ude00"]""", """["\ufffd\ud83d\ude00\ufffd"]""")]
    [InlineData("""["\\ud800"]""", """["\\ud800"]""")]
    [InlineData("""["\\\ud800"]""", """["\\\ufffd"]""")]
    [InlineData("""{"\udfff":["\ud800\n"]}""", """{"\ufffd":["\ufffd\n"]}""")]
    public void What_is_no_text_becomes_a_sign_of_its_own(string text, string meant)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        using var answer = AnswerJson.Parse(bytes);

        Assert.Equal(JsonNode.Parse(meant)!.ToJsonString(), JsonNode.Parse(answer.RootElement.ToString())!.ToJsonString());
        Assert.Equal(text, Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public void Bytes_that_are_no_text_become_signs_of_their_own()
    {
        using var answer = AnswerJson.Parse((byte[])[.. "[\"a"u8, 0xff, 0xed, 0xa0, 0x80, .. "b\\ud800\"]"u8]);

        Assert.Equal("ab", answer.RootElement[0].GetString()!.Replace("\ufffd", "", StringComparison.Ordinal));
    }

    private static void Read(string target, bool isOrganization, Func<string, string> spoil)
    {
        Assert.True(SettingsTarget.TryParse(target, out var parsed, out _));
        using var forge = new CannedForge(parsed.Forge is Forge.GitLab ? "gitlab" : "github")
        {
            Spoil = spoil,
            Instead = name => Refused(name),
        };
        var settings = SettingsCase.Read(parsed, isOrganization, forge);
        using var stream = new MemoryStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = settings }, stream);

        // Paths that are made of a name that is spoilt are nobody's.
        static HttpResponseMessage? Refused(string name) => name.Contains("%EF%BF%BD", StringComparison.Ordinal) ? new HttpResponseMessage(System.Net.HttpStatusCode.NotFound) { Content = new StringContent("""{"message":"\ud800"}""") } : null;
    }

    // Without the quotation mark at the end.
    [GeneratedRegex("""(?<=[:\[,])(?<open>"([^"\\]|\\.)*)"(?=[,}\]])""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Values();

    [GeneratedRegex("""(?<=[{,])(?<open>"([^"\\]|\\.)*)":""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Names();
}
