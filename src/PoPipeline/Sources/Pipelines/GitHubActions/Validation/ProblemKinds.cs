namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>The kinds of problems.</summary>
internal static class ProblemKinds
{
    /// <summary>It is not YAML, or uses what the platform does not read.</summary>
    public const string Syntax = "syntax";

    /// <summary>A key is unknown, missing or doubled.</summary>
    public const string Key = "key";

    /// <summary>A value is of the wrong type, or not one of those that are accepted.</summary>
    public const string Type = "type";

    /// <summary>An expression cannot be read, or its parts do not fit.</summary>
    public const string Expression = "expression";

    /// <summary>An expression uses what is not available where it stands.</summary>
    public const string Context = "context";

    /// <summary>A job waits for one that does not exist, or for itself.</summary>
    public const string Needs = "needs";

    /// <summary>An event, its types or its filters.</summary>
    public const string Event = "event";

    /// <summary>A permission that does not exist.</summary>
    public const string Permissions = "permissions";

    /// <summary>A matrix whose parts do not fit.</summary>
    public const string Matrix = "matrix";

    /// <summary>The id of a job or step.</summary>
    public const string Id = "id";

    /// <summary>The call of a workflow.</summary>
    public const string Call = "workflow-call";

    /// <summary>A password that is written out.</summary>
    public const string Credentials = "credentials";

    /// <summary>A condition that never changes.</summary>
    public const string Condition = "condition";

    /// <summary>An input of an action.</summary>
    public const string Input = "input";

    /// <summary>A filter of branches, tags or paths.</summary>
    public const string Pattern = "pattern";

    /// <summary>The name of a shell.</summary>
    public const string Shell = "shell";
}
