using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A place where a pipeline uses a secret.</summary>
public sealed record SecretUse
{
    /// <summary>What stands for the name of a secret where none is written.</summary>
    public const string AnyName = "*";

    /// <summary>How many secrets, and how.</summary>
    public required SecretUseKind Kind { get; init; }

    /// <summary>The secret's name; null where the use names none.</summary>
    public string? Name { get; init; }

    /// <summary>As written.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is written.</summary>
    public required Place Span { get; init; }

    /// <summary>What the secret is put into.</summary>
    public required SecretPlace Place { get; init; }

    /// <summary>The job; null for the pipeline as a whole.</summary>
    public string? Job { get; init; }

    /// <summary>The key of the step; null outside steps.</summary>
    public string? Step { get; init; }

    /// <summary>What receives all secrets, for <see cref="SecretUseKind.Inherited"/> and <see cref="SecretUseKind.Forwarded"/>; null otherwise.</summary>
    public Reference? Receiver { get; init; }

    /// <summary>The edit by which the program reads the secret from its environment; null where it cannot be written exactly.</summary>
    public Fix? Fix { get; init; }
}

/// <summary>How a secret is used.</summary>
public enum SecretUseKind
{
    /// <summary>One secret, by its name.</summary>
    Named,

    /// <summary>Every secret at once: <c>toJSON(secrets)</c>.</summary>
    All,

    /// <summary>A secret whose name is computed, so that every secret must be handed over: <c>secrets[matrix.name]</c>.</summary>
    Computed,

    /// <summary>A part of a structured secret, which the log does not mask: <c>fromJSON(secrets.X).password</c>.</summary>
    Derived,

    /// <summary>One secret that is put into the text of a program although a variable of the environment holds it, so that it stands on a command line.</summary>
    Pasted,

    /// <summary>Every secret that the caller has: <c>secrets: inherit</c>.</summary>
    Inherited,

    /// <summary>Variables that a called pipeline gets without a word in the call: the one that is named, or all that whoever started the caller set.</summary>
    Forwarded,

    /// <summary>All secrets of a group that the owner keeps for several repositories, by the group's name.</summary>
    Group,

    /// <summary>Every key of SSH that the settings of the repository hold.</summary>
    Keys,
}
