using System.Text;
using System.Text.Json;
using CsCheck;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;
using PoPipeline.Audit.Listing;

namespace PoPipeline.Audit.Tests;

public sealed class ExportTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllBytes(Fixture.Path("ocsf-1.5.0.json"))).RootElement;

    public static IEnumerable<AuditEvent> All() => Directory.GetFiles(Fixture.Path(""))
        .Where(file => Path.GetFileName(file) is var name && (name.StartsWith("git", StringComparison.Ordinal) || name.StartsWith("gitlab", StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal)
        .SelectMany(file => AuditFile.Read(file, file.Contains("gitlab", StringComparison.Ordinal) ? Sample.Source("gitlab:acme") : Sample.GitHub))
        .Select(found => found with { Observed = Sample.Start });

    [Fact]
    public void A_line_of_JSON_holds_the_event_as_it_came()
    {
        var lines = Lines(new JsonLinesExport(), [.. All()]);

        Assert.Equal(All().Count(), lines.Length);
        foreach (var (line, found) in lines.Zip(All()))
        {
            var json = JsonDocument.Parse(line).RootElement;
            Assert.Equal(found.Id, json.GetProperty("id").GetString());
            Assert.Equal(Encoding.UTF8.GetString(found.Raw.Span), json.TryGetProperty("event", out var whole) ? whole.GetRawText() : json.GetProperty("raw").GetString());
        }
    }

    [Fact]
    public void An_event_of_several_lines_stays_on_one()
    {
        var found = EventReader.OfJson(Sample.GitHub, "{\n\"a\":1}"u8.ToArray());

        Assert.Equal("{\n\"a\":1}", JsonDocument.Parse(Assert.Single(Lines(new JsonLinesExport(), [found]))).RootElement.GetProperty("raw").GetString());
    }

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData(" =1", "\"' =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("\"=1", "\"'\"\"=1\"")]
    [InlineData("'=1", "\"''=1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("repo.create", "repo.create")]
    [InlineData(null, "")]
    public void A_field_of_a_table_is_no_formula(string? text, string expected) => Assert.Equal(expected, CsvExport.Field(text));

    [Fact]
    public void A_table_can_be_read_again() => Gen.String.Array[1, 8].Sample(texts =>
    {
        var events = texts.Select((text, index) => new AuditEvent(Sample.GitHub, $"{index}", Encoding.UTF8.GetBytes("{}"), AuditMedia.Json) { Actor = text.Replace("\0", "", StringComparison.Ordinal), Action = "=cmd" }).ToList();
        using var output = new MemoryStream();
        new CsvExport().Write(events, output);
        var rows = CsvRows.Read(new ByteCursor(new MemoryStream(output.ToArray()), "f"), ImportLimits.Default).ToList();

        Assert.Equal(events.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal("'=cmd", row.Values[8]));
        Assert.All(rows, row => Assert.DoesNotContain(row.Values, value => value is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]));
    });

    [Fact]
    public void An_event_of_OCSF_is_as_its_schema_says()
    {
        var lines = Lines(new OcsfExport("1.2.3"), [.. All(), All().First() with { IsImported = true }, All().First() with { IsClosed = true, Actor = null, ActorId = null, Action = null, Target = null, Raw = default }]);
        foreach (var line in lines)
        {
            var json = JsonDocument.Parse(line).RootElement;
            Check(json, Schema.GetProperty("class"));
            var activity = json.GetProperty("activity_id").GetInt32();
            Assert.Equal((3, 3004, 300400 + activity), (json.GetProperty("category_uid").GetInt32(), json.GetProperty("class_uid").GetInt32(), json.GetProperty("type_uid").GetInt32()));
            Assert.True(Schema.GetProperty("class").GetProperty("activities").TryGetProperty($"{activity}", out var caption));
            Assert.True(activity == 99 || caption.GetString() == json.GetProperty("activity_name").GetString());
            Assert.Equal("1.5.0", json.GetProperty("metadata").GetProperty("version").GetString());
        }
    }

    [Theory]
    [InlineData("repo.destroy", 4)]
    [InlineData("repo.create", 1)]
    [InlineData("protected_branch.policy_override", 99)]
    [InlineData("git.clone", 2)]
    [InlineData("org.disable_two_factor_requirement", 9)]
    [InlineData("protected_branch_removed", 4)]
    [InlineData("repo.transfer", 5)]
    [InlineData("change:visibility", 3)]
    public void What_was_done_is_an_activity(string action, int activity) => Assert.Equal(
        activity,
        JsonDocument.Parse(Lines(new OcsfExport("1"), [All().First() with { Action = action }])[0]).RootElement.GetProperty("activity_id").GetInt32());

    [Fact]
    public void That_a_file_brought_an_event_is_in_each_export()
    {
        var found = All().First() with { Raw = "{}"u8.ToArray() };
        AuditEvent[] events = [found, found with { IsImported = true }];

        Assert.Equal([false, true], Lines(new JsonLinesExport(), events).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("imported").GetBoolean()));
        Assert.Equal([",imported\r", ",false\r", ",true\r"], Lines(new CsvExport(), events).Select(line => line[line.LastIndexOf(',')..]));
        Assert.Equal([false, true], Lines(new OcsfExport("1"), events).Select(line => JsonDocument.Parse(line).RootElement.TryGetProperty("unmapped", out var more) && more.GetProperty("imported").GetBoolean()));
    }

    private static void Check(JsonElement json, JsonElement of)
    {
        Assert.All(of.GetProperty("required").EnumerateArray(), name => Assert.True(json.TryGetProperty(name.GetString()!, out _), $"{name} is missing"));
        if (of.TryGetProperty("atLeastOne", out var some))
        {
            Assert.Contains(some.EnumerateArray(), name => json.TryGetProperty(name.GetString()!, out _));
        }

        foreach (var property in json.EnumerateObject())
        {
            Assert.True(of.GetProperty("attributes").TryGetProperty(property.Name, out var type), $"{property.Name} is not known");
            var kind = type.GetString();
            Assert.True(
                (kind, property.Value.ValueKind) is ("integer", JsonValueKind.Number) or ("string", JsonValueKind.String) or ("array", JsonValueKind.Array) or (not ("integer" or "string" or "array"), JsonValueKind.Object),
                property.Name);
            if (Schema.GetProperty("objects").TryGetProperty(kind!, out var below))
            {
                Check(property.Value, below);
            }
        }
    }

    private static string[] Lines(IAuditExport export, AuditEvent[] events)
    {
        using var output = new MemoryStream();
        Assert.Equal(events.Length, export.Write(events, output));
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
