using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>Commands that hand out what was built: to a registry of packages or images, or as the files of a release.</summary>
/// <remarks>What is pushed to a registry on the machine itself, or to one that keeps nothing, is handed out to nobody.</remarks>
internal static class ReleaseCommands
{
    private static readonly string[] Trying = ["--dry-run", "--dryrun", "--help", "-h", "--noop"];

    private static readonly string[] Ephemeral = ["localhost", "127.0.0.1", "[::1]", "ttl.sh"];

    // https://ko.build/configuration/: into the daemon of the machine, and into a cluster on it.
    private static readonly string[] OnMachine = ["ko.local", "kind.local"];

    // Where an option of BuildKit says so; a cache of the same type is none of what is built.
    private const string Registry = "--output|-o~type=registry";

    // The package managers that start a program of the project by its name alone, or behind 'run', and those programs.
    private static readonly string[] Starting = ["yarn", "pnpm", "bun"];

    private static readonly string[] OfProject = ["lerna", "changeset", "nx", "semantic-release", "release-it", "jsr", "vsce", "ovsx", "np"];

    // The images whose entrypoint is such a program: https://goreleaser.com/install/#running-with-docker, https://github.com/google/go-containerregistry/blob/main/cmd/crane/README.md#images,
    // https://github.com/containers/image_build/tree/main/skopeo, https://oras.land/docs/installation, https://jreleaser.org/guide/latest/tools/jreleaser-docker.html.
    private static readonly FrozenDictionary<string, string> OfImages = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["docker.io/goreleaser/goreleaser"] = "goreleaser",
        ["docker.io/goreleaser/goreleaser-pro"] = "goreleaser",
        ["ghcr.io/goreleaser/goreleaser"] = "goreleaser",
        ["ghcr.io/goreleaser/goreleaser-pro"] = "goreleaser",
        ["gcr.io/go-containerregistry/crane"] = "crane",
        ["quay.io/skopeo/stable"] = "skopeo",
        ["ghcr.io/oras-project/oras"] = "oras",
        ["docker.io/jreleaser/jreleaser-slim"] = "jreleaser",
        ["docker.io/jreleaser/jreleaser-alpine"] = "jreleaser",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The variable that says where ko pushes.</summary>
    public const string RegistryVariable = "KO_DOCKER_REPO";

    // By program; the names of tools are those of their own documentation.
    private static readonly FrozenDictionary<string, ReleaseVerb[]> Verbs = new Dictionary<string, ReleaseVerb[]>(StringComparer.Ordinal)
    {
        // Packages.
        ["npm"] = [ByNpm("publish")],
        ["pnpm"] = [ByNpm("publish"), ByNpm("recursive publish"), ByNpm("multi publish"), ByNpm("m publish")],
        ["yarn"] = [new("npm publish") { HasSigning = true }, new("publish"), new("workspaces foreach .. publish") { HasSigning = true }],
        ["bun"] = [new("publish")],
        ["lerna"] = [new("publish")],
        ["changeset"] = [new("publish")],
        ["nx"] = [new("release publish")],
        ["semantic-release"] = [new("") { Without = ["-d", "--version", "--print", "--no-push"] }],
        ["release-it"] = [new("") { Without = ["--version", "--no-npm.publish", "--npm.publish=false"] }],
        ["jsr"] = [ToJsr],
        ["deno"] = [ToJsr],
        ["vsce"] = [new("publish")],
        ["ovsx"] = [new("publish")],
        ["cargo"] = [new("publish") { Without = ["-n"] }, new("workspaces publish"), new("ws publish"), CargoRelease],
        ["np"] = [new("") { Without = ["--version", "--preview", "--no-publish"] }],
        ["melos"] = [new("publish --no-dry-run")],
        ["anaconda"] = [new("upload"), new("org upload")],
        ["cloudsmith"] = [new("push"), new("upload")],
        ["buf"] = [new("push")],
        ["twine"] = [new("upload") { HasSigning = true, NeedsOperand = true }],
        ["python"] = [SetUp],
        ["python3"] = [SetUp],
        ["poetry"] = [new("publish")],
        ["uv"] = [new("publish")],
        ["hatch"] = [new("publish")],
        ["flit"] = [new("publish")],
        ["pdm"] = [new("publish")],
        ["rye"] = [new("publish")],
        ["maturin"] = [new("publish"), new("upload")],
        ["gem"] = [new("push") { HasSigning = true }],
        ["rake"] = [new(".. release")],
        ["dotnet"] = [new("nuget push") { Into = ["-s", "--source"] }, Image("publish --ContainerRegistry")],
        ["nuget"] = [new("push") { Into = ["-Source"] }],
        ["choco"] = [new("push") { Into = ["-s", "--source"] }],
        ["mvn"] = [new(".. deploy") { Without = ["-Dmaven.deploy.skip"], Unless = "::file:" }, new(".. release:perform"), new(".. deploy:deploy"), new(".. deploy:deploy-file"), Image(".. jib:build"), Image(".. spring-boot:build-image -Dspring-boot.build-image.publish=true")],
        ["gradle"] = [new(".. publish*") { Without = ["-m"], Except = "ToMavenLocal" }, new(".. uploadArchives"), new(".. closeAndRelease*"), Image(".. jib")],
        ["sbt"] = [new(".. publish"), new(".. publishSigned"), new(".. ci-release")],
        ["lein"] = [new(".. deploy")],
        ["mix"] = [new(".. hex.publish")],
        ["dart"] = [new("pub publish")],
        ["flutter"] = [new("pub publish"), new("packages pub publish")],
        ["conan"] = [new("upload")],
        ["luarocks"] = [new("upload")],
        ["pod"] = [new("trunk push"), new("repo push")],
        ["cabal"] = [new("upload")],
        ["snapcraft"] = [new("upload"), new("push")],
        ["ansible-galaxy"] = [new("collection publish")],

        // Files of a release: one that has nothing but notes and what the forge packs of the tag hands out nothing that was built.
        ["gh"] = [new("release create") { NeedsFiles = true }, new("release upload")],
        ["hub"] = [new("release create --attach|-a")],
        ["glab"] = [new("release create --assets-links|-a"), new("release create") { NeedsFiles = true }, new("release upload")],

        // Into a registry of GitLab, without its own program: https://docs.gitlab.com/user/packages/generic_packages/.
        ["curl"] = [new("--upload-file|-T") { Only = "/packages/generic/" }],
        ["release-cli"] = [new("create --assets-link|--assets-links|--assets-links-url")],

        // Images.
        ["docker"] =
        [
            Image("push"), Image("image push"), HandsOn("manifest push"), Image("compose push"), Image("plugin push"),
            Image("buildx --push"), Image("build --push"), Image("image build --push"), Image("builder build --push"), Image("compose build --push"),
            Image($"buildx {Registry}"), Image($"build {Registry}"), Image($"image build {Registry}"), Image("buildx --output|-o~push=true"), Image("build --output|-o~push=true"), Image("buildx --set~output=type=registry"), HandsOn("buildx imagetools create"), Bake("buildx bake"),
        ],
        ["docker-compose"] = [Image("push"), Image("build --push")],
        ["podman"] = [Image("push"), Image("image push"), HandsOn("manifest push"), Image("compose push")],
        ["nerdctl"] = [Image("push"), Image("image push"), Image("compose push")],
        ["buildah"] = [Image("push"), HandsOn("manifest push")],
        ["crane"] = [Image("push"), HandsOn("copy"), HandsOn("cp"), .. from verb in new[] { "append", "mutate", "rebase", "flatten" } select Image(verb) with { Without = ["-o|--output"] }],
        ["regctl"] = [HandsOn("image copy")],
        ["skopeo"] = [HandsOn("copy") with { Ends = "docker://" }],
        ["imgpkg"] = [Image("push"), HandsOn("copy --to-repo")],
        ["img"] = [Image("push")],
        ["depot"] = [Image("build --push"), Image("bake --push"), Image($"build {Registry}"), Bake("bake")],
        ["kaniko"] = [Kaniko],
        ["executor"] = [Kaniko],
        ["ko"] = [.. from verb in new[] { "build", "publish", "resolve", "apply", "create" } select new ReleaseVerb(verb) { Kind = ReleaseKind.Images, Without = ["--push=false", "-L", "--local"] }],
        ["skaffold"] = [Image("build --push")],
        ["earthly"] = [Image("--push")],
        ["pack"] = [Image("build --publish")],
        ["apko"] = [Image("publish")],
        ["az"] = [new("acr build") { Kind = ReleaseKind.Images, Without = ["--no-push"] }],
        ["gcloud"] = [Image(".. builds submit --tag|-t")],

        // Charts and other artefacts of registries, and what programs hand out that are set up by a file.
        ["oras"] = [Any("push"), .. from verb in new[] { "copy", "cp" } select Any(verb) with { Without = ["--to-oci-layout|--to-oci-layout-path"] }],
        ["helm"] = [Any("push"), Any("cm-push"), Any("chart push")],
        ["flux"] = [Any("push artifact")],
        ["tkn"] = [Any("bundle push")],
        ["cr"] = [Any("upload")],
        ["jf"] = [Any("rt upload"), Any("rt u"), Any(".. publish"), Any(".. push")],
        ["goreleaser"] = [GoReleaser("release"), GoReleaser("publish"), GoReleaser("") with { IsDefault = true }],
        ["jreleaser"] = [Any("full-release"), Any("release"), Any("deploy"), Any("upload")],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a variable says where a program pushes.</summary>
    /// <param name="program">The program.</param>
    public static bool HasRegistryVariable(string program) => program is "ko";

    /// <summary>Where words of the form <c>NAME=value</c> say that ko pushes; null where none does.</summary>
    /// <param name="words">The words.</param>
    public static string? RegistryIn(ImmutableArray<Word> words)
    {
        string? found = null;
        foreach (var word in words)
        {
            // As it is written: what the shell expands is some other registry than the machine itself.
            if (word.Text.StartsWith($"{RegistryVariable}=", StringComparison.Ordinal))
            {
                found = word.Text[(RegistryVariable.Length + 1)..];
            }
        }

        return found;
    }

    /// <summary>Whether a registry is one on the machine itself, or keeps nothing.</summary>
    /// <param name="registry">The registry, as written; null where none is known.</param>
    public static bool StaysOnMachine(string? registry) => registry is not null && (Array.Exists(OnMachine, name => HostOf(registry) == name) || Array.Exists(Ephemeral, host => HostOf(registry) == host));

    /// <summary>Whether a word of a command names a host: <c>localhost:5000/shop</c>, <c>--registry=http://localhost:4873</c>.</summary>
    /// <param name="word">The word.</param>
    /// <param name="host">The host.</param>
    public static bool Names(string word, string host)
    {
        for (var at = word.IndexOf(host, StringComparison.Ordinal); at >= 0; at = word.IndexOf(host, at + 1, StringComparison.Ordinal))
        {
            // What only begins so is another host, and behind another one's slash it is no host at all.
            var isAddress = at > 1 && word[at - 1] is '/' && word[at - 2] is '/';
            var end = at + host.Length;
            if ((at == 0 || isAddress || word[at - 1] is '=' or '@' or ',') && (end == word.Length ? isAddress : word[end] is ':' or '/'))
            {
                return true;
            }
        }

        return false;
    }

    // Up to the port, or the path.
    private static string HostOf(string registry)
    {
        var from = registry.StartsWith('[') ? Math.Max(0, registry.IndexOf(']', StringComparison.Ordinal)) : 0;
        var end = registry.AsSpan(from).IndexOfAny(':', '/');
        return end < 0 ? registry : registry[..(from + end)];
    }

    /// <summary>The verb by which a command hands something out, which has no words where its program does so without any; null where it does not.</summary>
    /// <param name="command">The command.</param>
    public static ReleaseVerb? VerbOf(Command command)
    {
        if (command.Words.IsEmpty || !Verbs.TryGetValue(Launchers.Plain(command.Name), out var verbs))
        {
            return null;
        }

        var call = ReleaseCall.Read(command);
        if (Array.Exists(Trying, call.Has) || command.Words.Any(word => Array.Exists(Ephemeral, host => Names(word.Text, host))))
        {
            return null;
        }

        foreach (var verb in verbs)
        {
            if (verb.Fits(call))
            {
                return verb;
            }
        }

        return null;
    }

    /// <summary>Whether the program of a command hands something out by some of its verbs.</summary>
    /// <param name="command">The command.</param>
    public static bool HasVerbs(Command command) => Verbs.ContainsKey(Launchers.Plain(command.Name));

    /// <summary>Whether a command hands something out where one of its words, which nobody knows, is a verb by which its program does so, or the rest of one.</summary>
    /// <param name="command">The command.</param>
    /// <param name="open">The index of the word.</param>
    public static bool MayRelease(Command command, int open)
    {
        if (!Verbs.TryGetValue(Launchers.Plain(command.Name), out var verbs))
        {
            return false;
        }

        foreach (var words in verbs.SelectMany(verb => verb.Endings))
        {
            var filled = command with { Words = [.. command.Words[..open], .. words.Select(text => command.Words[open] with { Text = text, Literal = true, Expansions = [] }), .. command.Words[(open + 1)..]] };
            if (VerbOf(filled) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The command that another one starts, which may hand something out; null where it starts none that is known.</summary>
    /// <param name="command">The other one.</param>
    public static Command? Behind(Command command)
    {
        if (InstallCommands.Behind(command) is { } launched)
        {
            return launched;
        }

        var words = command.Words;
        if (command.Name is "docker" or "podman" or "nerdctl")
        {
            return InImage(command);
        }

        var program = command.Name is "lerna" or "pnpm" or "yarn" && words.FirstOrDefault(word => word.Text is "exec") is { } exec
            ? words.SkipWhile(word => word.Text is not "--").Concat(words.Skip(words.IndexOf(exec) + 1)).FirstOrDefault(word => !word.Text.StartsWith('-'))
            : Array.IndexOf(Starting, command.Name) >= 0 ? ReleaseCall.Read(command).Operands.SkipWhile(word => word.Text is "run").FirstOrDefault() is { } first && Array.IndexOf(OfProject, first.Text) >= 0 ? first : null
            : null;
        return program is null ? null : command with { Name = program.Text, Words = words[words.IndexOf(program)..] };
    }

    private static ReleaseVerb SetUp => new("setup.py .. upload");

    // docker run --rm -v "$PWD:/src" goreleaser/goreleaser release: which of the options take a value nobody knows for all versions.
    private static Command? InImage(Command command)
    {
        var words = command.Words;
        if (words.Length < 3 || words[1].Text is not ("run" or "container") || command.Option("--entrypoint") is not null || words.Any(word => word.Text.StartsWith("--entrypoint=", StringComparison.Ordinal)))
        {
            return null;
        }

        // Told nothing, such images say what they can be told.
        for (var index = 2; index < words.Length - 1; index++)
        {
            if (words[index].Text is var text && text.Contains('/', StringComparison.Ordinal) && OfImages.TryGetValue(Launchers.ImageOf(text), out var program))
            {
                return command with { Name = program, Words = [words[index] with { Text = program }, .. words[(index + 1)..]] };
            }
        }

        return null;
    }

    // https://docs.deno.com/runtime/reference/cli/publish/, and of the variable https://github.com/denoland/deno/blob/main/cli/tools/publish/mod.rs. What jsr starts is Deno.
    private static ReleaseVerb ToJsr => new("publish") { AttestsByIdentity = true, Unsigned = ["--no-provenance"], UnsignedBy = "DISABLE_JSR_PROVENANCE" };

    // Its steps are verbs of their own: https://github.com/crate-ci/cargo-release/blob/master/docs/reference.md.
    private static ReleaseVerb CargoRelease => new("release --execute|-x") { Without = ["--no-publish"], NotBefore = ["changes", "version", "replace", "hook", "commit", "owner", "tag", "push", "config", "help"] };

    private static ReleaseVerb Kaniko => new("--destination|-d") { Kind = ReleaseKind.Images, Without = ["--no-push"] };

    private static ReleaseVerb GoReleaser(string words) => new(words) { Kind = ReleaseKind.Any, Without = ["--snapshot", "--skip-publish", "--skip~publish", "--split", "--prepare", "--version", "-v"], Unsigned = ["--skip~sign", "--skip-sign"] };

    // What the command says counts more than 'publishConfig', and that more than a variable: https://github.com/npm/cli/pull/7321.
    private static ReleaseVerb ByNpm(string words) => new(words) { HasSigning = true, Unsigned = ["--provenance=false", "--no-provenance"] };

    private static ReleaseVerb Bake(string words) => Image(words) with { OtherwiseByFile = "--push", Without = ["--push", "--push=false", "--load", "--print", "--check", "--list", "--set~output=type="] };

    private static ReleaseVerb HandsOn(string words) => Image(words) with { HandsOn = true };

    private static ReleaseVerb Image(string words) => new(words) { Kind = ReleaseKind.Images };

    private static ReleaseVerb Any(string words) => new(words) { Kind = ReleaseKind.Any };
}
