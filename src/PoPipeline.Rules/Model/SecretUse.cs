namespace PoPipeline.Rules.Model;

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

    /// <summary>What receives all secrets, for <see cref="SecretUseKind.Inherited"/>; null otherwise.</summary>
    public Reference? Receiver { get; init; }
}
