using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Data;
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

    /// <summary>The variable that says where ko pushes.</summary>
    public const string RegistryVariable = "KO_DOCKER_REPO";

    // By program; the names of tools are those of their own documentation.
    private static readonly FrozenDictionary<string, ReleaseVerb[]> Verbs = new Dictionary<string, ReleaseVerb[]>(StringComparer.Ordinal)
    {
        // Packages.
        ["npm"] = [new("publish")],
        ["pnpm"] = [new("publish")],
        ["yarn"] = [new("npm publish"), new("publish")],
        ["bun"] = [new("publish")],
        ["lerna"] = [new("publish")],
        ["changeset"] = [new("publish")],
        ["nx"] = [new("release publish")],
        ["semantic-release"] = [new("") { Without = ["-d", "--version", "--print", "--no-push"] }],
        ["release-it"] = [new("") { Without = ["--version", "--no-npm.publish"] }],
        ["jsr"] = [new("publish")],
        ["deno"] = [new("publish")],
        ["vsce"] = [new("publish")],
        ["ovsx"] = [new("publish")],
        ["cargo"] = [new("publish") { Without = ["-n"] }, new("workspaces publish")],
        ["twine"] = [new("upload")],
        ["python"] = [new("setup.py upload")],
        ["poetry"] = [new("publish")],
        ["uv"] = [new("publish")],
        ["hatch"] = [new("publish")],
        ["flit"] = [new("publish")],
        ["pdm"] = [new("publish")],
        ["rye"] = [new("publish")],
        ["maturin"] = [new("publish"), new("upload")],
        ["gem"] = [new("push")],
        ["rake"] = [new("release")],
        ["dotnet"] = [new("nuget push")],
        ["nuget"] = [new("push")],
        ["choco"] = [new("push")],
        ["mvn"] = [new("deploy") { Without = ["-Dmaven.deploy.skip", "-Dmaven.deploy.skip=true"], Unless = "::file:" }, new("release:perform"), new("deploy:deploy"), new("deploy:deploy-file"), Image("jib:build")],
        ["gradle"] = [new("publish*") { Without = ["-m"], Unless = "ToMavenLocal" }, new("uploadArchives"), new("closeAndRelease*"), Image("jib")],
        ["sbt"] = [new("publish"), new("publishSigned"), new("+publish"), new("+publishSigned"), new("ci-release")],
        ["lein"] = [new("deploy")],
        ["mix"] = [new("hex.publish")],
        ["dart"] = [new("pub publish")],
        ["flutter"] = [new("pub publish")],
        ["conan"] = [new("upload")],
        ["luarocks"] = [new("upload")],
        ["pod"] = [new("trunk push"), new("repo push")],
        ["cabal"] = [new("upload")],
        ["snapcraft"] = [new("upload"), new("push")],
        ["ansible-galaxy"] = [new("collection publish")],

        // Files of a release: one that has nothing but notes and what the forge packs of the tag hands out nothing that was built.
        ["gh"] = [new("release create") { FilesBehind = ["-t", "--title", "-n", "--notes", "-F", "--notes-file", "--target", "-R", "--repo", "--discussion-category", "--notes-start-tag"] }, new("release upload")],
        ["hub"] = [new("release create --attach"), new("release create -a")],
        ["glab"] = [new("release create --assets-links"), new("release create -a"), new("release create") { FilesBehind = ["-n", "--name", "-N", "--notes", "-F", "--notes-file", "-r", "--ref", "-m", "--milestone", "-D", "--released-at", "-R", "--repo", "-T", "--tag-message"] }, new("release upload")],
        ["release-cli"] = [new("create --assets-link")],

        // Images.
        ["docker"] = [Image("push"), Image("buildx --push"), Image("build --push"), Image("buildx ~type=registry"), Image("build ~type=registry"), Image("buildx ~push=true"), Image("buildx imagetools create")],
        ["docker-compose"] = [Image("push")],
        ["podman"] = [Image("push")],
        ["nerdctl"] = [Image("push")],
        ["buildah"] = [Image("push")],
        ["crane"] = [Image("push"), Image("copy"), Image("cp")],
        ["regctl"] = [Image("image copy")],
        ["skopeo"] = [new("copy") { Kind = ReleaseKind.Images, Ends = "docker://" }],
        ["kaniko"] = [new("--destination") { Kind = ReleaseKind.Images, Without = ["--no-push", "--no-push=true"] }],
        ["executor"] = [new("--destination") { Kind = ReleaseKind.Images, Without = ["--no-push", "--no-push=true"] }],
        ["ko"] = [.. from verb in new[] { "build", "publish", "resolve", "apply", "create" } select new ReleaseVerb(verb) { Kind = ReleaseKind.Images, Without = ["--push=false", "-L", "--local"] }],
        ["pack"] = [Image("build --publish")],
        ["apko"] = [Image("publish")],
        ["az"] = [Image("acr build")],
        ["gcloud"] = [Image("builds submit --tag")],

        // Charts and other artefacts of registries, and what programs hand out that are set up by a file.
        ["oras"] = [Any("push")],
        ["helm"] = [Any("push"), Any("cm-push")],
        ["cr"] = [Any("upload")],
        ["jf"] = [Any("rt upload"), Any("rt u"), Any("publish"), Any("push")],
        ["goreleaser"] = [new("release") { Kind = ReleaseKind.Any, Without = ["--snapshot"] }],
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

        foreach (var word in command.Words)
        {
            if (Array.IndexOf(Trying, word.Text) >= 0 || Array.Exists(Ephemeral, host => Names(word.Text, host)))
            {
                return null;
            }
        }

        foreach (var verb in verbs)
        {
            if (verb.Fits(command))
            {
                return verb;
            }
        }

        return null;
    }

    private static ReleaseVerb Image(string words) => new(words) { Kind = ReleaseKind.Images };

    private static ReleaseVerb Any(string words) => new(words) { Kind = ReleaseKind.Any };
}
