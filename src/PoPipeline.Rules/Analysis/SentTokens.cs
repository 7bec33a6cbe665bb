using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Where the token of a job goes to a host that is not the platform's.</summary>
internal static class SentTokens
{
    private static readonly string[] Senders = ["curl", "wget", "git", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"];

    // What stands behind these is no address that is asked, or only a way to one.
    private static readonly string[] Valued =
        ["-x", "--proxy", "-e", "--referer", "-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "-F", "--form", "-H", "--header", "-o", "--output", "-A", "--user-agent", "-u", "--user", "-b", "--cookie", "-c"];

    /// <summary>What a pipeline sends so.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="repository">The repository, whose remote tells where the platform runs.</param>
    public static IEnumerable<SentToken> In(Pipeline pipeline, Repository repository)
    {
        if (PlatformProfiles.Of(pipeline.Platform) is not { OwnServer: { } server } profile)
        {
            yield break;
        }

        var home = repository.Url is { } url ? WebAddress.In(url)?.Host : null;
        foreach (var entry in pipeline.AllSteps())
        {
            foreach (var script in entry.Step.Scripts)
            {
                foreach (var command in script.Commands.Where(command => Array.IndexOf(Senders, command.Name) >= 0))
                {
                    if (profile.JobTokens.FirstOrDefault(name => command.Words.Any(word => Names(word.Text, name))) is { } token
                        && Target(command, token, server, home) is { } target && !IsKnown(target, home, pipeline))
                    {
                        yield return new SentToken(entry, token, target, script.PlaceOf(command.Offset, command.Length), IsCertain: home is not null);
                    }
                }
            }
        }
    }

    // The address that the token stands in, or the first one that is asked. What the host of it is a variable for is not told.
    private static string? Target(Command command, string token, OwnServer server, string? home)
    {
        if (command.Words.Select(word => word.Text).FirstOrDefault(text => text.Contains("://", StringComparison.Ordinal) && Names(text, token)) is { } own)
        {
            return WebAddress.In(own) is { } named ? Foreign(own, named, server, home) : null;
        }

        for (var index = 1; index < command.Words.Length; index++)
        {
            var text = command.Words[index].Text;
            if (text.StartsWith('-') || Array.IndexOf(Valued, command.Words[index - 1].Text) >= 0)
            {
                continue;
            }

            // Both take an address without its scheme; what stands behind an option may be its value.
            var isBare = command.Name is "curl" or "wget" && !text.Contains("://", StringComparison.Ordinal) && !command.Words[index - 1].Text.StartsWith('-');
            var address = isBare ? "http://" + text : text;
            if (address.StartsWith("http", StringComparison.OrdinalIgnoreCase) && WebAddress.In(address) is { } found)
            {
                return Foreign(address, found, server, home);
            }
        }

        return null;
    }

    // Where nobody knows the platform's host, one that looks like it is taken for it: by its name, its user or its interface.
    private static string? Foreign(string text, WebAddress address, OwnServer server, string? home) =>
        address.IsLocal ? null
        : home is null && (text.AsSpan(0, text.Length - address.Path.Length).Contains(server.Word, StringComparison.OrdinalIgnoreCase) || address.Path.StartsWith(server.Path, StringComparison.Ordinal)) ? null
        : address.Host;

    // A host of the domain that the repository, its images or what it includes come from may well be the platform's.
    private static bool IsKnown(string host, string? home, Pipeline pipeline)
    {
        var domain = DomainOf(host);
        return (home is not null && DomainOf(home) == domain) || pipeline.References().Any(reused => HostOf(reused.Reference) is { } other && DomainOf(other) == domain);
    }

    private static string? HostOf(Reference reference)
    {
        if (WebAddress.In(reference.Text) is { } address)
        {
            return address.Host;
        }

        var first = reference.Name.Split('/')[0].Split(':')[0];
        return first.Contains('.', StringComparison.Ordinal) && reference.Name.Contains('/', StringComparison.Ordinal) ? first.ToLowerInvariant() : null;
    }

    // Of some countries the last two labels are those under which everybody registers: 'co.uk'.
    private static string DomainOf(string host)
    {
        var labels = host.Split('.');
        var count = labels.Length > 2 && labels[^1].Length == 2 && labels[^2].Length <= 3 ? 3 : 2;
        return labels.Length <= count ? host : string.Join('.', labels[^count..]);
    }

    private static bool Names(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            var isExpanded = at > 0 && (text[at - 1] is '$' or '%' || text[at - 1] is '{' or ':' && text.AsSpan(0, at).Contains('$'));
            if (isExpanded && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_')))
            {
                return true;
            }
        }

        return false;
    }
}
