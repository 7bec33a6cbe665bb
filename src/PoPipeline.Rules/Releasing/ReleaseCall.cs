using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>A command of a program that may hand something out, read as that program reads it.</summary>
internal sealed class ReleaseCall
{
    private const string Behind = "--";

    // Those of other programs take the next word at most where it is no verb.
    private static readonly Syntax Others = new() { Valued = "" };

    private static readonly Syntax Forges = new()
    {
        Valued = "-t --title -n --notes -N -F --notes-file --target -R --repo --discussion-category --notes-start-tag --name -r --ref -m --milestone -D --released-at -T --tag-message",
    };

    // https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md
    private static readonly Syntax Skopeos = new()
    {
        Valued = "--additional-tag --authfile --src-authfile --dest-authfile --creds --src-creds --dest-creds --src-username --src-password --dest-username --dest-password --src-registry-token --dest-registry-token --cert-dir "
            + "--src-cert-dir --dest-cert-dir --src-daemon-host --dest-daemon-host --src-shared-blob-dir --dest-shared-blob-dir --dest-compress-format --dest-compress-level --decryption-key --encryption-key --encrypt-layer --digestfile "
            + "-f --format --multi-arch --instance-platform --retry-times --retry-delay --image-parallel-copies --sign-by --sign-by-sigstore --sign-by-sigstore-private-key --sign-by-sq-fingerprint --sign-identity --sign-passphrase-file --policy --registries.d "
            + "--registries-conf --override-arch --override-os --override-variant --command-timeout --tmpdir --user-agent-prefix",
    };

    private static readonly FrozenDictionary<string, Syntax> Known = new Dictionary<string, Syntax>(StringComparer.Ordinal)
    {
        ["npm"] = NpmInstalls.Words,
        ["pnpm"] = PnpmInstalls.Words,
        ["yarn"] = YarnInstalls.Words,
        ["bun"] = BunInstalls.Words,
        ["cargo"] = CargoInstalls.Words,
        ["mvn"] = MavenInstalls.Words,
        ["gradle"] = GradleInstalls.Words,
        ["uv"] = UvInstalls.Projects,
        ["poetry"] = PythonProjectInstalls.Poetrys,
        ["dotnet"] = NuGetInstalls.Dotnets,
        ["nuget"] = NuGetInstalls.NuGets,
        ["choco"] = new() { Valued = "-s --source -k --key --api-key --execution-timeout -t" },
        ["docker"] = ImageBuildCalls.Words,
        ["podman"] = ImageBuildCalls.Words,
        ["nerdctl"] = ImageBuildCalls.Words,
        ["buildah"] = ImageBuildCalls.Words,
        ["gh"] = Forges,
        ["glab"] = Forges,
        ["skopeo"] = Skopeos,
        ["az"] = new() { Valued = "", LooseBooleans = true },
        ["goreleaser"] = new() { Valued = "-f --config -k --key -p --parallelism --skip --timeout --release-notes --release-notes-tmpl --release-header --release-header-tmpl --release-footer --release-footer-tmpl --team" },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What may be the value of an option: it stands behind one that has none of its own and takes none that is known.
    private readonly HashSet<Word> behindBare = new(ReferenceEqualityComparer.Instance);
    private readonly Invocation call;

    private ReleaseCall(Command command, Invocation call)
    {
        this.call = call;
        Words = command.Words;
        var bare = new HashSet<Word>(call.Options.Where(option => option.Value is null).Select(option => option.Word), ReferenceEqualityComparer.Instance);
        for (var index = 2; index < call.Words.Length; index++)
        {
            if (bare.Contains(call.Words[index - 1]))
            {
                behindBare.Add(call.Words[index]);
            }
        }
    }

    /// <summary>All words, the program first.</summary>
    public ImmutableArray<Word> Words { get; }

    /// <summary>The words that are no options, nor values that are known to be one's.</summary>
    public ImmutableArray<Word> Operands => call.Operands;

    /// <summary>Reads a command.</summary>
    /// <param name="command">The command.</param>
    public static ReleaseCall Read(Command command)
    {
        var program = Launchers.Plain(command.Name);
        var own = program switch
        {
            "sbt" => command with { Words = [command.Words[0], .. command.Words.Skip(1).SelectMany(TasksOf)] },

            "mvn" => command with { Words = [.. command.Words.Select(GoalOf)] },

            "dotnet" => command with { Words = [.. command.Words.Select(PropertyOf)] },

            // The toolchain: 'cargo +nightly publish'.
            "cargo" => command with { Words = [.. command.Words.Where((word, index) => index != 1 || !word.Text.StartsWith('+'))] },
            _ => command,
        };

        // What stands behind it is another program's.
        var end = own.Words.Skip(1).TakeWhile(word => word.Text != Behind).Count() + 1;
        var read = Invocation.Read(own with { Words = own.Words[..end] }, InstallSurroundings.None, Known.GetValueOrDefault(program, Others));

        // In a workspace runs a command of its own.
        return program is "yarn" && read is { Verb: "workspace", Operands.Length: > 2 } ? Read(read.From(read.Operands[2])) : new ReleaseCall(command, read);
    }

    /// <summary>Whether an operand may be none: it stands behind an option of which nobody knows whether it takes a value, or only the run knows what it becomes.</summary>
    /// <param name="operand">The index of the operand.</param>
    public bool MayBeNone(int operand) => Invocation.IsComputed(Operands[operand]) || MayBeValue(Operands[operand]);

    /// <summary>Whether an operand may be the value of the option before it, of which nobody knows whether it takes one.</summary>
    /// <param name="operand">The operand.</param>
    public bool MayBeValue(Word operand) => behindBare.Contains(operand);

    /// <summary>Whether it has an option: one that says no (<c>--push=false</c>) is not there.</summary>
    /// <param name="pattern">The names of the option with bars between them; behind an equals sign the value that it must have, behind a tilde a part of that.</param>
    public bool Has(string pattern)
    {
        var mark = pattern.IndexOfAny(['=', '~']);
        var names = (mark < 0 ? pattern : pattern[..mark]).Split('|');
        return call.Options.Any(option => Array.IndexOf(names, option.Name) >= 0 && (mark < 0 ? option.Value is null || Answer.Read(option.Value.Text) is not false
            : option.Value is { Text: var value } && (pattern[mark] is '~' ? value.Contains(pattern[(mark + 1)..], StringComparison.Ordinal) : value == pattern[(mark + 1)..])));
    }

    /// <summary>The value of an option, as it is written; null where it has none.</summary>
    /// <param name="names">The names of the option.</param>
    public string? Value(params ReadOnlySpan<string> names) => call.Value(names);

    /// <summary>All values of an option, as they are written.</summary>
    /// <param name="names">The names of the option.</param>
    public string[] Values(params string[] names) => [.. call.Values(names).Select(value => value.Text)];

    // sbt takes several tasks in a word, for all versions of Scala or for one, and in a project: ";clean;+publish", "++2.13 core/publish".
    private static IEnumerable<Word> TasksOf(Word word) => word.Text.StartsWith('-') ? [word]
        : word.Text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(task => word with { Text = TaskOf(task) });

    // A property is read as an option: /p:ContainerRegistry=ghcr.io. https://learn.microsoft.com/visualstudio/msbuild/msbuild-command-line-reference
    private static Word PropertyOf(Word word) =>
        word.Text.Split(':', 2) is [['-' or '/', .. var name], var property] && name.TrimStart('-') is "p" or "property" ? word with { Text = $"--{property}" } : word;

    // By its coordinates as by its prefix: com.google.cloud.tools:jib-maven-plugin:3.4.0:build is jib:build. https://maven.apache.org/guides/introduction/introduction-to-plugin-prefix-mapping.html
    private static Word GoalOf(Word word)
    {
        if (word.Text.StartsWith('-') || word.Text.Split(':') is not [_, var artifact, .., var goal] parts || parts.Length is not (3 or 4))
        {
            return word;
        }

        const string own = "maven-";
        const string plugin = "-plugin";
        const string others = "-maven-plugin";
        var prefix = artifact.EndsWith(others, StringComparison.Ordinal) ? artifact[..^others.Length]
            : artifact.StartsWith(own, StringComparison.Ordinal) && artifact.EndsWith(plugin, StringComparison.Ordinal) && artifact.Length > own.Length + plugin.Length ? artifact[own.Length..^plugin.Length]
            : null;
        return prefix is null ? word : word with { Text = $"{prefix}:{goal}" };
    }

    private static string TaskOf(string text)
    {
        var task = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(part => part is not "+" && !part.StartsWith("++", StringComparison.Ordinal)) ?? "";
        return task[(task.LastIndexOf('/') + 1)..].TrimStart('+');
    }
}
