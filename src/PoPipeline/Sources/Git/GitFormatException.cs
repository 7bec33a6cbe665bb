namespace PoPipeline.Sources.Git;

/// <summary>A file of git is not of a form that is read here.</summary>
/// <param name="message">What is odd, as a clause.</param>
internal sealed class GitFormatException(string message) : Exception(message);
