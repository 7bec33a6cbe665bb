using PoPipeline.Rules.Data;

namespace PoPipeline.Rules.Analysis;

/// <summary>A web address as far as rules look at it.</summary>
/// <param name="Scheme">http, https, git … in small letters.</param>
/// <param name="Host">The host, without port, in small letters.</param>
/// <param name="Path">What follows the host.</param>
internal sealed record WebAddress(string Scheme, string Host, string Path)
{
    private static readonly System.Buffers.SearchValues<char> Ends = System.Buffers.SearchValues.Create("/?#\"' )\\,");

    /// <summary>The first address in a word; null where there is none, or where its host is expanded.</summary>
    public static WebAddress? In(string word)
    {
        var mark = word.IndexOf("://", StringComparison.Ordinal);
        if (mark < 1)
        {
            return null;
        }

        var start = mark;
        while (start > 0 && char.IsAsciiLetterOrDigit(word[start - 1]))
        {
            start--;
        }

        var rest = word.AsSpan(mark + 3);
        var length = rest.IndexOfAny(Ends);
        var authority = length < 0 ? rest : rest[..length];
        var path = length < 0 ? "" : rest[length..].ToString();
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.StartsWith('[') ? host.IndexOf(']') + 1 : host.IndexOf(':');
        host = colon > 0 ? host[..colon] : host;
        return host.IsEmpty || host.ContainsAny('$', '%', '{') || start == mark ? null : new WebAddress(word[start..mark].ToLowerInvariant(), host.ToString().ToLowerInvariant(), path);
    }

    /// <summary>Whether the host is the machine itself.</summary>
    public bool IsItself =>
        Host is "localhost" or "0.0.0.0" or "[::1]" || Host.StartsWith("127.", StringComparison.Ordinal) || Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Whether the host is the machine itself, or one that only its own network knows.</summary>
    public bool IsLocal =>
        IsItself
        || !Host.Contains('.', StringComparison.Ordinal)
        || Host.StartsWith('[')
        || Host.StartsWith("10.", StringComparison.Ordinal) || Host.StartsWith("192.168.", StringComparison.Ordinal)
        || Host.StartsWith("169.254.", StringComparison.Ordinal) || IsPrivate172
        || Host.EndsWith(".local", StringComparison.Ordinal) || Host.EndsWith(".internal", StringComparison.Ordinal)
        || Host.EndsWith(".svc", StringComparison.Ordinal) || Host.EndsWith(".test", StringComparison.Ordinal)
        || Host.EndsWith(".invalid", StringComparison.Ordinal) || Host.EndsWith(".nip.io", StringComparison.Ordinal);

    /// <summary>Whether the host is another machine of a network of somebody's own, which the network lies between; false for what runs beside the job, and for the services of a cloud that each machine reaches by itself.</summary>
    public bool IsInOwnNetwork =>
        (Host.EndsWith(".local", StringComparison.Ordinal) && !Host.EndsWith(".cluster.local", StringComparison.Ordinal))
        || (Host.EndsWith(".internal", StringComparison.Ordinal) && Host is not ("metadata.google.internal" or "host.docker.internal" or "gateway.docker.internal" or "host.containers.internal"))
        || Host.StartsWith("10.", StringComparison.Ordinal) || Host.StartsWith("192.168.", StringComparison.Ordinal) || (IsPrivate172 && !Host.StartsWith("172.17.", StringComparison.Ordinal));

    /// <summary>Whether its content can never change: it names a full commit.</summary>
    public bool NamesCommit => Path.Split('/', '?', '=').Any(part => part.Length is 40 or 64 && part.All(char.IsAsciiHexDigitLower));

    /// <summary>Whether the maker of a well-known tool publishes it for everybody.</summary>
    public bool IsVendor => Scheme is "https" && (KnownHosts.Vendors.Contains(Host) || (OwnerOnForge is { } owner && KnownHosts.VendorOwners.Contains(owner)));

    /// <summary>The owner of the repository that it lies in; null where it lies in none that can be told.</summary>
    public string? OwnerOnForge =>
        KnownHosts.Forges.Contains(Host) && Path.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var owner, ..] ? owner : null;

    private bool IsPrivate172 => Host.StartsWith("172.", StringComparison.Ordinal) && Host.Split('.') is [_, var second, ..] && int.TryParse(second, out var number) && number is >= 16 and <= 31;
}
