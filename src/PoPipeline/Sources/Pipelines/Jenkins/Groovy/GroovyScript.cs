using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <summary>A file of Groovy, as far as it could be read.</summary>
/// <param name="Statements">Its statements, in order.</param>
/// <param name="Problems">What could not be read, in the order of the file.</param>
/// <param name="TooDeep">Where something lies deeper than is looked at; null where nothing does.</param>
internal sealed record GroovyScript(ImmutableArray<GroovyNode> Statements, ImmutableArray<GroovyProblem> Problems, int? TooDeep)
{
    /// <summary>All nodes, in the order of the file.</summary>
    public IEnumerable<GroovyNode> All() => Statements.SelectMany(statement => statement.All());
}

/// <summary>Something that cannot be read.</summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset behind its last character.</param>
/// <param name="Message">What is wrong, names quoted, without a full stop.</param>
internal sealed record GroovyProblem(int Start, int End, string Message);
