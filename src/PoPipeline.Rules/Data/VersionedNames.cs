using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Names of images that say themselves which version they hold, as those do of which somebody builds one for each release of a distribution or a language:
/// <c>debian-13</c>, <c>ubuntu2404</c>, <c>python3.11</c>.
/// </summary>
/// <remarks>A number is not always a version (<c>base64</c>, <c>s3</c>, <c>x86_64</c>, <c>log4j2</c>): one without a point counts behind what is known to be released by number only.</remarks>
internal static partial class VersionedNames
{
    private static readonly FrozenSet<string> Distributions = FrozenSet.ToFrozenSet(
        [
            "alma", "almalinux", "alpine", "amazonlinux", "centos", "centos-stream", "debian", "el", "fedora", "freebsd", "leap", "mageia", "openeuler", "opensuse", "opensuse-leap",
            "oraclelinux", "photon", "rhel", "rocky", "rockylinux", "sle", "sles", "ubi", "ubuntu",
        ], StringComparer.OrdinalIgnoreCase);

    // Of these one digit alone tells a language of old from the one of today at most: 'python3'.
    private static readonly FrozenSet<string> Languages = FrozenSet.ToFrozenSet(
        [
            "clang", "corretto", "gcc", "ghc", "java", "jdk", "jre", "llvm", "mariadb", "mysql", "node", "nodejs", "openjdk", "perl", "php", "postgres", "postgresql", "py", "python", "ruby", "temurin",
        ], StringComparer.OrdinalIgnoreCase);

    // What has a version itself, and says with it which one something else speaks.
    private static readonly FrozenSet<string> Standards = FrozenSet.ToFrozenSet(
        ["cvss", "dtls", "http", "https", "mqtt", "oauth", "oidc", "openapi", "saml", "smb", "ssl", "tls", "usb"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The version that the name of an image ends in; null where it ends in none.</summary>
    /// <param name="name">The name, with its registry, without a tag.</param>
    public static string? VersionIn(string name)
    {
        var match = FamilyAndNumber().Match(name[(name.LastIndexOf('/') + 1)..]);
        return match.Success && IsVersion(match.Groups["family"].Value, match.Groups["between"].Length > 0, match.Groups["number"].Value) ? match.Groups["number"].Value : null;
    }

    private static bool IsVersion(string family, bool isApart, string number)
    {
        var last = family[(family.LastIndexOfAny(['-', '_', '.']) + 1)..];
        return Distributions.Contains(family) || Distributions.Contains(last)
            || (Languages.Contains(last) && number.Length > 1)
            || (isApart && number.Contains('.', StringComparison.Ordinal) && !Standards.Contains(last));
    }

    [GeneratedRegex(@"\A(?<family>[A-Za-z](?:[A-Za-z0-9._-]*[A-Za-z])?)(?<between>[-_]v?)?(?<number>[0-9]+(?:\.[0-9]+)*)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FamilyAndNumber();
}
