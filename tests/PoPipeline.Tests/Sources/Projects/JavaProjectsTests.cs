using System.Text;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>What the files of Maven and Gradle say about the archives that they build.</summary>
public sealed class JavaProjectsTests
{
    // The plugin fails where it finds something, unless its own setting says that it may not, and its tests say which (invoker.properties).
    [Theory]
    [InlineData("check-buildplan-ok", nameof(Determinism.Deterministic))]
    [InlineData("check-buildplan-info", nameof(Determinism.Unknown))]
    [InlineData("check-buildplan-version-range-fail", nameof(Determinism.No))]
    [InlineData("check-buildplan-version-range-no-fail", nameof(Determinism.No))]
    [InlineData("check-buildplan-range-no-fail-depMan", nameof(Determinism.Deterministic))]
    public void A_pom_is_judged_as_check_buildplan_judges_it(string test, string verdict)
    {
        var pom = Buildplan(test, "pom.xml");

        // The plugin at that commit forgets what it found before it looks for ranges, and its test without a time passes for that alone: https://github.com/apache/maven-artifact-plugin/issues/241.
        // What mends the plugin gives the test a time: https://github.com/apache/maven-artifact-plugin/pull/255.
        if (test is "check-buildplan-range-no-fail-depMan")
        {
            Assert.Equal(Determinism.No, Verdict(pom));
            pom = pom.Replace("<properties>", "<properties><project.build.outputTimestamp>0</project.build.outputTimestamp>", StringComparison.Ordinal);
        }

        Assert.Equal(verdict, Verdict(pom).ToString());
        var mayFail = !pom.Contains("<failOnNonReproducible>false</failOnNonReproducible>", StringComparison.Ordinal);
        Assert.Equal(Buildplan(test, "invoker.properties").Contains("invoker.buildResult=failure", StringComparison.Ordinal), verdict is nameof(Determinism.No) && mayFail);
    }

    [Fact]
    public void All_tests_of_check_buildplan_are_looked_at() =>
        Assert.Equal(
            ["check-buildplan-info", "check-buildplan-ok", "check-buildplan-range-no-fail-depMan", "check-buildplan-version-range-fail", "check-buildplan-version-range-no-fail"],
            Directory.GetDirectories(Path.GetDirectoryName(Path.GetDirectoryName(BuildplanPath("check-buildplan-ok", "pom.xml")))!, "check-buildplan-*").Select(Path.GetFileName).Order(StringComparer.Ordinal));

    // The plugin looks the parent up in a repository of Maven, and passes. Where the parent is among the files, that is what is said here, too.
    [Fact]
    public void A_pom_whose_parent_sets_the_time_passes_where_the_parent_is_at_hand()
    {
        const string Parent = """
            <project><groupId>org.apache.maven</groupId><artifactId>maven-parent</artifactId><version>48</version><packaging>pom</packaging><properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
            <build><pluginManagement><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.0</version></plugin><plugin><artifactId>maven-source-plugin</artifactId><version>3.4.0</version></plugin></plugins></pluginManagement></build></project>
            """;

        var projects = Projects(("pom.xml", Parent), ("project/pom.xml", Buildplan("check-buildplan-info", "pom.xml")));

        Assert.Equal(Determinism.Deterministic, DeterminismFact.Of(MavenDeterminism.Of(projects.Single(project => project.Folder == "project"))));
    }

    [Fact]
    public void A_range_is_found_where_it_is_written_and_one_version_in_brackets_is_none()
    {
        var pom = Buildplan("check-buildplan-version-range-fail", "pom.xml");

        var project = Assert.Single(Projects(("pom.xml", pom)));

        Assert.Equal(["commons-io:commons-io:[2.20.0,2.21.0]", "commons-collections:commons-collections:LATEST"], project.Settings.Where(setting => setting.Name == JavaSettings.MavenDynamic).Select(setting => setting.Value));
        var written = project.Settings.First(setting => setting.Name == JavaSettings.MavenDynamic).Span!.Value.Region;
        Assert.StartsWith("[2.20.0,2.21.0]", pom.Split('\n')[written.StartLine - 1][(written.StartColumn - 1)..], StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_and_plugin_versions_come_from_the_parent_in_the_repository()
    {
        var projects = Projects(
            ("pom.xml", """
                <project><groupId>g</groupId><artifactId>parent</artifactId><version>1</version><packaging>pom</packaging><modules><module>part</module></modules>
                <properties><jar.version>3.1.0</jar.version><time>2026-01-01T00:00:00Z</time><project.build.outputTimestamp>${time}</project.build.outputTimestamp></properties>
                <build><pluginManagement><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>${jar.version}</version></plugin></plugins></pluginManagement></build></project>
                """),
            ("part/pom.xml", "<project><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>part</artifactId></project>"));

        var part = projects.Single(project => project.Folder == "part");

        Assert.Equal("", part.Workspace);
        Assert.Equal("2026-01-01T00:00:00Z", part.Settings.Single(setting => setting.Name == JavaSettings.MavenTimestamp).Value);
        var jar = part.Settings.Single(setting => setting.Name == JavaSettings.MavenPlugin + "org.apache.maven.plugins:maven-jar-plugin");
        Assert.Equal(("3.1.0", "pom.xml"), (jar.Value, jar.Span!.Value.Path));
        Assert.Equal(Determinism.No, DeterminismFact.Of(MavenDeterminism.Of(part)));
    }

    [Fact]
    public void The_time_of_the_build_is_no_fixed_time()
    {
        var project = Assert.Single(Projects(("pom.xml", "<project><artifactId>a</artifactId><packaging>pom</packaging><properties><project.build.outputTimestamp>${maven.build.timestamp}</project.build.outputTimestamp></properties></project>")));

        Assert.Equal(Determinism.No, Assert.Single(MavenDeterminism.Of(project)).Verdict);
    }

    [Theory]
    [InlineData("1.0", "1", 0)]
    [InlineData("3.2.0", "3.10.0", -1)]
    [InlineData("1.2.0.Final", "1.2.0", 0)]
    [InlineData("3.2.0-M1", "3.2.0", -1)]
    [InlineData("1.0-rc1", "1.0-beta2", 1)]
    [InlineData("2.7.1", "2.7", 1)]
    public void Versions_are_in_the_order_of_Maven(string one, string other, int order) => Assert.Equal(order, Math.Sign(MavenVersion.Compare(one, other)));

    [Theory]
    [InlineData("8.14", "", nameof(Determinism.No))]
    [InlineData("9.0.0", "", nameof(Determinism.Deterministic))]
    [InlineData("8.14", "tasks.withType(AbstractArchiveTask).configureEach {\n  preserveFileTimestamps = false\n  reproducibleFileOrder = true\n}", nameof(Determinism.Deterministic))]
    [InlineData("8.14", "/* tasks.withType(AbstractArchiveTask) {\n preserveFileTimestamps = false } */", nameof(Determinism.No))]
    [InlineData("9.0.0", "tasks.withType<AbstractArchiveTask> {\n  isPreserveFileTimestamps = true\n}", nameof(Determinism.No))]
    [InlineData("8.14", "plugins {\n  id(\"org.gradlex.reproducible-builds\") version \"1.0\"\n}", nameof(Determinism.Deterministic))]
    [InlineData("8.14", "plugins {\n  id(\"root.caffeine\")\n}", nameof(Determinism.Unknown))]
    [InlineData("9.0.0", "dependencies {\n  implementation 'org.example:shop:1.+'\n}", nameof(Determinism.No))]
    public void Archives_of_Gradle_are_judged_by_its_version_and_the_script(string version, string script, string verdict)
    {
        var project = Assert.Single(Projects(("build.gradle", script), ("gradle/wrapper/gradle-wrapper.properties", $"distributionUrl=https\\://services.gradle.org/distributions/gradle-{version}-bin.zip\n")));

        Assert.Equal(verdict, DeterminismFact.Of(GradleDeterminism.Of(project)).ToString());
    }

    [Fact]
    public void A_real_script_in_Groovy_names_what_it_takes_from_elsewhere()
    {
        var script = File.ReadAllText(Path.Combine(TestPaths.RequireCorpora(), "real-reproducible", "spring-projects__spring-petclinic", "build.gradle"));

        var project = Assert.Single(Projects(("build.gradle", script)));

        // Six plugins with a version, and 25 dependencies.
        Assert.Equal(6 + 25, project.Manifests[0].Packages);
        Assert.Contains(project.Settings, setting => setting is { Name: JavaSettings.GradlePlugin + "org.springframework.boot", Value: "4.0.3" });
    }

    [Fact]
    public void Lock_state_belongs_to_the_project_and_verification_metadata_to_the_build()
    {
        var projects = Projects(
            ("settings.gradle.kts", "include(\":shop\")"),
            ("shop/build.gradle.kts", "dependencyLocking { lockAllConfigurations(); lockMode = LockMode.STRICT }\ndependencies { implementation(\"org.example:a:1.+\") }"),
            ("shop/gradle.lockfile", "# comment\norg.example:a:1.2=runtimeClasspath\nempty=annotationProcessor\n"),
            ("gradle/verification-metadata.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <verification-metadata xmlns="https://schema.gradle.org/dependency-verification"><configuration><verify-metadata>true</verify-metadata></configuration>
                <components><component group="org.example" name="a" version="1.2"><artifact name="a-1.2.jar"><sha256 value="00"/></artifact></component></components></verification-metadata>
                """));

        var shop = projects.Single(project => project.Folder == "shop");

        Assert.Equal(["gradle/verification-metadata.xml", "shop/gradle.lockfile"], shop.Locks);
        Assert.Contains(shop.Settings, setting => setting is { Name: JavaSettings.GradleLockMode, Value: "STRICT" });
        Assert.Contains(shop.Settings, setting => setting is { Name: JavaSettings.GradleLocking, Value: "lockAllConfigurations" });
        Assert.DoesNotContain(GradleDeterminism.Of(shop), fact => fact.Why.Contains("1.+", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_hashes_that_are_weak_or_missing_are_faults_of_verification_metadata()
    {
        var file = Locked("gradle/verification-metadata.xml", """
            <verification-metadata><configuration><trusted-artifacts><trust group=".*" regex="true"/><trust file=".*-sources[.]jar" regex="true"/></trusted-artifacts></configuration>
            <components><component group="g" name="a" version="1"><artifact name="a.jar"><md5 value="00"/></artifact></component>
            <component group="g" name="b" version="1"><artifact name="b.jar"><md5 value="00"/><sha512 value="00"/></artifact></component>
            <component group="g" name="c" version="1"><artifact name="c.jar"></artifact></component></components></verification-metadata>
            """);

        Assert.Equal([("NoHash", ".*"), ("WeakHash", "g:a"), ("NoHash", "g:c")], file.Faults.Select(fault => (fault.Kind.ToString(), fault.Package)));
    }

    [Fact]
    public void A_lock_file_of_Maven_is_read_with_what_its_packages_need()
    {
        var file = Locked("lockfile.json", """{"lockFileVersion":1,"dependencies":[{"groupId":"g","artifactId":"a","version":"1","checksumAlgorithm":"SHA-256","checksum":"00","children":[{"groupId":"g","artifactId":"b","version":"1","checksumAlgorithm":"SHA-1","checksum":"00"}]}]}""");

        Assert.Equal((2, "g:b"), (file.Packages, Assert.Single(file.Faults).Package));
    }

    private static string Buildplan(string test, string file) => File.ReadAllText(BuildplanPath(test, file));

    private static string BuildplanPath(string test, string file) => Path.Combine(TestPaths.RequireCorpora(), "lockfiles", "maven-check-buildplan", "src", "it", test, file);

    private static Determinism Verdict(string pom) => DeterminismFact.Of(MavenDeterminism.Of(Assert.Single(Projects(("pom.xml", pom)))));

    private static List<Project> Projects(params (string Path, string Text)[] files)
    {
        var manifests = new Dictionary<string, ManifestFacts>(StringComparer.Ordinal);
        var locks = new List<Lockfile>();
        var wrappers = new List<BuildWrapper>();
        foreach (var (path, text) in files)
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (LockFormats.Of(name, Encoding.UTF8.GetBytes(text)) is not null)
            {
                locks.Add(Locked(path, text));
            }
            else if (WrapperFile.EcosystemOf(path) is { } wrapped)
            {
                wrappers.Add(WrapperFile.Read(TextOf(path, text), wrapped));
            }
            else
            {
                manifests.Add(path, ManifestFormats.Of(path, name)!.Read(TextOf(path, text))!);
            }
        }

        return [.. new ProjectBuilder(manifests, GradleHashes.Joined([.. locks]), [.. wrappers]).Build()];
    }

    private static Lockfile Locked(string path, string text)
    {
        var format = LockFormats.Of(path.AsSpan(path.LastIndexOf('/') + 1), Encoding.UTF8.GetBytes(text))!;
        var found = new LockCollector(path, format.Ecosystem);
        format.Read(TextOf(path, text), found);
        return found.Build(isTracked: true);
    }

    private static LockText TextOf(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new LockText(path, bytes, 0, bytes.Length);
    }
}
