namespace PoPipeline.Doubles.GitLab.State;

/// <summary>The kinds of tokens, which differ in the header that carries them.</summary>
internal enum TokenKind
{
    /// <summary>An access token of a person, project, group or service account.</summary>
    Personal,

    /// <summary>An OAuth access token.</summary>
    OAuth,

    /// <summary>CI_JOB_TOKEN.</summary>
    Job,
}
