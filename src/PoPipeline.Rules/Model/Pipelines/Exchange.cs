using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Files that a step exchanges with other jobs or runs.</summary>
public sealed record Exchange
{
    /// <summary>What kind.</summary>
    public required ExchangeKind Kind { get; init; }

    /// <summary>The step, or the input that decides.</summary>
    public required Place Span { get; init; }

    /// <summary>The least trusted one who controls the files that come in; <see cref="Origin.Constant"/> for those that go out.</summary>
    public required Origin Origin { get; init; }

    /// <summary>Why it is not known whether there is an exchange at all, as a clause; null where it is.</summary>
    public string? Doubt { get; init; }

    /// <summary>The paths, one entry a line of the input.</summary>
    public ImmutableArray<Located<string>> Paths { get; init; } = [];

    /// <summary>The folder that files come into; null for the workspace itself. A computed path is taken for a folder of its own.</summary>
    [JsonIgnore]
    public string? Folder => Paths.Select(path => path.Value.Trim()).FirstOrDefault(path => path.Length > 0) is { } path and not ("." or "./") ? path : null;

    /// <summary>Whether files whose names start with a dot go along, such as the folder in which a checkout keeps its token.</summary>
    public bool IncludesHidden { get; init; }

    /// <summary>Who can take the files that go out, of those who can look at the pipeline.</summary>
    public ExchangeReaders Readers { get; init; }

    /// <summary>Whether only some people with rights on the repository can take the files, or nobody.</summary>
    [JsonIgnore]
    public bool IsRestricted => Readers is not ExchangeReaders.Everybody;

    /// <summary>How long the files are kept, as the file says it; null where it does not.</summary>
    public Located<string>? Retention { get; init; }

    /// <summary>Whether that is for ever.</summary>
    public bool IsKeptForever { get; init; }

    /// <summary>Where it is said that every file goes along that the repository does not track, also those that it ignores; null where none of them does unasked.</summary>
    public Place? Untracked { get; init; }
}

/// <summary>How files pass between jobs or runs.</summary>
public enum ExchangeKind
{
    /// <summary>Artifacts go out.</summary>
    Upload,

    /// <summary>Artifacts come in.</summary>
    Download,

    /// <summary>A cache is restored and, at the end, saved.</summary>
    Cache,

    /// <summary>A cache is only restored.</summary>
    CacheRestore,
}

/// <summary>Who can take files that go out.</summary>
public enum ExchangeReaders
{
    /// <summary>Everybody who can look at the pipeline.</summary>
    Everybody,

    /// <summary>Members who may push, and those who may more.</summary>
    Developers,

    /// <summary>Members who may change the settings, and those who may more.</summary>
    Maintainers,

    /// <summary>No person; only other jobs get them.</summary>
    Nobody,
}
