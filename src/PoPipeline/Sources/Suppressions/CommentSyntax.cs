using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PoPipeline.Sources.Suppressions;

/// <summary>How comments and texts are written in a language.</summary>
internal sealed record CommentSyntax
{
    private SearchValues<char>? marks;

    private static readonly CommentSyntax Hash = new() { Prefixes = ["#"] };

    private static readonly CommentSyntax Python = Hash with { LongTexts = ["\"\"\"", "'''"] };

    private static readonly CommentSyntax Slashes = new() { Prefixes = ["//"], BlockStart = "/*", BlockEnd = "*/" };

    private static readonly CommentSyntax Script = Slashes with { LongTexts = ["`"] };

    private static readonly CommentSyntax Jvm = Slashes with { LongTexts = ["\"\"\""] };

    private static readonly CommentSyntax Both = Slashes with { Prefixes = ["#", "//"] };

    private static readonly CommentSyntax Dashes = new() { Prefixes = ["--"], BlockStart = "/*", BlockEnd = "*/" };

    private static readonly CommentSyntax Markup = new() { BlockStart = "<!--", BlockEnd = "-->", HasTexts = false };

    private static readonly FrozenDictionary<string, CommentSyntax> Extensions = OfExtensions(
    [
        (Hash, ["yml", "yaml", "sh", "bash", "zsh", "ksh", "rb", "rake", "gemspec", "pl", "pm", "ps1", "psm1", "ex", "exs", "r", "nix", "mk", "cmake", "conf", "cfg", "properties", "env", "rego", "dockerfile", "containerfile", "tpl"]),
        (Python, ["py", "pyi", "toml", "bzl", "star", "bazel", "jl"]),
        (Slashes, ["c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "rs", "proto", "sol", "dart", "less", "scss", "bicep"]),
        (Script, ["go", "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"]),
        (Jvm, ["java", "cs", "kt", "kts", "scala", "groovy", "gradle", "swift"]),
        (Both, ["tf", "tfvars", "hcl", "php"]),
        (Dashes, ["sql", "lua", "hs", "elm"]),
        (Markup, ["html", "htm", "xml", "xhtml", "csproj", "props", "targets", "svg"]),
        (Script with { BlockStart = "<!--", BlockEnd = "-->" }, ["vue", "svelte"]),
    ]);

    private static readonly FrozenDictionary<string, CommentSyntax> Names = new Dictionary<string, CommentSyntax>(StringComparer.OrdinalIgnoreCase)
    {
        ["Dockerfile"] = Hash,
        ["Containerfile"] = Hash,
        ["Makefile"] = Hash,
        ["GNUmakefile"] = Hash,
        ["Gemfile"] = Hash,
        ["Rakefile"] = Hash,
        ["Vagrantfile"] = Hash,
        ["BUILD"] = Python,
        ["WORKSPACE"] = Python,
        ["Tiltfile"] = Python,
        ["Jenkinsfile"] = Jvm,
        ["CODEOWNERS"] = Hash,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CommentSyntax>.AlternateLookup<ReadOnlySpan<char>> ByExtension = Extensions.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, CommentSyntax>.AlternateLookup<ReadOnlySpan<char>> ByName = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What starts a comment that ends with the line.</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>What starts a comment of several lines; empty where there is none.</summary>
    public string BlockStart { get; init; } = "";

    /// <summary>What ends a comment of several lines.</summary>
    public string BlockEnd { get; init; } = "";

    /// <summary>What encloses a text of several lines.</summary>
    public ImmutableArray<string> LongTexts { get; init; } = [];

    /// <summary>Whether quotes enclose texts.</summary>
    public bool HasTexts { get; init; } = true;

    /// <summary>Every character at which a comment or a text may start, a line ends, or the next character is skipped.</summary>
    public SearchValues<char> Marks => marks ??= SearchValues.Create(
        string.Concat(["\n\\", .. HasTexts ? ["\"'"] : Array.Empty<string>(), .. Prefixes.Add(BlockStart).AddRange(LongTexts).Where(start => start.Length > 0).Select(start => start[..1])]));

    private static FrozenDictionary<string, CommentSyntax> OfExtensions((CommentSyntax Syntax, string[] Extensions)[] entries)
    {
        var all = new Dictionary<string, CommentSyntax>(StringComparer.OrdinalIgnoreCase);
        foreach (var (syntax, extensions) in entries)
        {
            foreach (var extension in extensions)
            {
                all.Add(extension, syntax);
            }
        }

        return all.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The syntax of a file, by its name; null where it is not known, as for data, documents and binaries.</summary>
    public static CommentSyntax? Of(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        var dot = name.LastIndexOf('.');
        if (ByName.TryGetValue(dot > 0 ? name[..name.IndexOf('.')] : name, out var named))
        {
            return named;
        }

        return dot >= 0 && ByExtension.TryGetValue(name[(dot + 1)..], out var syntax) ? syntax : null;
    }
}
