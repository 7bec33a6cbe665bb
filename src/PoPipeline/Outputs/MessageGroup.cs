using System.Collections.Immutable;

namespace PoPipeline.Outputs;

/// <summary>What is said with the same words: the text once, and of what it is said.</summary>
/// <param name="Text">The text; a name that differs is <c>'…'</c> in it.</param>
/// <param name="Items">What it is said of, with the names that differ; in the order in which they came.</param>
internal sealed record MessageGroup<T>(string Text, ImmutableArray<NamedItem<T>> Items);

/// <summary>One of what is said with the same words.</summary>
/// <param name="Item">What it is said of.</param>
/// <param name="Names">The names that differ.</param>
internal sealed record NamedItem<T>(T Item, string Names);
