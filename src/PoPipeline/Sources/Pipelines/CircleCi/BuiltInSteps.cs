using System.Collections.Frozen;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>The steps that the platform has itself.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#steps.</remarks>
internal static class BuiltInSteps
{
    /// <summary>Their names.</summary>
    public static FrozenSet<string> Names { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "run", "checkout", "setup_remote_docker", "save_cache", "restore_cache", "deploy", "store_artifacts", "store_test_results", "persist_to_workspace", "attach_workspace", "add_ssh_keys", "when", "unless", "steps");

    /// <summary>Whether a name is one of them.</summary>
    public static bool Has(string name) => Names.Contains(name);
}
