using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.InToto;
using PoPipeline.InToto.Attesting;
using PoPipeline.InToto.Metadata;
using PoPipeline.InToto.Verifying;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Queries;

namespace PoPipeline.Tests.Queries;

/// <summary>What is said of attestations that were verified.</summary>
public sealed class AttestationTextTests
{
    [Theory]
    [InlineData("a\nb\tc")]
    [InlineData("\u001b[31mred\r")]
    [InlineData("quoted \\\" and \\\\ \u0085 plain")]
    public void Whatever_a_predicate_says_is_JSON_again(string text)
    {
        // Canonical JSON escapes nothing but quotes and backslashes.
        var statement = new Statement(new Place(1, 1), Statement.Version1, [new Resource("app", Uri: null, ImmutableSortedDictionary<string, string>.Empty.Add("sha256", new string('a', 64)))], "https://slsa.dev/provenance/v1", $"{{\"log\":\"{text}\"}}", Link: null);
        var judged = new JudgedAttestation(new AttestationResult(VerificationState.Verified, Reason: null, Place: null, statement, ["key"]), []);
        using var output = new StringWriter();

        AttestationText.WriteJson("a.jsonl", [judged], new TerminalWriter(output));

        using var document = JsonDocument.Parse(output.ToString());
        Assert.Equal(text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal), document.RootElement.GetProperty("attestations")[0].GetProperty("predicate").GetProperty("log").GetString());
    }
}
