namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>How two values are compared.</summary>
internal enum RuleOperator
{
    /// <summary><c>==</c>.</summary>
    Equal,

    /// <summary><c>!=</c>.</summary>
    NotEqual,

    /// <summary><c>=~</c>.</summary>
    Match,

    /// <summary><c>!~</c>.</summary>
    NoMatch,
}
