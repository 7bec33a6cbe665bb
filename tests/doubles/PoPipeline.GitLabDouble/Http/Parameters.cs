using System.Collections.Immutable;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Parameters that many endpoints share.</summary>
internal static class Parameters
{
    /// <summary>Offset pagination, which every list takes.</summary>
    public static ImmutableArray<Parameter> Paging { get; } = [Parameter.Integer("page"), Parameter.Integer("per_page")];

    /// <summary>Keyset pagination, which some lists take.</summary>
    public static ImmutableArray<Parameter> Keyset { get; } =
        [.. Paging, Parameter.Text("pagination"), Parameter.Text("page_token"), Parameter.Text("cursor")];
}
