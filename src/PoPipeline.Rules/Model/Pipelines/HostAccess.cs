namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something by which a job reaches beyond the machine or container that it is given.</summary>
/// <param name="Kind">What it reaches.</param>
/// <param name="Text">What says so, as written.</param>
/// <param name="Span">Where it is written.</param>
public sealed record HostAccess(HostAccessKind Kind, string Text, Place Span);

/// <summary>What a job reaches beyond what it is given.</summary>
public enum HostAccessKind
{
    /// <summary>A container with every right on the machine that it runs on.</summary>
    Privileged,

    /// <summary>Files of that machine.</summary>
    HostFiles,

    /// <summary>Its container runtime.</summary>
    Runtime,

    /// <summary>Its network, its processes or its users.</summary>
    HostNamespace,

    /// <summary>The server that runs the pipelines, as the machine of the job.</summary>
    Controller,

    /// <summary>That server, where no other machine is free, or there is none.</summary>
    MaybeController,

    /// <summary>The inside of that server, by code that runs in it.</summary>
    ControllerCode,

    /// <summary>What that server has, its processors and its memory, by code that runs in it.</summary>
    ControllerSize,

    /// <summary>Whatever machine an outsider's text names.</summary>
    NamedByOthers,

    /// <summary>All that the container of the job reaches, by containers that the job starts in it.</summary>
    Nested,

    /// <summary>Files of the machine, which nothing in the job takes in so far.</summary>
    Unmounted,

    /// <summary>Calls of the machine's kernel that containers are kept from.</summary>
    Unconfined,

    /// <summary>What the administrator of a container can do.</summary>
    Administrator,
}
