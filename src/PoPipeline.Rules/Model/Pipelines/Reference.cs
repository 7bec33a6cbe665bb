namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Code or an image that a pipeline reuses.</summary>
public sealed record Reference
{
    /// <summary>What is reused.</summary>
    public required ReferenceKind Kind { get; init; }

    /// <summary>As written: <c>actions/checkout@v4</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>What is reused, without its version, in the form that names compare by: <c>actions/checkout</c>, <c>docker.io/library/alpine</c>; a path for what is local.</summary>
    public required string Name { get; init; }

    /// <summary>The version, as written; null where none is.</summary>
    public Located<string>? Version { get; init; }

    /// <summary>A comment behind it that names the version: <c>v4.1.0</c>.</summary>
    public string? VersionComment { get; init; }

    /// <summary>How firmly the version names one content.</summary>
    public required Pin Pin { get; init; }

    /// <summary>Whether that pin can never name another content on this platform.</summary>
    public required bool Immutable { get; init; }

    /// <summary>Whom one trusts by using it.</summary>
    public required Publisher Publisher { get; init; }

    /// <summary>What it means in this repository, as <see cref="Pipeline.CalledAs"/> says it; null where it means something of others, or no pipeline.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it is read from the workspace, so that a checkout before it decides what it is.</summary>
    public bool FromWorkspace { get; init; }

    /// <summary>Whether a valid lock file entry, which the platform enforces, pins it.</summary>
    public bool Locked { get; init; }

    /// <summary>Where its version is written, where that is elsewhere in the pipeline's files, as a reference of its own, which is judged there; null where it is written here.</summary>
    public Place? Declaration { get; init; }

    /// <summary>What shows that it is of this very repository, as a clause, where no remote tells whose that is; null where one does, and where it is another's.</summary>
    public string? OwnBy { get; init; }

    /// <summary>Why the pin is <see cref="Pin.Unknown"/>; null otherwise.</summary>
    public string? Why { get; init; }

    /// <summary>One of which the files do not tell what it is.</summary>
    /// <param name="text">As written.</param>
    /// <param name="span">Where it is written.</param>
    /// <param name="kind">What is reused.</param>
    /// <param name="why">Why it is not known, as a clause.</param>
    /// <param name="publisher">Whom one trusts by using it.</param>
    public static Reference Unknown(string text, Place span, ReferenceKind kind, string why, Publisher publisher = Publisher.Unknown) => new()
    {
        Kind = kind,
        Text = text,
        Span = span,
        Name = text,
        Pin = Pin.Unknown,
        Immutable = false,
        Publisher = publisher,
        Why = why,
    };
}

/// <summary>What a pipeline reuses.</summary>
public enum ReferenceKind
{
    /// <summary>An action that a step uses.</summary>
    Action,

    /// <summary>A whole pipeline that a job calls.</summary>
    ReusablePipeline,

    /// <summary>A container image.</summary>
    Image,

    /// <summary>A file that is included.</summary>
    Include,

    /// <summary>A Tekton task or pipeline, in the cluster, in a repository or at an address.</summary>
    Task,

    /// <summary>A task or pipeline that is packed as an image.</summary>
    Bundle,

    /// <summary>A task or pipeline that a hub lists, where its publisher can put another one for the same version.</summary>
    Listed,

    /// <summary>A Helm chart or a source of Argo CD.</summary>
    Chart,

    /// <summary>A part of pipelines in a repository of templates that the server knows, of which a file can name no version.</summary>
    Module,

    /// <summary>What a pipeline deploys or bakes where nothing else is handed to it: a manifest, a file of a repository.</summary>
    Source,

    /// <summary>Files that a job of another project made.</summary>
    Artifacts,

    /// <summary>A package of commands, jobs and machines that the platform keeps in a registry, or what a step or a job takes out of one.</summary>
    Orb,

    /// <summary>Rules by which what pipelines make is judged.</summary>
    Policy,

    /// <summary>Data that such rules go by.</summary>
    PolicyData,

    /// <summary>The image of a virtual machine, which only the platform's own maker gives out, and which has no digest.</summary>
    MachineImage,
}
