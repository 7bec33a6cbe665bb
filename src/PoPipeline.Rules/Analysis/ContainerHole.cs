using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Analysis;

/// <summary>A setting by which a container reaches the machine that it runs on.</summary>
/// <param name="Text">The setting, as written.</param>
/// <param name="What">What it gives, as a noun: "the machine's network".</param>
/// <param name="Span">Where it is written.</param>
internal sealed record ContainerHole(string Text, string What, Place Span);
