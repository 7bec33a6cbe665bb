using System.Globalization;
using System.Text;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Tests;

/// <summary>Events, sources and keys for tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly AuditSource GitHub = Source("github:acme");

    public static readonly AuditSource GitLab = Source("gitlab:acme/platform");

    /// <summary>All events of the organization at once, which has no other feed beside it.</summary>
    public static readonly AuditFeed Whole = new(GitHub, "include=all");

    /// <summary>Events of the web, beside which there are those of git.</summary>
    public static readonly AuditFeed Web = new(GitHub, AuditFeed.GitHubWeb);

    public static readonly AuditFeed Group = new(GitLab, "group");

    /// <summary>The private key of RFC 8410, section 10.3.</summary>
    public static readonly LedgerSigner Signer = LedgerSigner.OfPem("""
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----
        """);

    public static AuditSource Source(string text) => AuditSource.Parse(text).Value ?? throw new ArgumentException(text, nameof(text));

    public static byte[] GitHubJson(long number, DateTimeOffset occurred, string action = "repo.create") => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"@timestamp":{{occurred.ToUnixTimeMilliseconds()}},"_document_id":"doc-{{number}}","action":"{{action}}","actor":"mona","actor_id":7,"created_at":{{occurred.ToUnixTimeMilliseconds()}},"org":"acme","repo":"acme/repo-{{number % 100}}","user_agent":"Mozilla/5.0 (X11; Linux x86_64)","visibility":"private"}"""));

    public static byte[] GitLabJson(long number, DateTimeOffset created) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":{{number}},"author_id":1,"entity_id":6,"entity_type":"Project","details":{"author_name":"Administrator","entity_path":"acme/platform","custom_message":"Changed"},"created_at":"{{AuditTime.Write(created)}}","event_type":"project_created"}"""));

    public static AuditStore Store(TemporaryFolder folder, AuditStoreOptions? options = null) => AuditStore.Open(folder["audit"], options);
}
