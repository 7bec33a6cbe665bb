using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Requests;

/// <summary>What is asked for, in the form that decisions are bound to: its digest covers every word.</summary>
public sealed record DecisionRequest
{
    /// <summary>The format of a request that says what it covers.</summary>
    public const string Schema = "popipeline-request/2";

    /// <summary>The format of one that does not: a review, and whatever was asked for before requests said so.</summary>
    public const string FirstSchema = "popipeline-request/1";

    /// <summary>What is asked for.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>The rule; for a review, what is reviewed.</summary>
    public required string Rule { get; init; }

    /// <summary>How severe the finding is, which decides on the limits.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The fingerprint of the finding; for a review, of its subject.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The logical place of the finding, for people. Text of others.</summary>
    public required string Subject { get; init; }

    /// <summary>The digest of the result, see <see cref="ResultDigest"/>.</summary>
    public required string Evidence { get; init; }

    /// <summary>What the result is made of, by name: whatever of it becomes something else, needs another decision.</summary>
    public ImmutableArray<EvidencePart> Covers { get; init; } = [];

    /// <summary>The repository.</summary>
    public required RequestScope Scope { get; init; }

    /// <summary>Which request on this finding it is, from 1. A renewal is a new one.</summary>
    public int Round { get; init; } = 1;

    /// <summary>Who asks.</summary>
    public required Person Requester { get; init; }

    /// <summary>The ids of those who wrote the change that the finding is about; they decide no more than the requester does.</summary>
    public ImmutableArray<string> Authors { get; init; } = [];

    /// <summary>Why. Text of others.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What makes the risk smaller meanwhile. Text of others.</summary>
    public string Controls { get; init; } = "";

    /// <summary>The last day that is asked for; null where the approvers choose.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>When it was asked for, by the tracker's clock, whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The digest of the request that this one renews; null for the first one.</summary>
    public string? Previous { get; init; }

    /// <summary>The rows of a review.</summary>
    public ImmutableArray<RequestEntry> Entries { get; init; } = [];

    /// <summary>What makes it one, whoever files it and whenever: SHA-256 of scope, rule, fingerprint and round.</summary>
    public string Key => KeyOf(Scope, Rule, Fingerprint, Round);

    /// <summary>SHA-256, in lower-case hexadecimal, of the canonical JSON.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Canonical()));

    /// <summary>What makes a request one.</summary>
    /// <param name="scope">The repository.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="fingerprint">The fingerprint of the finding.</param>
    /// <param name="round">Which request on it, from 1.</param>
    public static string KeyOf(RequestScope scope, string rule, string fingerprint, int round)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"popipeline/request/1\n{scope.Forge}\n{scope.Host}\n{scope.Owner}\n{scope.Repository}\n{rule}\n{fingerprint}\n{round}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The canonical JSON.</summary>
    /// <exception cref="FormatException">A text holds half a surrogate pair.</exception>
    public byte[] Canonical() => CanonicalJson.Write(RequestJson.Write(this));

    /// <summary>Reads canonical JSON.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <returns>The request; null where the bytes are not one in canonical form, to the last member.</returns>
    public static DecisionRequest? Read(ReadOnlySpan<byte> utf8) =>
        CanonicalJson.ReadStrict(utf8) is JsonObject members && RequestJson.Read(members) is { } request && utf8.SequenceEqual(request.Canonical()) ? request : null;
}

/// <summary>The repository that a request is about, by what never changes: a rename or a transfer of names must not move a decision.</summary>
/// <param name="Forge">The kind of tracker: <c>github</c>, <c>gitlab</c>, <c>folder</c>.</param>
/// <param name="Host">The host of the forge, in lower case; empty for a folder.</param>
/// <param name="Owner">The numeric id of the organisation, user or group; for a folder what the policy of the branch that counts calls the repository, empty where it does not.</param>
/// <param name="Repository">The numeric id of the repository or project; for a folder the first commit of the branch that counts.</param>
public sealed record RequestScope(string Forge, string Host, string Owner, string Repository)
{
    /// <summary>The repository, for people. The name that a policy gives is text of others: escape it.</summary>
    public string Describe() => Host.Length > 0 ? $"number {Repository} on {Host}"
        : Repository.Length == 0 ? "not said"
        : Owner.Length > 0 ? $"'{Owner}', whose first commit is {Repository}"
        : $"the one whose first commit is {Repository}";
}

/// <summary>A row that a review asks about.</summary>
/// <param name="Entry">What commands name it by: <c>e1</c>.</param>
/// <param name="Principal">Who, or which group. Text of others.</param>
public sealed record RequestEntry(string Entry, string Principal);
