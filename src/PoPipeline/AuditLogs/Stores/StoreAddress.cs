using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PoPipeline.Ledger;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>Where an audit log is kept, as it is written: a folder, <c>git:REMOTE#BRANCH</c>, <c>s3://BUCKET/PREFIX</c>.</summary>
internal abstract partial record StoreAddress
{
    private const string OfGit = "git:";
    private const string OfBucket = "s3:";
    private const string BucketForm = "s3://BUCKET/PREFIX";
    private const string GitForm = "git:REMOTE#BRANCH";
    private const int Longest = 1000;

    private static readonly ImmutableArray<string> Transports = ["https", "ssh"];

    /// <summary>The address as it is shown, without what is secret.</summary>
    public abstract string Name { get; }

    /// <summary>Reads one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address, or what is wrong with it, as a clause.</returns>
    public static Parsed<StoreAddress> Parse(string text) =>
        text.StartsWith(OfGit, StringComparison.Ordinal) ? Branch(text[OfGit.Length..])
        : text.StartsWith(OfBucket, StringComparison.Ordinal) ? Bucket(text)
        : text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end && text[..end].All(char.IsAsciiLetterOrDigit) ? new($"an audit log is kept in a folder, on a git branch ({GitForm}) or in a bucket ({BucketForm})")
        : new(new FolderAddress(text));

    /// <summary>A text that may be an address, without what may be secret in it.</summary>
    /// <param name="text">The text.</param>
    public static string Shown(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3)
        {
            return text;
        }

        // A name alone may be a token, and a password may hold another '@'. So may what is asked of a server; a branch is behind the last '#'.
        var slash = text.IndexOf('/', start);
        var host = text[start..(slash < 0 ? text.Length : slash)];
        var rest = text[(start + host.Length)..];
        var query = rest.IndexOf('?', StringComparison.Ordinal);
        var shown = query < 0 ? rest : $"{rest[..query]}?***{(rest.LastIndexOf('#') is var branch && branch > query ? rest[branch..] : "")}";
        return host.LastIndexOf('@') is >= 0 and var at ? $"{text[..start]}***{host[at..]}{shown}" : text[..(start + host.Length)] + shown;
    }

    private static Parsed<StoreAddress> Bucket(string text)
    {
        if (!text.StartsWith("s3://", StringComparison.Ordinal))
        {
            return new($"a bucket is written {BucketForm}");
        }

        var (bucket, prefix) = text[5..].IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? (text[5..][..slash], text[5..][(slash + 1)..].TrimEnd('/')) : (text[5..], "");
        return !BucketName().IsMatch(bucket) || bucket.Contains("..", StringComparison.Ordinal) ? new("a bucket has from 3 to 63 lowercase letters, digits, dots and hyphens, and no more than its name is written")
            : prefix.Length == 0 ? new($"it names no folder in the bucket, which may hold more than one audit log: {BucketForm}")
            : prefix.Length > Longest || prefix.Split('/').Any(part => !PrefixPart().IsMatch(part) || part.All(character => character is '.')) ? new("the folder in the bucket is of letters, digits, '-', '_' and '.', with '/' between its parts, none of which begins with '-'")
            : new(new BucketAddress(bucket, prefix));
    }

    private static Parsed<StoreAddress> Branch(string text)
    {
        if (text.LastIndexOf('#') is var at && (at <= 0 || at == text.Length - 1))
        {
            return new($"it names no {(at <= 0 && !text.StartsWith('#') ? "branch" : at == 0 ? "repository" : "branch")}: {GitForm}, as in git:https://github.com/acme/audit.git#audit");
        }

        var (remote, branch) = (text[..at], text[(at + 1)..]);
        if (FaultOfBranch(branch) is { } fault)
        {
            return new($"'{branch}' is no name of a branch: {fault}");
        }

        // What git takes for an option, or for the name of a program that it starts.
        if (remote.StartsWith('-') || remote.Contains("::", StringComparison.Ordinal) || remote.Any(char.IsControl) || remote.Length > Longest * 2)
        {
            return new("the repository is an address of https or ssh, or a folder");
        }

        if (remote.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            return OfSsh(remote) is not { } host ? new(new BranchAddress(Path.GetFullPath(remote), branch) { IsFolder = true })
                : host.Length == 0 || host.StartsWith('-') || host.Contains("@-", StringComparison.Ordinal) ? new("the repository names no host")
                : new(new BranchAddress(remote, branch) { IsSsh = true });
        }

        if (!Uri.TryCreate(remote, UriKind.Absolute, out var url) || url.Host.StartsWith('-'))
        {
            return new("the address of the repository cannot be read");
        }

        if (url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return new("the address of a repository has nothing behind '?', which would stand in what is shown and in the configuration of git");
        }

        if (url.IsFile)
        {
            return new("a repository in a folder is named by the folder alone");
        }

        if (!Transports.Contains(url.Scheme) && !(url.Scheme is "http" && url.IsLoopback))
        {
            return new($"over '{url.Scheme}' nobody would know whom git speaks to, or that nobody listens: the repository is an address of https or ssh, or a folder");
        }

        if (url.Scheme is "ssh")
        {
            return url.UserInfo.Contains(':', StringComparison.Ordinal) || url.UserInfo.StartsWith('-') ? new("a password in an address of ssh is not used; ssh has keys")
                : new(new BranchAddress(remote, branch) { IsSsh = true });
        }

        // What is secret is handed to git by other ways than its command line, which everybody on the machine reads.
        var (user, password) = url.UserInfo.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? (url.UserInfo[..colon], url.UserInfo[(colon + 1)..]) : (url.UserInfo, "");
        var bare = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped);
        return new(new BranchAddress(bare, branch)
        {
            User = user.Length > 0 ? Uri.UnescapeDataString(user) : null,
            Password = password.Length > 0 ? Uri.UnescapeDataString(password) : null,
            Server = url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
        });
    }

    // As git reads it: host:path, where nothing before the colon is a folder.
    private static string? OfSsh(string remote) => remote.IndexOf(':', StringComparison.Ordinal) is > 1 and var colon && !remote[..colon].Contains('/', StringComparison.Ordinal) && !remote[..colon].Contains('\\', StringComparison.Ordinal)
        ? remote[..colon]
        : null;

    // By git-check-ref-format.
    private static string? FaultOfBranch(string branch) => branch.StartsWith('-') ? "it begins as an option does"
        : branch.Length > Longest ? "it is too long"
        : branch.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || " ~^:?*[\\".Contains(character, StringComparison.Ordinal)) ? "it holds a character that none has"
        : branch is "@" || branch.Contains("..", StringComparison.Ordinal) || branch.Contains("@{", StringComparison.Ordinal) || branch.EndsWith('.') ? "git takes it for something else"
        : branch.Split('/').Any(part => part.Length == 0 || part.StartsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal)) ? "a part of it is empty, begins with a dot or ends in '.lock'"
        : null;

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[A-Za-z0-9_.][A-Za-z0-9_.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex PrefixPart();
}
