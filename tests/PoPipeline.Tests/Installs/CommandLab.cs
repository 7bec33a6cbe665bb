using System.Collections.Immutable;

namespace PoPipeline.Tests.Installs;

/// <summary>A project with a lock file that does not fit what it asks for, and all that it may install, in one folder: nothing is fetched from anywhere else.</summary>
/// <param name="Program">The program, as a row of the table of commands names the one that it was tried with.</param>
/// <param name="Command">What it is started as.</param>
/// <param name="Locks">Its lock files.</param>
internal sealed record CommandLab(string Program, string Command, ImmutableArray<string> Locks)
{
    /// <summary>Writes the project.</summary>
    public required Action<TempTree, string> Write { get; init; }

    /// <summary>The variables that keep the program in the folder.</summary>
    public required Func<TempTree, string, Dictionary<string, string?>> Variables { get; init; }

    /// <summary>Writes a setting into the file that it belongs to.</summary>
    public Action<TempTree, string, string> Set { get; init; } = static (_, name, _) => Assert.Fail(name);

    /// <summary>Whether what is installed now is what the lock file says, though the project asks for something else.</summary>
    public Func<TempTree, bool> TookLocked { get; init; } = static _ => false;

    /// <summary>A path dependency in a newer version than the lock file has it.</summary>
    public static CommandLab Cargo { get; } = new("cargo", "cargo", ["Cargo.lock"])
    {
        Write = static (temp, _) => temp
            .Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\n")
            .Write("src/main.rs", "fn main() {}\n")
            .Write("dep/Cargo.toml", "[package]\nname = \"dep\"\nversion = \"0.2.0\"\nedition = \"2021\"\n")
            .Write("dep/src/lib.rs")
            .Write("Cargo.lock", "version = 3\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\ndependencies = [\n \"dep\",\n]\n\n[[package]]\nname = \"dep\"\nversion = \"0.1.0\"\n"),
        Variables = static (temp, _) => new(StringComparer.Ordinal) { ["CARGO_HOME"] = temp.PathOf("home"), ["CARGO_INSTALL_ROOT"] = temp.PathOf("installed"), ["CARGO_TARGET_DIR"] = temp.PathOf("target") },
    };

    /// <summary>A package in two versions, the older one of which is locked, by a lock file that was made of another manifest.</summary>
    public static CommandLab Composer { get; } = new("composer", "composer", ["composer.lock"])
    {
        Write = static (temp, _) => temp
            .Write("packages/1/composer.json", """{"name":"x/y","version":"1.0.0"}""")
            .Write("packages/2/composer.json", """{"name":"x/y","version":"2.0.0"}""")
            .Write("composer.json", """{"repositories":[{"packagist.org":false},{"type":"path","url":"packages/*","options":{"symlink":false}}],"require":{"x/y":">=1"}}""")
            .Write("composer.lock", """
                {"content-hash":"00000000000000000000000000000000","packages":[{"name":"x/y","version":"1.0.0","dist":{"type":"path","url":"packages/1","reference":"0"},"type":"library","transport-options":{"symlink":false}}],
                "packages-dev":[],"aliases":[],"minimum-stability":"stable","stability-flags":[],"prefer-stable":false,"prefer-lowest":false,"platform":[],"platform-dev":[]}
                """),
        Variables = static (temp, _) => new(StringComparer.Ordinal) { ["COMPOSER_HOME"] = temp.PathOf("home"), ["COMPOSER_ALLOW_SUPERUSER"] = "1", ["COMPOSER_DISABLE_NETWORK"] = "1" },
        Set = static (temp, name, value) => temp.Write("composer.json", File.ReadAllText(temp.PathOf("composer.json"))[..^1] + $",\"config\":{{\"{name["composer.json config.".Length..]}\":{value}}}}}"),
        TookLocked = static temp => File.Exists(temp.PathOf("vendor/x/y/composer.json")) && File.ReadAllText(temp.PathOf("vendor/x/y/composer.json")).Contains("1.0.0", StringComparison.Ordinal),
    };

    /// <summary>A path dependency of another name than the lock file has.</summary>
    public static CommandLab Bundler { get; } = new("bundler", "bundle", ["Gemfile.lock"])
    {
        Write = static (temp, _) => temp
            .Write("Gemfile", "gem \"dep\", path: \"dep\"\n")
            .Write("dep/dep.gemspec", "Gem::Specification.new { |s| s.name = \"dep\"; s.version = \"2.0.0\"; s.summary = \"x\"; s.authors = [\"x\"]; s.files = [] }\n")
            .Write("Gemfile.lock", "PATH\n  remote: other\n  specs:\n    other (1.0.0)\n\nGEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  other!\n\nBUNDLED WITH\n   2.3.15\n"),
        Variables = static (temp, _) => new(StringComparer.Ordinal) { ["BUNDLE_PATH"] = temp.PathOf("gems"), ["BUNDLE_USER_HOME"] = temp.PathOf("home"), ["HOME"] = temp.PathOf("home") },
        Set = static (temp, name, value) => temp.Write(".bundle/config", $"---\nBUNDLE_{name["bundle config ".Length..].ToUpperInvariant()}: \"{value}\"\n"),
    };

    /// <summary>A module without its hashes, or with another hash where the command takes no notice of one that is missing; and no database of hashes where one is to be asked.</summary>
    public static CommandLab Go { get; } = new("go", "go", ["go.mod", "go.sum"])
    {
        Write = static (temp, command) =>
        {
            const string Path = "proxy/example.com/x/@v/";
            foreach (var version in (string[])["v1.2.2", "v1.2.3"])
            {
                temp.Write($"{Path}{version}.info", $$"""{"Version":"{{version}}"}""").Write($"{Path}{version}.mod", "module example.com/x\n\ngo 1.18\n");
                Zipped(temp.PathOf($"{Path}{version}.zip"), $"example.com/x@{version}", ("go.mod", "module example.com/x\n\ngo 1.18\n"), ("x.go", "package x\n"), ("cmd/x/main.go", "package main\n\nfunc main() {}\n"));
            }

            temp.Write($"{Path}list", "v1.2.2\nv1.2.3\n").Write("proxy/example.com/x/@latest", """{"Version":"v1.2.3"}""")
                .Write("go.mod", "module example.com/a\n\ngo 1.18\n\nrequire example.com/x v1.2.2\n")
                .Write("go.sum", command is "go mod download" ? "example.com/x v1.2.2 h1:AAAA4detmHA8odditRUwAHV/Z+fsbuqlT7JvNj57u/I=\nexample.com/x v1.2.2/go.mod h1:xeE9+Rpxejaj5mNrLyJmRB9AK0uOF7AhujxTHx8MHMY=\n" : "")
                .Write("a.go", "package a\n\nimport _ \"example.com/x\"\n")
                .Write("cmd/x/main.go", "package main\n\nimport _ \"example.com/x\"\n\nfunc main() {}\n");
        },
        Variables = static (temp, command) => new(StringComparer.Ordinal)
        {
            ["GOPROXY"] = $"file://{temp.PathOf("proxy")}",
            ["GOSUMDB"] = command.EndsWith("@v1.2.3", StringComparison.Ordinal) && !command.StartsWith("go get", StringComparison.Ordinal) ? "sum.golang.org https://127.0.0.1:9" : "off",
            ["GOPATH"] = temp.PathOf("path"),
            ["GOCACHE"] = temp.PathOf("cache"),
            ["GOENV"] = "off",
            ["GOTOOLCHAIN"] = "local",
            ["GOFLAGS"] = "-modcacherw",
            ["HOME"] = temp.PathOf("home"),
        },
    };

    /// <summary>A parent that lies in a repository with another checksum.</summary>
    public static CommandLab Maven { get; } = new("mvn", "mvn", [])
    {
        Write = static (temp, _) => temp
            .Write("repository/com/example/parent/1/parent-1.pom", "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging></project>")
            .Write("repository/com/example/parent/1/parent-1.pom.sha1", new string('0', 40))
            .Write("pom.xml", $"""
                <project><modelVersion>4.0.0</modelVersion><parent><groupId>com.example</groupId><artifactId>parent</artifactId><version>1</version><relativePath/></parent><artifactId>a</artifactId><packaging>pom</packaging>
                <repositories><repository><id>central</id><url>{new Uri(temp.PathOf("repository")).AbsoluteUri}</url></repository></repositories></project>
                """),
        Variables = static (temp, _) => new(StringComparer.Ordinal) { ["MAVEN_OPTS"] = $"-Dmaven.repo.local={temp.PathOf("local")} -Duser.home={temp.PathOf("home")} -XX:TieredStopAtLevel=1", ["MAVEN_ARGS"] = null },
        Set = static (temp, _, value) => temp.Write(".mvn/maven.config", value + "\n"),
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<CommandLab> All { get; } = [Cargo, Composer, Bundler, Go, Maven];

    private static void Zipped(string path, string folder, params ReadOnlySpan<(string Name, string Text)> files)
    {
        using var archive = System.IO.Compression.ZipFile.Open(path, System.IO.Compression.ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var writer = new StreamWriter(archive.CreateEntry($"{folder}/{name}").Open());
            writer.Write(text);
        }
    }
}
