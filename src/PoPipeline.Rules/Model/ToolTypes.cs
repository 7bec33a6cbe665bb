using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>What types of tools are called.</summary>
public static class ToolTypes
{
    /// <summary>Those that a policy can ask for, in the order in which they are shown.</summary>
    public static ImmutableArray<ToolType> All { get; } =
    [
        ToolType.StaticAnalysis, ToolType.DependencyScan, ToolType.SecretScan, ToolType.InfrastructureScan, ToolType.ContainerScan, ToolType.DynamicAnalysis,
        ToolType.Fuzzing, ToolType.LicenceScan, ToolType.BillOfMaterials, ToolType.Signing, ToolType.Provenance, ToolType.ArtifactCheck, ToolType.Posture,
    ];

    /// <summary>The word by which policies and reports name one.</summary>
    /// <param name="type">The type.</param>
    public static string WordOf(ToolType type) => type switch
    {
        ToolType.StaticAnalysis => "sast",
        ToolType.DependencyScan => "sca",
        ToolType.SecretScan => "secret-scan",
        ToolType.InfrastructureScan => "iac-scan",
        ToolType.ContainerScan => "container-scan",
        ToolType.DynamicAnalysis => "dast",
        ToolType.Fuzzing => "fuzzing",
        ToolType.LicenceScan => "licence-scan",
        ToolType.BillOfMaterials => "sbom",
        ToolType.Signing => "signing",
        ToolType.Provenance => "provenance",
        ToolType.ArtifactCheck => "artifact-check",
        _ => "posture",
    };

    /// <summary>What a tool of the type does, as an imperative clause.</summary>
    /// <param name="type">The type.</param>
    public static string TaskOf(ToolType type) => type switch
    {
        ToolType.StaticAnalysis => "looks for weaknesses in the source code",
        ToolType.DependencyScan => "looks for known vulnerabilities in the dependencies",
        ToolType.SecretScan => "looks for credentials in the repository",
        ToolType.InfrastructureScan => "looks for weaknesses in descriptions of infrastructure and pipelines",
        ToolType.ContainerScan => "looks for vulnerabilities and weaknesses in the container images",
        ToolType.DynamicAnalysis => "attacks the running system",
        ToolType.Fuzzing => "feeds the programs with random input",
        ToolType.LicenceScan => "checks the licences of the code and its dependencies",
        ToolType.BillOfMaterials => "lists what a build is made of",
        ToolType.Signing => "signs what is built",
        ToolType.Provenance => "attests how it was built",
        ToolType.ArtifactCheck => "looks for malware, missing signatures and the like in what was built",
        _ => "judges how the project itself is kept",
    };
}
