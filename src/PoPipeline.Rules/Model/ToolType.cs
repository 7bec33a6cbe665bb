namespace PoPipeline.Rules.Model;

/// <summary>What a security tool is for.</summary>
public enum ToolType
{
    /// <summary>It looks for weaknesses in source code.</summary>
    StaticAnalysis,

    /// <summary>It looks for known vulnerabilities in dependencies.</summary>
    DependencyScan,

    /// <summary>It looks for credentials in the repository.</summary>
    SecretScan,

    /// <summary>It looks for weaknesses in descriptions of infrastructure and pipelines.</summary>
    InfrastructureScan,

    /// <summary>It looks for vulnerabilities in container images.</summary>
    ContainerScan,

    /// <summary>It attacks a running system.</summary>
    DynamicAnalysis,

    /// <summary>It feeds programs with random input.</summary>
    Fuzzing,

    /// <summary>It checks the licences of dependencies.</summary>
    LicenceScan,

    /// <summary>It lists what a build is made of.</summary>
    BillOfMaterials,

    /// <summary>It signs what was built.</summary>
    Signing,

    /// <summary>It attests how something was built.</summary>
    Provenance,

    /// <summary>It judges how the project itself is kept.</summary>
    Posture,
}
