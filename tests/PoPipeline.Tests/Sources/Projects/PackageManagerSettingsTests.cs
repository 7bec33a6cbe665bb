using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources;
using PoPipeline.Sources.Projects.PackageManagers;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

public sealed class PackageManagerSettingsTests : IDisposable
{
    private readonly TempTree temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData("# c\n package-lock = false # why\n[x]\nlockfile=true\n//r.example/:_authToken=secret\n", ".npmrc package-lock=false 2:2-2:28")]
    [InlineData("save-exact\r\n\"frozen-lockfile\"='true'\r\n", ".npmrc frozen-lockfile=true 2:1-2:25", ".npmrc save-exact=true 1:1-1:11")]
    [InlineData("package-lock=${LOCKED}\nregistry=https://me:secret@r.example/team/\n", ".npmrc package-lock=? 1:1-1:23", ".npmrc registry=https://r.example 2:1-2:43")]
    [InlineData("lockfile=true\nlockfile=false\n", ".npmrc lockfile=false 2:1-2:15")]
    [InlineData("\n;\n=x\n[\n")]
    public void Npm_reads_names_and_values(string text, params string[] settings) => Same(new NpmRc(), ".npmrc", text, settings);

    [Theory]
    [InlineData("nodeLinker: pnp\nenableImmutableInstalls: false # why\nplugins:\n  - path: x\n    enableImmutableInstalls: true\n", ".yarnrc.yml enableImmutableInstalls=false 2:1-2:24", ".yarnrc.yml nodeLinker=pnp 1:1-1:11")]
    [InlineData("immutablePatterns:\n  - a\n  - 'b/**'\nnpmRegistryServer: \"https://r.example/x\"\n", ".yarnrc.yml immutablePatterns=a b/** 1:1-1:18", ".yarnrc.yml npmRegistryServer=https://r.example 4:1-4:18")]
    [InlineData("enableImmutableInstalls: \"${IMMUTABLE:-true}\"\n", ".yarnrc.yml enableImmutableInstalls=? 1:1-1:24")]
    [InlineData("- a\n")]
    public void Yarn_reads_yaml(string text, params string[] settings) => Same(new YarnRcYml(), ".yarnrc.yml", text, settings);

    [Theory]
    [InlineData("# c\n\n--install.frozen-lockfile true\n", ".yarnrc frozen-lockfile=true 3:1-3:31")]
    [InlineData("  \"--frozen-lockfile\" \"true\"\n", ".yarnrc frozen-lockfile=true 1:3-1:29")]
    [InlineData("--add.frozen-lockfile true\nfrozen-lockfile true\n")]
    [InlineData("yarn-path \".yarn/releases/yarn-1.22.22.js\"\nregistry \"https://me:secret@r.example/a\"\n", ".yarnrc registry=https://r.example 2:1-2:41", ".yarnrc yarn-path=.yarn/releases/yarn-1.22.22.js 1:1-1:43")]
    [InlineData("\"\nx")]
    public void Yarn_before_version_2_reads_options_of_commands(string text, params string[] settings) => Same(new YarnRc(), ".yarnrc", text, settings);

    [Theory]
    [InlineData("packages:\n  - a\nfrozenLockfile: true\nlockfile: ${LOCK}\n", "pnpm-workspace.yaml frozenLockfile=true 3:1-3:15", "pnpm-workspace.yaml lockfile=? 4:1-4:9")]
    [InlineData("catalog:\n  frozenLockfile: 1.0.0\n")]
    public void Pnpm_reads_the_file_of_its_workspace(string text, params string[] settings) => Same(new PnpmSettings(), "pnpm-workspace.yaml", text, settings);

    [Theory]
    [InlineData("{\"name\": \"a\",\n \"packageManager\": \"pnpm@10.15.0+sha512.abc\"}", "package.json packageManager=pnpm@10.15.0+sha512.abc 2:2-2:18")]
    [InlineData("{\"packageManager\": {\"a\": 1}, \"dependencies\": {\"packageManager\": \"1\"}}")]
    public void The_package_manager_is_known_with_its_version(string text, params string[] settings) => Same(new PackageManagerField(), "package.json", text, settings);

    [Theory]
    [InlineData("telemetry = false\n[install]\nfrozenLockfile = true\nregistry = { url = \"https://r.example\", token = \"secret\" }\n[install.cache]\ndir = \"x\"\n[test]\nproduction = true\n", "bunfig.toml frozenLockfile=true 3:1-3:15")]
    [InlineData("install = { production = true }\n", "bunfig.toml production=true 1:13-1:23")]
    public void Bun_reads_what_it_says_of_installs(string text, params string[] settings) => Same(new BunFig(), "bunfig.toml", text, settings);

    [Theory]
    [InlineData("---\nBUNDLE_PATH: \"vendor/bundle\"\nBUNDLE_FROZEN: \"true\"\nBUNDLE_RUBYGEMS__PKG__GITHUB__COM: \"secret\"\n", "bundle config frozen=true 3:1-3:14")]
    [InlineData("BUNDLE_DEPLOYMENT: true\nBUNDLE_LOCKFILE: false\n", "bundle config deployment=true 1:1-1:18", "bundle config lockfile=false 2:1-2:16")]
    public void Bundler_reads_variables_in_yaml(string text, params string[] settings) => Same(new BundleConfig(), ".bundle/config", text, settings);

    [Theory]
    [InlineData("[build]\nrustflags = [\"-D\", \"warnings\"]\n[net]\noffline = true\n[source.crates-io]\nreplace-with = \"vendored-sources\"\n[source.vendored-sources]\ndirectory = \"vendor\"\n[registries.x]\ntoken = \"secret\"\n",
        ".cargo/config.toml build.rustflags=-D warnings 2:1-2:10", ".cargo/config.toml net.offline=true 4:1-4:8", ".cargo/config.toml source.crates-io.replace-with=vendored-sources 6:1-6:13", ".cargo/config.toml source.vendored-sources.directory=vendor 8:1-8:10")]
    public void Cargo_reads_its_tables(string text, params string[] settings) => Same(new CargoConfig(), ".cargo/config.toml", text, settings);

    [Theory]
    [InlineData("rust-toolchain.toml", "[toolchain]\nchannel = \"1.89.0\"\nprofile = \"minimal\"\n", "rust-toolchain channel=1.89.0 2:1-2:8")]
    [InlineData("rust-toolchain", "\n1.89.0\n", "rust-toolchain channel=1.89.0 2:1-2:7")]
    [InlineData("rust-toolchain", "[toolchain]\nchannel = \"nightly\"\n", "rust-toolchain channel=nightly 2:1-2:8")]
    public void Rust_is_named_by_its_channel(string path, string text, params string[] settings) => Same(new RustToolchain(), path, text, settings);

    [Theory]
    [InlineData("uv.toml", "exclude-newer = \"2025-01-01T00:00:00Z\"\n[pip]\nrequire-hashes = true\n[[index]]\nname = \"a\"\nurl = \"https://me:secret@r.example/simple\"\n", "uv exclude-newer=2025-01-01T00:00:00Z 1:1-1:14", "uv index=https://r.example 6:1-6:4", "uv require-hashes=true 3:1-3:15")]
    [InlineData("a/pyproject.toml", "[project]\nname = \"a\"\n[tool.uv.pip]\nrequire-hashes = false\n[tool.ruff]\nrequire-hashes = true\n", "uv require-hashes=false 4:1-4:15")]
    [InlineData("pyproject.toml", "[pip]\nrequire-hashes = true\n")]
    public void Uv_reads_its_own_file_or_its_own_table(string path, string text, params string[] settings) => Same(new UvSettings(), path, text, settings);

    [Theory]
    [InlineData("[install]\nrequire_hashes = true\n[global]\nrequire-hashes: x\nrequire-hashes = false\nindex-url = https://me:secret@r.example/simple\n", "pip.conf index-url=https://r.example 6:1-6:47", "pip.conf install.require-hashes=true 2:1-2:22", "pip.conf require-hashes=false 5:1-5:23")]
    [InlineData("require-hashes = true\n[list]\nrequire-hashes = true\n")]
    public void Pip_reads_sections(string text, params string[] settings) => Same(new PipConf(), "pip.conf", text, settings);

    [Fact]
    public void Poetry_reads_its_installer() => Same(new PoetryToml(), "poetry.toml", "[virtualenvs]\nin-project = true\n[installer]\nre-resolve = false\n", "poetry.toml installer.re-resolve=false 4:1-4:11");

    [Fact]
    public void Pdm_adds_options_to_its_commands() =>
        Same(new PdmOptions(), "pyproject.toml", "[tool.pdm]\ninstall = [\"no\"]\n[tool.pdm.options]\ninstall = [\"--check\", \"--no-self\"]\n", "tool.pdm.options install=--check --no-self 4:1-4:8");

    [Fact]
    public void Composer_reads_its_config() =>
        Same(new ComposerConfig(), "composer.json", "{\n  \"lock\": true,\n  \"config\": {\"lock\": false, \"secure-http\": true, \"preferred-install\": {\"*\": \"dist\"}}\n}\n", "composer.json config.lock=false 3:14-3:20", "composer.json config.secure-http=true 3:29-3:42");

    [Theory]
    [InlineData("module example.com/a // go 1.2\n\ngo 1.24.0 // why\n\ttoolchain go1.25.1\nrequire (\n\tgo example\n)\n", "go.mod go=1.24.0 3:1-3:10", "go.mod toolchain=go1.25.1 4:2-4:20")]
    public void Go_is_named_by_its_version(string text, params string[] settings) => Same(new GoVersions("go.mod"), "go.mod", text, settings);

    [Fact]
    public void A_file_that_cannot_be_read_may_set_whatever_decides()
    {
        var read = new YarnRcYml().Read("a/.yarnrc.yml", "enableImmutableInstalls: [\n");

        Assert.Equal("it is not YAML, line 2", read.Fault);
        Assert.Equal([new ToolSetting(".yarnrc.yml enableImmutableInstalls", null, Place.StartOf("a/.yarnrc.yml")), new ToolSetting(".yarnrc.yml checksumBehavior", null, Place.StartOf("a/.yarnrc.yml"))], read.Settings);
    }

    [Fact]
    public void Npm_reads_the_file_of_the_workspace_alone_and_pnpm_that_of_the_project_behind_it()
    {
        temp.Write(".npmrc", "package-lock=false\nlockfile=false\n").Write("web/.npmrc", "package-lock=true\n").Write("pnpm-workspace.yaml", "packages: [web]\n");

        Assert.Equal([".npmrc lockfile=false .npmrc:2", ".npmrc package-lock=false .npmrc:1"], Of(Ecosystem.Npm, "web", workspace: ""));
        Assert.Equal([".npmrc lockfile=false .npmrc:2", ".npmrc package-lock=true web/.npmrc:1"], Of(Ecosystem.Pnpm, "web", workspace: ""));
        Assert.Equal([".npmrc package-lock=true web/.npmrc:1"], Of(Ecosystem.Npm, "web"));
    }

    [Fact]
    public void The_nearest_file_of_yarn_counts_and_those_above_fill_in()
    {
        temp.Write(".yarnrc.yml", "enableImmutableInstalls: false\nnodeLinker: pnp\n").Write("a/b/.yarnrc.yml", "enableImmutableInstalls: true\n").Write("package.json", "{\"packageManager\": \"yarn@4.9.2\"}").Write("a/package.json", "{}");

        Assert.Equal([".yarnrc.yml enableImmutableInstalls=true a/b/.yarnrc.yml:1", ".yarnrc.yml nodeLinker=pnp .yarnrc.yml:2", "package.json packageManager=yarn@4.9.2 package.json:1"], Of(Ecosystem.Yarn, "a/b"));
    }

    [Fact]
    public void Uv_takes_the_nearest_file_that_has_something_for_it_and_no_other()
    {
        temp.Write("uv.toml", "offline = true\n[pip]\nrequire-hashes = true\n").Write("a/pyproject.toml", "[project]\nname = \"a\"\n").Write("b/pyproject.toml", "[tool.uv]\nmanaged = true\n");

        Assert.Equal(["uv offline=true uv.toml:1", "uv require-hashes=true uv.toml:3"], Of(Ecosystem.Uv, "a"));
        Assert.Equal(["uv managed=true b/pyproject.toml:2"], Of(Ecosystem.Uv, "b"));
    }

    [Fact]
    public void Cargo_goes_up_through_the_folders()
    {
        temp.Write(".cargo/config.toml", "[net]\noffline = true\n[build]\ntarget = \"a\"\n").Write("a/.cargo/config", "[net]\noffline = false\n").Write("a/.cargo/config.toml", "[net]\noffline = true\n").Write("rust-toolchain.toml", "[toolchain]\nchannel = \"1.89\"\n");

        Assert.Equal([".cargo/config.toml build.target=a .cargo/config.toml:4", ".cargo/config.toml net.offline=false a/.cargo/config:2", "rust-toolchain channel=1.89 rust-toolchain.toml:2"], Of(Ecosystem.Cargo, "a"));
    }

    [Fact]
    public void A_file_that_is_unread_is_a_gap_and_hides_what_lies_above_it()
    {
        temp.Write(".yarnrc.yml", "enableImmutableInstalls: true\n").Write("a/.yarnrc.yml", "enableImmutableInstalls: {\n");

        var project = Completed(Ecosystem.Yarn, "a");

        Assert.Equal(new Gap("a/.yarnrc.yml", "it is not YAML, line 2", Failed: true), Assert.Single(project.SettingGaps));
        Assert.Null(Assert.Single(project.Settings, setting => setting.Name == ".yarnrc.yml enableImmutableInstalls").Value);
    }

    [Fact]
    public void A_finding_points_at_the_setting_that_decides()
    {
        var rule = RuleSet.All.Single(rule => rule.Id == "PO3255");

        var finding = Assert.Single(rule.Judge(CaseTree.Collect("PO3255.InstallFromLockfile/fail-yarnrc-yml-immutable-off")).Findings);

        Assert.Equal(new Place(".yarnrc.yml", new Region(3, 1, 3, 24)), finding.Related[1].Place);
    }

    private static void Same(SettingsFile file, string path, string text, params string[] settings)
    {
        var read = file.Read(path, text);

        Assert.Null(read.Fault);
        Assert.All(read.Settings, setting => Assert.Equal(path, setting.Span?.Path));
        Assert.Equal(settings, read.Settings.Select(setting => $"{setting.Name}={setting.Value ?? "?"} {setting.Span?.Region}"));
    }

    private IEnumerable<string> Of(Ecosystem ecosystem, string folder, string? workspace = null) =>
        Completed(ecosystem, folder, workspace).Settings.Select(setting => $"{setting.Name}={setting.Value ?? "?"} {setting.Span?.Path}:{setting.Span?.Region.StartLine}");

    private Project Completed(Ecosystem ecosystem, string folder, string? workspace = null)
    {
        var tree = new WorkingTree(temp.Root, useGit: false);
        return new PackageManagerSettings(tree.Describe(), tree).Completed(new Project { Ecosystem = ecosystem, Folder = folder, Workspace = workspace, Manifests = [] });
    }
}
