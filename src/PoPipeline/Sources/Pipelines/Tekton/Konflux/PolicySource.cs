using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Reads where a policy of Conforma takes its rules and their data from.</summary>
/// <remarks>Source: https://conforma.dev/docs/cli/configuration.html#_sources: addresses as go-getter takes them, and images of a registry.</remarks>
internal static class PolicySource
{
    private const int MostSources = 500;

    private static readonly string[] Hosts = ["github.com/", "gitlab.com/", "bitbucket.org/"];

    /// <summary>All of a policy.</summary>
    /// <param name="spec">The policy.</param>
    public static IEnumerable<Reference> In(YamlMapping spec) =>
        ((spec["sources"] as YamlSequence)?.Items.OfType<YamlMapping>() ?? [])
            .SelectMany(source => Parameters.Texts(source["policy"]).Select(text => Of(text, ReferenceKind.Policy)).Concat(Parameters.Texts(source["data"]).Select(text => Of(text, ReferenceKind.PolicyData))))
            .OfType<Reference>()
            .Take(MostSources);

    /// <summary>Whether a text is an address of such a source.</summary>
    /// <param name="text">The text.</param>
    public static bool IsOne(string text) => text.Contains("::", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal) || Array.Exists(Hosts, host => text.StartsWith(host, StringComparison.Ordinal)) || IsRegistry(text);

    private static Reference? Of(YamlScalar text, ReferenceKind kind)
    {
        var written = text.Value.Trim();
        if (text.IsNull || written.Length == 0)
        {
            return null;
        }

        if (written.Contains("$(", StringComparison.Ordinal) || written.Contains("{{", StringComparison.Ordinal) || written.Contains("${", StringComparison.Ordinal))
        {
            return Reference.Unknown(written, text.TextSpan, kind, "the address is filled in elsewhere");
        }

        var at = written.IndexOf("::", StringComparison.Ordinal);
        var (scheme, address) = at > 0 ? (written[..at], written[(at + 2)..]) : ("", written);
        return scheme is "oci" || (scheme.Length == 0 && IsRegistry(address)) ? Image(text, written, address, kind)
            : scheme is "git" || Array.Exists(Hosts, host => address.StartsWith(host, StringComparison.Ordinal)) ? Repository(text, written, address, kind)
            : address.StartsWith("http", StringComparison.Ordinal) ? Address(text, written, address, kind)
            : Made(text, written, address, version: null, Pin.Local, kind) with { Publisher = Publisher.SameRepository };
    }

    private static Reference Image(YamlScalar text, string written, string address, ReferenceKind kind)
    {
        var plain = address.StartsWith("https://", StringComparison.Ordinal) ? address["https://".Length..] : address;
        var parts = ImageName.Parse(plain);
        return Made(text, written, parts.Name, parts.HasDigest ? parts.Digest : parts.Tag, parts.HasDigest ? Pin.Digest : parts.Tag is null ? Pin.None : Pin.Tag, kind);
    }

    private static Reference Repository(YamlScalar text, string written, string address, ReferenceKind kind)
    {
        var revision = ValueOf(address, "ref");
        return Made(
            text,
            written,
            address.Split('?')[0],
            revision,
            revision is null ? Pin.None : VersionWords.IsCommit(revision) ? Pin.Commit : VersionWords.IsTag(revision) ? Pin.Tag : Pin.Branch,
            kind);
    }

    private static Reference Address(YamlScalar text, string written, string address, ReferenceKind kind) =>
        Made(text, written, address.Split('?')[0], version: null, ValueOf(address, "checksum") is null ? Pin.None : Pin.Digest, kind);

    private static Reference Made(YamlScalar text, string written, string name, string? version, Pin pin, ReferenceKind kind) => new()
    {
        Kind = kind,
        Text = written,
        Span = text.TextSpan,
        Name = name,
        Version = version is null ? null : new Located<string>(version, text.Value.LastIndexOf(version, StringComparison.Ordinal) is >= 0 and var at ? text.PlaceOf(at, version.Length) : text.TextSpan),
        Pin = pin,
        Immutable = pin is Pin.Digest or Pin.Commit or Pin.Local,
        Publisher = Publisher.ThirdParty,
    };

    private static string? ValueOf(string address, string name) => address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var start
        ? address[(start + 1)..].Split('&').Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2 && pair[0] == name && pair[1].Length > 0).Select(pair => pair[1]).FirstOrDefault()
        : null;

    // A host and a path below it: quay.io/acme/policy:1.
    private static bool IsRegistry(string text) =>
        !text.Contains("://", StringComparison.Ordinal) && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && text.AsSpan(0, slash).Contains('.') && text[0] is not '.'
        && !Array.Exists(Hosts, host => text.StartsWith(host, StringComparison.Ordinal));
}
