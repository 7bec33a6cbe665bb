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

    /// <summary>It looks for vulnerabilities and weaknesses in container images.</summary>
    ContainerScan,

    /// <summary>It attacks a running system.</summary>
    DynamicAnalysis,

    /// <summary>It feeds programs with random input.</summary>
    Fuzzing,

    /// <summary>It checks the licences of the code and its dependencies.</summary>
    LicenceScan,

    /// <summary>It lists what a build is made of.</summary>
    BillOfMaterials,

    /// <summary>It signs what was built.</summary>
    Signing,

    /// <summary>It attests how something was built.</summary>
    Provenance,

    /// <summary>It judges how the project itself is kept.</summary>
    Posture,

    /// <summary>It looks for something else in what was built: malware, packages that nobody signed, images that are no longer looked after. No policy asks for it by itself.</summary>
    ArtifactCheck,
}
