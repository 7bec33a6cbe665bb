using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>A call of a module whose file does not lie in the repository.</summary>
/// <param name="Name">What is called.</param>
/// <param name="Span">Where its name is written.</param>
/// <param name="Arguments">What is handed to it, by name, where it is a text.</param>
internal sealed record ModuleCall(string Name, Place Span, ImmutableArray<ModuleArgument> Arguments);

/// <summary>An argument of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Span">Where the value is written.</param>
internal sealed record ModuleArgument(string Name, string Value, Place Span);
