namespace PoPipeline.Rules.Data;

/// <summary>What a component is. Each kind has a file of its own in the catalogue, named after it, once something is known of one; names are only compared within a kind.</summary>
public enum ComponentKind
{
    /// <summary>An action, or a workflow that others call: <c>owner/repository</c>, and the folder where it lies in one.</summary>
    Action,

    /// <summary>An orb: <c>namespace/orb</c>.</summary>
    Orb,

    /// <summary>A file that is included: its project and path.</summary>
    Include,

    /// <summary>A task or pipeline, by the name that it has in its bundle, its repository or its hub.</summary>
    Task,

    /// <summary>A container image: <c>registry/path</c>.</summary>
    Image,

    /// <summary>A chart.</summary>
    Chart,

    /// <summary>A command: a program, and the word that must follow it where it does more than this.</summary>
    Command,

    /// <summary>A step of a plugin, or of a library of the server, by the name that pipelines call it by.</summary>
    Library,
}
