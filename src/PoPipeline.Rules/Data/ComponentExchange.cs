using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Data;

/// <summary>What a component exchanges with other jobs and runs.</summary>
public sealed record ComponentExchange
{
    /// <summary>What kind.</summary>
    public required ExchangeKind Kind { get; init; }

    /// <summary>The input that says whether it does; null where it always does.</summary>
    public InputSwitch? When { get; init; }

    /// <summary>Where a file of the repository says that it does so all the same, by major versions.</summary>
    public ImmutableArray<FileSwitch> Unasked { get; init; } = [];

    /// <summary>The input that names the run whose files come in; null where there is none.</summary>
    public string? Run { get; init; }

    /// <summary>Whose files come in where no run is named; the first whose input says so counts.</summary>
    public ImmutableArray<InputOrigin> Origins { get; init; } = [];

    /// <summary>Whose files come in where no input says anything: <see cref="Origin.Constant"/> for those of the same run.</summary>
    public Origin Otherwise { get; init; }

    /// <summary>How files whose names start with a dot go along; null where they stay.</summary>
    public HiddenFiles? Hidden { get; init; }
}

/// <summary>What a component does unasked where a file of the repository says something.</summary>
/// <param name="File">The file, from the root, in JSON.</param>
/// <param name="Members">Where in it: names with dots between them, the first that is there counts.</param>
/// <param name="Words">What its text is, or starts with before an <c>@</c>.</param>
/// <param name="When">The input that keeps it from doing so.</param>
/// <param name="Since">The first major version that does so.</param>
public sealed record FileSwitch(string File, ImmutableArray<string> Members, ImmutableArray<string> Words, InputSwitch When, int Since)
{
    /// <summary>The first major version that does so no more; null where every later one does.</summary>
    public int? Before { get; init; }

    /// <summary>Whether a version is one of those that do so; one that is not known, 0, is not.</summary>
    /// <param name="major">The major version.</param>
    public bool Concerns(int major) => major >= Since && !(major >= Before);

    /// <summary>Whether a text of the file is one of those that are asked for.</summary>
    /// <param name="text">The text.</param>
    public bool Names(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return Words.Contains(at < 0 ? text : text[..at], StringComparer.Ordinal);
    }
}

/// <summary>Whose files come in by an input.</summary>
/// <param name="When">The input.</param>
/// <param name="Origin">Whose.</param>
public sealed record InputOrigin(InputSwitch When, Origin Origin)
{
    /// <summary>The first major version that does so no more; null where every one does.</summary>
    public int? Before { get; init; }

    /// <summary>Whether a version that is not known, a commit without a comment, counts among those before.</summary>
    public bool OrUnknown { get; init; }

    /// <summary>Whether a version is one of those that do so.</summary>
    /// <param name="major">The major version; 0 where it is not known.</param>
    public bool Concerns(int major) => Before is not { } first || (major == 0 ? OrUnknown : major < first);
}

/// <summary>How files whose names start with a dot go along.</summary>
/// <param name="Input">The input that asks for them.</param>
/// <param name="LeftOutSince">The first version, of two numbers, that leaves them out where they are not asked for.</param>
public sealed record HiddenFiles(string Input, string LeftOutSince);
