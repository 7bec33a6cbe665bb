namespace PoPipeline.Audit.Events;

/// <summary>A value of an event.</summary>
/// <param name="Name">Its path, with <c>.</c> between the parts.</param>
/// <param name="Value">What it is.</param>
/// <param name="IsList">Whether it is a list.</param>
internal readonly record struct EventField(string Name, string Value, bool IsList);
