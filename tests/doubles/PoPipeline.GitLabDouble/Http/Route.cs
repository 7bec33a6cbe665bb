using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>A documented endpoint.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Template">The path under <c>/api/v4</c>; a segment that starts with <c>:</c> is a parameter, one ending in <c>#</c> an integer.</param>
/// <param name="Handle">What it does, under the world's lock.</param>
internal sealed record Route(string Method, string Template, Func<Call, Answer> Handle)
{
    /// <summary>What it takes beside the path.</summary>
    public ImmutableArray<Parameter> Takes { get; init; } = [];

    /// <summary>Of these at least one must be given; empty for no such demand.</summary>
    public ImmutableArray<string> AtLeastOneOf { get; init; } = [];

    /// <summary>Whether GitLab refuses a request without a token before it looks at anything else.</summary>
    public bool SignedIn { get; init; } = Method is not "GET";

    /// <summary>Whether a job token counts here: https://docs.gitlab.com/ci/jobs/ci_job_token/#job-token-access.</summary>
    public bool JobToken { get; init; }

    /// <summary>The segments of the template.</summary>
    public ImmutableArray<string> Segments { get; } = [.. Template.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Method and path as the documentation has them.</summary>
    public string Name => $"{Method} {Template.Replace("#", "", StringComparison.Ordinal)}";

    /// <summary>The values of the path's parameters, or null where the path is not of this endpoint.</summary>
    /// <param name="path">The decoded segments.</param>
    public Dictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        var same = path.Count == Segments.Length
            && Segments.Zip(path).All(pair => pair.First.StartsWith(':') || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
        return same
            ? Segments.Zip(path).Where(pair => pair.First.StartsWith(':')).ToDictionary(pair => pair.First.Trim(':', '#'), pair => pair.Second, StringComparer.Ordinal)
            : null;
    }
}
