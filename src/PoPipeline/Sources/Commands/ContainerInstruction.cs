using System.Collections.Immutable;

namespace PoPipeline.Sources.Commands;

/// <summary>One instruction of a file that an image is built by.</summary>
/// <param name="Name">The name, in upper case: <c>RUN</c>.</param>
/// <param name="Arguments">What stands behind the name, lines that go on joined, comments between them left out.</param>
/// <param name="Heredocs">The texts that follow it.</param>
internal sealed record ContainerInstruction(string Name, AnchoredText Arguments, ImmutableArray<ContainerHeredoc> Heredocs);

/// <summary>A text that follows an instruction.</summary>
/// <param name="Start">The offset at which it starts.</param>
/// <param name="End">The offset at which the line starts that ends it.</param>
/// <param name="Behind">The offset behind that line.</param>
internal sealed record ContainerHeredoc(int Start, int End, int Behind);
