using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>Reads what a bucket says of who can read, alter and delete what is in it.</summary>
internal static class BucketSafety
{
    private const string Everybody = "http://acs.amazonaws.com/groups/global/";

    private static readonly ImmutableArray<string> Access = ["get-public-access-block", "get-bucket-policy-status", "get-bucket-acl"];

    /// <summary>What is asked about a bucket.</summary>
    /// <param name="onlyAccess">Whether it is enough to know who else has access.</param>
    public static ImmutableArray<string> Questions(bool onlyAccess) => onlyAccess ? Access : [.. Access, "get-bucket-versioning", "get-object-lock-configuration"];

    /// <summary>Reads the answers.</summary>
    /// <param name="answers">The answers to <see cref="Questions"/>, in their order.</param>
    public static AuditSafety Of(ImmutableArray<ClientAnswer> answers)
    {
        var unseen = ImmutableArray.CreateBuilder<AuditUnseen>();
        var (block, policy, acl) = (answers[0], answers[1], answers[2]);
        bool? isVersioned = null;
        bool? isLocked = null;
        (int? Days, bool IsWeak) rule = default;
        if (answers.Length > Access.Length)
        {
            // Of a bucket that never had versions nothing is answered.
            isVersioned = Answered(answers[3], "whether earlier versions are kept", unseen) is { } versions ? Text(versions, "Status") is "Enabled" : null;
            (isLocked, rule) = LockOf(answers[4], unseen);
        }

        var settings = block.IsGood ? Inner(Parse(block.Output) ?? default, "PublicAccessBlockConfiguration") : default;
        return new AuditSafety
        {
            IsVersioned = isVersioned,
            IsLocked = isLocked,
            LockDays = rule.Days,
            IsLockWeak = rule.IsWeak,
            Exposure = Exposure(settings, policy, acl, unseen),
            Remedy = "Block public access of the bucket, with 'aws s3api put-public-access-block'",
            Unseen = unseen.ToImmutable(),
        };
    }

    private static (bool? IsLocked, (int? Days, bool IsWeak) Rule) LockOf(ClientAnswer answer, ImmutableArray<AuditUnseen>.Builder unseen)
    {
        if (AwsClient.WordOf(answer) is "ObjectLockConfigurationNotFoundError" or "NoSuchObjectLockConfiguration")
        {
            return (false, default);
        }

        if (Answered(answer, "whether objects are locked", unseen) is not { } locks)
        {
            return (null, default);
        }

        var configuration = Inner(locks, "ObjectLockConfiguration");
        var retention = Inner(Inner(configuration, "Rule"), "DefaultRetention");
        return (Text(configuration, "ObjectLockEnabled") is "Enabled", (Number(retention, "Days") is > 0 and var days ? days : Number(retention, "Years") * 365 ?? Number(retention, "Days"), Text(retention, "Mode") is "GOVERNANCE"));
    }

    private static string? Exposure(JsonElement settings, ClientAnswer policy, ClientAnswer acl, ImmutableArray<AuditUnseen>.Builder unseen)
    {
        string? found = null;
        if (!Flag(settings, "RestrictPublicBuckets") && AwsClient.WordOf(policy) is not "NoSuchBucketPolicy" && Answered(policy, "whether the policy of the bucket makes it public", unseen) is { } status)
        {
            switch (Inner(status, "PolicyStatus"))
            {
                case { ValueKind: JsonValueKind.Object } known when known.TryGetProperty("IsPublic", out var isPublic) && isPublic.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    found = isPublic.ValueKind is JsonValueKind.True ? "its policy lets everybody in" : null;
                    break;
                default:
                    unseen.Add(new AuditUnseen("whether the policy of the bucket makes it public", "the storage does not say"));
                    break;
            }
        }

        if (!Flag(settings, "IgnorePublicAcls") && Answered(acl, "who its access control list lets in", unseen) is { } list && list.TryGetProperty("Grants", out var grants) && grants.ValueKind is JsonValueKind.Array)
        {
            var rights = grants.EnumerateArray().Where(grant => Text(Inner(grant, "Grantee"), "URI")?.StartsWith(Everybody, StringComparison.Ordinal) is true && Text(Inner(grant, "Grantee"), "URI") is not $"{Everybody}s3/LogDelivery").Select(grant => Text(grant, "Permission")).ToList();
            found = rights.Exists(right => right is "WRITE" or "WRITE_ACP" or "FULL_CONTROL") ? "everybody can write to it" : rights.Count > 0 ? found ?? "everybody can read it" : found;
        }

        return found;
    }

    private static JsonElement? Answered(ClientAnswer answer, string what, ImmutableArray<AuditUnseen>.Builder unseen)
    {
        if (answer.IsGood && Parse(answer.Output) is { } json)
        {
            return json;
        }

        unseen.Add(new AuditUnseen(what, answer.Error.Length > 0 ? answer.Error : "the answer cannot be read"));
        return null;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(text) ? "{}" : text);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Inner(JsonElement element, string name) => element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var inner) ? inner : default;

    private static string? Text(JsonElement element, string name) => Inner(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static int? Number(JsonElement element, string name) => Inner(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static bool Flag(JsonElement element, string name) => Inner(element, name).ValueKind is JsonValueKind.True;
}
