namespace PoPipeline.Rules.Reproducible;

/// <summary>The names of the settings that are read from the files of Bazel.</summary>
public static class BazelSettings
{
    /// <summary>What the setting of <c>--lockfile_mode</c> begins with; the section of <c>.bazelrc</c> follows: <c>common</c>, <c>build:ci</c>.</summary>
    /// <remarks>Source: https://bazel.build/external/lockfile.</remarks>
    public const string LockfileMode = ".bazelrc ";

    /// <summary>That the files import more than is read, so that any mode may be set; its value is not known.</summary>
    public const string Beyond = LockfileMode + "always";

    /// <summary>What the setting of an option begins with that decides what a build can reach; the section of <c>.bazelrc</c> follows. Those of one section stand in their order.</summary>
    /// <remarks>Sources: https://bazel.build/docs/sandboxing, https://bazel.build/reference/command-line-reference.</remarks>
    public const string Option = "bazel option ";

    /// <summary>An extension that a module uses, which may fetch what it likes; the value is the file that it stands in.</summary>
    /// <remarks>Source: https://bazel.build/external/extension.</remarks>
    public const string Extension = "bazel module extension";

    /// <summary>The version of Bazel, from <c>.bazelversion</c>.</summary>
    public const string Version = "bazel version";
}
