using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>What the files of Bazel, vcpkg, Conan and Cargo say.</summary>
public sealed class NativeProjectsTests
{
    [Fact]
    public void The_last_option_of_a_section_counts_with_what_is_imported_and_configured()
    {
        var project = Assert.Single(Projects(
            ("MODULE.bazel", "bazel_dep(name = \"rules_cc\", version = \"0.2.14\")\n"),
            (".bazelversion", "# newest\n8.1.0\n"),
            (".bazelrc", "common --lockfile_mode=update\nimport %workspace%/tools/preset.bazelrc\ntry-import %workspace%/user.bazelrc\nbuild:strict --config=locked # as in CI\ncommon:ci \\\n    '--lockfile_mode' error\n"),
            ("tools/preset.bazelrc", "import %workspace%/.bazelrc\ncommon --lockfile_mode=refresh\nbuild:locked --lockfile_mode=error\n")));

        Assert.Equal(
            ["common=refresh", "build:strict=error", "build:locked=error", "common:ci=error"],
            project.Settings.Where(setting => setting.Name.StartsWith(BazelSettings.LockfileMode, StringComparison.Ordinal)).OrderBy(setting => Array.IndexOf(["common", "build:strict", "build:locked", "common:ci"], setting.Name[9..])).Select(setting => $"{setting.Name[9..]}={setting.Value}"));
        Assert.Contains(project.Settings, setting => setting is { Name: BazelSettings.Version, Value: "8.1.0" });
        Assert.Equal(new Place(".bazelrc", new Region(6, 5, 6, 22)), project.Settings.Single(setting => setting.Name == BazelSettings.LockfileMode + "common:ci").Span);
    }

    [Fact]
    public void Configurations_in_a_circle_are_read_once()
    {
        var rc = string.Concat(Enumerable.Range(0, 60).Select(index => string.Concat(Enumerable.Repeat($"build:c{index} --config=c{(index + 1) % 60}\n", 40)))) + "build:c59 --lockfile_mode=error\nbuild:a --config=c0\n";

        var project = Assert.Single(Projects(("MODULE.bazel", "bazel_dep(name = \"rules_cc\", version = \"0.2.14\")\n"), (".bazelrc", rc)));

        Assert.Contains(project.Settings, setting => setting.Name is BazelSettings.LockfileMode + "build:a" && setting.Value is "error");
    }

    [Fact]
    public void Configurations_that_name_each_other_many_times_are_gone_through_once()
    {
        var many = string.Concat(Enumerable.Repeat(" --config=a --config=b", 200));
        var project = Assert.Single(Projects(
            ("MODULE.bazel", "bazel_dep(name = \"rules_cc\", version = \"0.2.14\")\n"),
            (".bazelrc", $"build:a{many}\nbuild:b{many} --lockfile_mode=error\nbuild --config=a\n")));

        Assert.Equal(["build", "build:a", "build:b"], project.Settings.Where(setting => setting is { Value: "error" }).Select(setting => setting.Name[BazelSettings.LockfileMode.Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_that_import_each_other_without_end_leave_open_what_is_set()
    {
        var project = Assert.Single(Projects(
            ("MODULE.bazel", "bazel_dep(name = \"rules_cc\", version = \"0.2.14\")\n"),
            (".bazelrc", "common --lockfile_mode=error\n" + string.Concat(Enumerable.Repeat("import %workspace%/.bazelrc\n", 100)))));

        Assert.Null(Assert.Single(project.Settings, setting => setting.Name.StartsWith(BazelSettings.LockfileMode, StringComparison.Ordinal)).Value);
    }

    [Theory]
    [InlineData("common --noenable_bzlmod", "8.1.0", 0)]
    [InlineData("common --enable_bzlmod", "6.5.0", 1)]
    [InlineData("", "6.5.0", 0)]
    [InlineData("", "latest", 1)]
    [InlineData("", "", 1)]
    public void A_module_asks_for_something_where_Bazel_reads_it(string option, string version, int packages) => Assert.Equal(
        packages,
        Assert.Single(Projects(("MODULE.bazel", "bazel_dep(name = \"rules_cc\", version = \"0.2.14\")\n"), (".bazelrc", option), (".bazelversion", version))).Manifests[0].Packages);

    [Fact]
    public void Places_of_what_is_fetched_are_exact()
    {
        var entries = Facts("deps.bzl", "def fetch():\n    maybe(http_archive, name = 'a', url = \"https://e.org/\" + V)\n    native.git_repository(name = \"b\", remote = \"https://e.org/b\", tag = \"v1\")\n    http_file(name=\"c\",sha256=r'0123456789abcdef0123456789abcdef', urls = [\"https://e.org/c\"])\n").Entries;

        Assert.Equal(
            [("a", 2, 5, 10), ("b", 3, 74, 76), ("c", 4, 33, 65)],
            entries.Select(entry => (entry.Name, entry.At.StartLine, entry.At.StartColumn, entry.At.EndColumn)));
        Assert.Equal("https://e.org/b#v1", entries[1].Address);
    }

    [Fact]
    public void A_function_by_the_name_of_a_rule_is_none() =>
        Assert.Empty(Facts("deps.bzl", "def http_archive(name, **kwargs):\n    pass\n\nhttp_archive(name = \"a\", url = \"https://e.org/a\")\n").Entries);

    [Fact]
    public void A_real_workspace_names_all_its_content()
    {
        var facts = Facts("WORKSPACE", File.ReadAllText(Path.Combine(TestPaths.RequireCorpora(), "real-reproducible", "bazelbuild__bazel-gazelle", "WORKSPACE")));

        Assert.Equal("bazel_skylib", facts.Entries[0].Name);
        Assert.All(facts.Entries, entry => Assert.NotNull(entry.Hash));
    }

    [Fact]
    public void The_baseline_is_a_setting_and_decides_instead_of_a_lock_file()
    {
        var project = Assert.Single(Projects(
            ("a/vcpkg.json", """{"dependencies": ["fmt"]}"""),
            ("a/vcpkg-configuration.json", "{\n  \"default-registry\": {\"kind\": \"builtin\", \"baseline\": \"3426db05b996481ca31e95fff3734cf23e0f51bc\"}\n}")));

        var baseline = project.Settings.Single(setting => setting.Name == NativeSettings.VcpkgBaseline);
        Assert.Equal(("3426db05b996481ca31e95fff3734cf23e0f51bc", new Place("a/vcpkg-configuration.json", new Region(2, 55, 2, 97))), (baseline.Value, baseline.Span!.Value));
        Assert.Equal(("a/vcpkg-configuration.json", 0), (project.Manifests[0].Lock, project.Locks.Length));
    }

    [Fact]
    public void A_recipe_is_read_as_far_as_it_writes_out_what_it_asks_for()
    {
        var facts = Facts("conanfile.py", "from conan import ConanFile\n\nclass P(ConanFile):\n    name = \"p\"\n    requires = (\"zlib/1.3.1\",\n        \"fmt/[>=10]\")\n    def requirements(self):\n        self.requires(f\"engine/{self.version}\")\n    def package(self):\n        pass\n");

        Assert.Equal(["zlib 1.3.1", "fmt [>=10]", "engine {self.version}"], facts.Packages.Select(package => $"{package.Name} {package.Requirement}"));
        Assert.True(facts.IsLibrary);
        Assert.Equal(new Region(6, 10, 6, 20), Assert.Single(facts.Settings).Span!.Value.Region);
    }

    [Fact]
    public void The_profiles_of_a_workspace_hold_for_its_parts()
    {
        var projects = Projects(
            ("Cargo.toml", "[workspace]\nmembers = [\"engine\"]\n\n[profile.release]\ntrim-paths = \"all\"\n"),
            ("engine/Cargo.toml", "[package]\nname = \"engine\"\n"));

        Assert.All(projects, project => Assert.Equal(("all", new Place("Cargo.toml", new Region(5, 1, 5, 11))), (Assert.Single(project.Settings).Value, project.Settings[0].Span!.Value)));
    }

    [Fact]
    public void Ten_thousand_open_brackets_are_no_call()
    {
        var text = string.Concat(Enumerable.Repeat("http_archive(", 10_000));

        Assert.Empty(Facts("deps.bzl", text).Entries);
        Assert.Contains("brackets in brackets", Facts("deps.bzl", text + new string(')', 10_000)).Unreadable, StringComparison.Ordinal);
        Assert.Contains("brackets in brackets", Facts("conanfile.py", text + new string(')', 10_000)).Unreadable, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_as_many_brackets_as_people_write_is_a_call()
    {
        var facts = Facts("deps.bzl", $"{string.Concat(Enumerable.Repeat("f(", 90))}http_archive(name = \"a\", url = \"https://e.org/a\"){new string(')', 90)}\n");

        Assert.Equal("a", Assert.Single(facts.Entries).Name);
    }

    [Fact]
    public void Names_that_stand_for_very_long_texts_are_not_known_and_others_are()
    {
        var doubled = string.Concat(Enumerable.Range(0, 60).Select(number => $"A{number + 1} = A{number} + A{number}\n"));
        var many = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"B{number} = A8 + \"{number}\"\n"));
        var entries = Facts("WORKSPACE", $"A0 = \"12345678\"\n{doubled}HOST = \"https://\" + \"e.org\"\n{many}http_archive(name = \"a\", url = HOST + \"/a\", sha256 = A60)\nhttp_archive(name = \"b\", url = HOST + \"/b\")\n").Entries;

        Assert.Equal([("a", "https://e.org/a", "computed"), ("b", "https://e.org/b", null)], entries.Select(entry => (entry.Name, entry.Address, entry.Hash)));
    }

    private static ManifestFacts Facts(string path, string text) => ManifestFormats.Of(path, path.AsSpan(path.LastIndexOf('/') + 1))!.Read(TextOf(path, text))!;

    private static List<Project> Projects(params (string Path, string Text)[] files) =>
        [.. new ProjectBuilder(files.ToDictionary(file => file.Path, file => Facts(file.Path, file.Text), StringComparer.Ordinal), [], []).Build()];

    private static LockText TextOf(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new LockText(path, bytes, 0, bytes.Length);
    }
}
