namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings that are read from the files of Maven and Gradle, all of them.</summary>
/// <remarks>Where a value is null, it is set to something that the files of the repository do not tell.</remarks>
public static class JavaSettings
{
    /// <summary>The version of Maven that the wrapper fetches.</summary>
    public const string MavenVersion = "maven version";

    /// <summary>The time that Maven writes into archives, with properties filled in.</summary>
    /// <remarks>Source: https://maven.apache.org/guides/mini/guide-reproducible-builds.html.</remarks>
    public const string MavenTimestamp = "maven project.build.outputTimestamp";

    /// <summary>A parent that is not in the repository, as <c>group:artifact:version</c>: what it sets is not known.</summary>
    public const string MavenParent = "maven parent elsewhere";

    /// <summary>What a plugin's setting begins with; its coordinates follow, and the value is its version.</summary>
    public const string MavenPlugin = "maven plugin ";

    /// <summary>What the setting of a plugin begins with that Maven runs by itself and of which the files name no version.</summary>
    public const string MavenBoundPlugin = "maven bound plugin ";

    /// <summary>A dependency whose version is chosen on the day of the build, as <c>group:artifact:version</c>.</summary>
    public const string MavenDynamic = "maven dynamic version";

    /// <summary>What the setting of a rule of the enforcer plugin begins with; its name follows.</summary>
    /// <remarks>Source: https://maven.apache.org/enforcer/enforcer-rules/.</remarks>
    public const string MavenEnforcer = "maven enforcer ";

    /// <summary>A file of checksums that Maven compares what it fetches with; the value is the algorithm.</summary>
    /// <remarks>Source: https://maven.apache.org/resolver/expected-checksums.html.</remarks>
    public const string MavenChecksums = "maven trusted checksums";

    /// <summary>An option of each call of Maven, from <c>.mvn/maven.config</c>.</summary>
    /// <remarks>Source: https://maven.apache.org/configure.html.</remarks>
    public const string MavenOption = "maven option";

    /// <summary>All options of <c>.mvn/maven.config</c>, with blanks between them, as a command of Maven takes them.</summary>
    public const string MavenConfiguration = "maven.config";

    /// <summary>The version of Gradle that the wrapper fetches.</summary>
    public const string GradleVersion = "gradle version";

    /// <summary>Whether archives keep the times of files.</summary>
    /// <remarks>Source: https://docs.gradle.org/current/userguide/working_with_files.html#sec:reproducible_archives.</remarks>
    public const string GradleTimestamps = "gradle preserveFileTimestamps";

    /// <summary>Whether archives hold files in an order that is always the same.</summary>
    public const string GradleFileOrder = "gradle reproducibleFileOrder";

    /// <summary>What a plugin's setting begins with; its id follows, and the value is its version, or null where the files name none.</summary>
    public const string GradlePlugin = "gradle plugin ";

    /// <summary>A dependency whose version is chosen on the day of the build, as <c>group:artifact:version</c>.</summary>
    public const string GradleDynamic = "gradle dynamic version";

    /// <summary>A dependency whose content may change under the same version.</summary>
    public const string GradleChanging = "gradle changing";

    /// <summary>A repository that is spoken to in the clear.</summary>
    public const string GradleInsecure = "gradle allowInsecureProtocol";

    /// <summary>That configurations are locked; the value is the call that does it.</summary>
    /// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_locking.html.</remarks>
    public const string GradleLocking = "gradle dependencyLocking";

    /// <summary>How strictly lock state is held: <c>STRICT</c>, <c>LENIENT</c>, <c>DEFAULT</c>.</summary>
    public const string GradleLockMode = "gradle lockMode";

    /// <summary>How <c>gradle.properties</c> has dependencies verified: <c>strict</c>, <c>lenient</c>, <c>off</c>.</summary>
    /// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_verification.html#sec:disabling-verification.</remarks>
    public const string GradleVerification = "gradle org.gradle.dependency.verification";

    /// <summary>The verification metadata of the build; the value is its path.</summary>
    /// <remarks>Source: https://docs.gradle.org/current/userguide/dependency_verification.html.</remarks>
    public const string GradleMetadata = "gradle verification-metadata";

    /// <summary>What the setting of a strategy begins with that fails on a version chosen on the day of the build; the call follows.</summary>
    public const string GradleFailOn = "gradle failOn";
}
