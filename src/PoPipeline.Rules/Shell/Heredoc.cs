namespace PoPipeline.Rules.Shell;

/// <summary>A heredoc whose text comes behind the end of the line.</summary>
/// <param name="Delimiter">The line that ends it.</param>
/// <param name="Quoted">Whether nothing in it is expanded.</param>
/// <param name="Tabs">Whether tabs before the delimiter are ignored.</param>
/// <param name="Owner">The index of the command that reads it; null for a group.</param>
/// <param name="Builder">That command.</param>
internal sealed record Heredoc(string Delimiter, bool Quoted, bool Tabs, int? Owner, CommandBuilder Builder);
