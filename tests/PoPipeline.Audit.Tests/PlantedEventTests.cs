using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;

namespace PoPipeline.Audit.Tests;

/// <summary>Where the forge cannot be asked, whoever can have a file imported writes into it what they like: it hides nothing of what other files say.</summary>
public sealed class PlantedEventTests : IDisposable
{
    private const string Columns = "ID,Author ID,Author Name,Entity ID,Entity Type,Entity Path,Target ID,Target Type,Target Details,Action,IP Address,Created At (UTC)\n";
    private const string Unprotected = $"{Columns}1001,2,Mallory,5,Project,acme/app,1,User,v1,Unprotected branch,10.0.0.1,2026-11-01 10:00:00\n";
    private const string OfOwner = """{"id":1001,"author_id":2,"author_name":"Mallory","entity_id":2,"entity_type":"Group",TYPE"details":{"add":"user_access","as":"Owner","author_name":"Mallory","target_details":"Bob","entity_path":"acme"},"created_at":"2026-11-01T10:05:00.000Z"}""";
    private const string Admin = """{"@timestamp":1761991200000,"_document_id":"A1","action":"org.update_member","actor":"mallory","actor_id":7,"org":"acme","user":"eve",REST}""";
    private const string AdminRow = "action,actor,actor_id,user,org,permission,created_at\norg.update_member,mallory,7,eve,acme,admin,2025-11-01T10:00:00Z\n";

    private readonly TemporaryFolder folder = new();
    private readonly SetTime time = new(Sample.Start);

    /// <summary>A file that says what an assessor asks about, and one that was made to hide it.</summary>
    public static TheoryData<string, string, string> Hiding { get; } = new()
    {
        { "gitlab:acme", Unprotected, """{"id":1001,"author_id":2,"author_name":"Mallory","entity_id":5,"entity_type":"Project","entity_path":"acme/app","event_type":"repository_git_operation","details":{},"created_at":"2026-11-01T10:00:00Z"}""" },
        { "gitlab:acme", Unprotected, """{"id":1001,"author_id":2,"author_name":"Mallory","entity_id":5,"entity_type":"Project","entity_path":"acme/app","event_type":"ci_variable_created","details":{"custom_message":"branch"},"created_at":"2026-11-01T10:00:00Z"}""" },
        { "gitlab:acme", Unprotected, """{"id":1001,"author_id":2,"author_name":"Mallory","entity_id":5,"entity_type":"Project","entity_path":"acme/app","event_type":"ci_variable_created","details":{"custom_message":"Unprotected branch"},"created_at":"2026-11-01T10:00:00Z"}""" },
        { "gitlab:acme", OfOwner.Replace("TYPE", "", StringComparison.Ordinal), OfOwner.Replace("TYPE", "\"event_type\":\"ci_variable_created\",", StringComparison.Ordinal) },
        { "github:acme", Admin.Replace("REST", "\"data\":{\"permission\":\"admin\"}", StringComparison.Ordinal), Admin.Replace("REST", "\"permission\":\"read\",\"data\":{\"permission\":\"admin\"}", StringComparison.Ordinal) },
        { "github:acme", Admin.Replace("REST", "\"permission\":\"admin\"", StringComparison.Ordinal), Admin.Replace("REST", "\"permission\":\"read\",\"Permission\":\"admin\",\"x\":1", StringComparison.Ordinal) },
        { "github:acme", Admin.Replace("REST", "\"permission\":\"admin\"", StringComparison.Ordinal), Admin.Replace("REST", "\"permission\":\"admin\",\"permission\":\"read\",\"x\":1", StringComparison.Ordinal) },
        { "github:acme", AdminRow, Admin.Replace("REST", "\"permission\":[\"read\"],\"data\":{\"permission\":\"read\"}", StringComparison.Ordinal) },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Hiding))]
    public void What_an_assessor_asks_about_is_told_whatever_another_file_says_of_it(string source, string honest, string planted)
    {
        foreach (var (index, order) in new[] { new[] { honest, planted }, [planted, honest], [honest, planted, honest], [planted, planted, honest] }.Index())
        {
            var store = AuditStore.Open(folder[$"store-{index}"]);
            foreach (var (file, text) in order.Index())
            {
                Import(store, source, $"{index}-{file}.txt", text);
            }

            Assert.Contains(Alerts(store), alert => alert.Message == Honest(source, honest));
            Assert.Equal(AuditVerdict.Valid, AuditVerifier.Verify(store.Folder, [], []).Verdict);
        }

        Directory.CreateDirectory(folder["all"]);
        File.WriteAllText(folder["all/a.json"], planted);
        File.WriteAllText(folder[honest.StartsWith('{') ? "all/b.json" : "all/b.csv"], honest);
        var both = AuditStore.Open(folder["both"]);
        _ = new AuditImporter(both, time).Import(folder["all"], Sample.Source(source));
        Assert.Contains(Alerts(both), alert => alert.Message == Honest(source, honest));
    }

    [Fact]
    public void What_says_more_of_an_event_is_told_once()
    {
        var store = Sample.Store(folder);
        Import(store, "github:acme", "a.json", Admin.Replace("REST", "\"permission\":\"admin\"", StringComparison.Ordinal));
        Import(store, "github:acme", "b.json", Admin.Replace("REST", "\"permission\":\"admin\",\"country\":\"de\"", StringComparison.Ordinal));

        Assert.Single(Alerts(store));
    }

    private static IEnumerable<AuditAlert> Alerts(AuditStore store)
    {
        var (imported, query) = (ImportedEvents.Of(store), new AuditQuery());
        return [.. AuditAlerts.In(query.In(imported)), .. AuditAlerts.Behind(imported, query)];
    }

    // What is told of it where it is alone.
    private string Honest(string source, string honest)
    {
        var store = AuditStore.Open(folder[$"alone-{Guid.NewGuid()}"]);
        Import(store, source, "alone.txt", honest);
        return Assert.Single(Alerts(store)).Message;
    }

    private void Import(AuditStore store, string source, string file, string text)
    {
        File.WriteAllText(folder[file], text);
        _ = new AuditImporter(store, time).Import(folder[file], Sample.Source(source));
    }
}
