using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Templates;

/// <summary>What was found of templates.</summary>
/// <param name="Templates">The templates, by path.</param>
/// <param name="Ignored">What looks like one, but is never offered.</param>
/// <param name="Exceptions">The exceptions that comments in forms make.</param>
internal sealed record TemplatesReading(ImmutableArray<Template> Templates, ImmutableArray<IgnoredTemplate> Ignored, ImmutableArray<InlineException> Exceptions);
