using System.Text;
using System.Text.Json;
using CsCheck;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;

namespace PoPipeline.Audit.Tests;

public sealed class EventReaderTests
{
    [Theory]
    [InlineData("github:acme", true)]
    [InlineData("gitlab:acme/platform/api", true)]
    [InlineData("github:", false)]
    [InlineData("gitlab:/acme", false)]
    [InlineData("bitbucket:acme", false)]
    [InlineData("github:ac me", false)]
    [InlineData("github:acme\n", false)]
    public void A_source_is_a_forge_and_a_name(string text, bool isOne)
    {
        Assert.Equal(isOne, AuditSource.Parse(text).IsValue(out var source, out _));
        Assert.Equal(isOne ? text : null, source?.ToString());
    }

    [Theory]
    [InlineData("1614697638660", "2021-03-02T15:07:18.660Z")]
    [InlineData("2019-08-28T19:36:44.162Z", "2019-08-28T19:36:44.162Z")]
    [InlineData("2020-05-27 10:00:00", "2020-05-27T10:00:00.000Z")]
    [InlineData("2020-05-27 10:00:00 UTC", "2020-05-27T10:00:00.000Z")]
    [InlineData("2020-05-27 10:00:00 +02:00", "2020-05-27T08:00:00.000Z")]
    [InlineData("2020-05-27T10:00:00+02:00", "2020-05-27T08:00:00.000Z")]
    [InlineData("1614697638", "2021-03-02T15:07:18.000Z")]
    [InlineData("1614697638.66", "2021-03-02T15:07:18.660Z")]
    [InlineData("1614697638660123", "2021-03-02T15:07:18.660Z")]
    [InlineData("1614697638660123456", "2021-03-02T15:07:18.660Z")]
    [InlineData("1.614697638E9", null)]
    [InlineData("-1614697638", null)]
    [InlineData("161469763866", null)]
    [InlineData("12", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("9007199254740993", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void A_time_is_read_in_the_forms_of_the_forges(string text, string? expected) =>
        Assert.Equal(expected, AuditTime.Parse(text) is { } time ? AuditTime.Write(time) : null);

    [Fact]
    public void An_event_of_GitHub_keeps_when_it_happened_and_when_it_was_recorded()
    {
        var found = AuditFile.Read(Fixture.Path("github-page.json"), Sample.GitHub).Last();

        Assert.Equal("Go71L7jsQzHVjccccHoBsQ", found.Id);
        Assert.Equal("2021-03-02T13:44:23.825Z", AuditTime.Write(found.Occurred!.Value));
        Assert.Equal("2021-03-02T13:44:24.001Z", AuditTime.Write(found.Recorded!.Value));
        Assert.Equal(("mona", "protected_branch.destroy", "acme/api"), (found.Actor, found.Action, found.Target));
    }

    [Fact]
    public void An_event_without_an_id_has_the_hash_of_what_it_says_whatever_its_order()
    {
        var one = EventReader.OfJson(Sample.GitHub, """{"action":"git.clone","@timestamp":1,"data":{"a":1,"b":[2]}}"""u8.ToArray());
        var other = EventReader.OfJson(Sample.GitHub, """{ "data" : { "b":[ 2 ],"a":1}, "@timestamp":1,"action":"git.clone" }"""u8.ToArray());
        var third = EventReader.OfJson(Sample.GitHub, """{"action":"git.clone","@timestamp":1,"data":{"a":1,"b":[3]}}"""u8.ToArray());

        Assert.StartsWith("sha256:", one.Id, StringComparison.Ordinal);
        Assert.Equal(one.Id, other.Id);
        Assert.NotEqual(one.Id, third.Id);
    }

    [Theory]
    [InlineData("gitlab-group.json", "1", "add:group", "acme")]
    [InlineData("gitlab-project.json", "4", "change:prevent merge request approval from authors", "acme/platform")]
    [InlineData("gitlab-stream.jsonl", "1653461356", "protected_branch_removed", "acme/platform")]
    [InlineData("gitlab-export.csv", "9", "Added user access as Owner", "acme")]
    public void An_event_of_GitLab_says_what_was_done_in_the_words_of_its_age(string file, string id, string action, string target)
    {
        var found = AuditFile.Read(Fixture.Path(file), Sample.Source("gitlab:acme")).Last();

        Assert.Equal((id, action, target, "Administrator"), (found.Id, found.Action, found.Target, found.Actor));
        Assert.NotNull(found.Occurred);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"action":7,"actor":null,"repo":{"deep":[]},"@timestamp":"never","_document_id":""}""")]
    [InlineData("""{"action":"\ud800","actor":"x","_document_id":"\ud800"}""")]
    [InlineData("""{"a":1,"a":2}""")]
    public void Nothing_is_demanded_of_an_event_but_that_it_is_one(string json)
    {
        var found = EventReader.OfJson(Sample.GitHub, Encoding.UTF8.GetBytes(json));

        Assert.StartsWith("sha256:", found.Id, StringComparison.Ordinal);
        Assert.Equal(json, Encoding.UTF8.GetString(found.Raw.Span));
    }

    [Fact]
    public void What_is_shown_has_no_control_characters_and_an_end()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["action"] = "a\u001b[31m\nb", ["actor"] = new('x', 5000), ["_document_id"] = "a\nb" });
        var found = EventReader.OfJson(Sample.GitHub, json);

        Assert.Equal("a [31m b", found.Action);
        Assert.True(found.Actor!.Length < 1100);
        Assert.StartsWith("sha256:", found.Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_an_event_or_not_JSON() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        try
        {
            Assert.NotEmpty(EventReader.OfJson(Sample.GitHub, bytes).Id);
        }
        catch (JsonException)
        {
        }
    });
}
