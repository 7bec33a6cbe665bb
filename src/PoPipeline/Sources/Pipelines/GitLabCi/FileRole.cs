using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>What a file of GitLab CI is for.</summary>
internal enum FileRole
{
    /// <summary>GitLab starts with it.</summary>
    Start,

    /// <summary>Its name says that it is a part of a configuration.</summary>
    Part,

    /// <summary>It lies where components lie, and is one where it declares its inputs.</summary>
    Component,

    /// <summary>It lies where jobs for others may lie, and is one of their files where it holds nothing else.</summary>
    Shelved,

    /// <summary>It lies anywhere in a project of GitLab, and is for others where it declares inputs before its content.</summary>
    Elsewhere,
}
