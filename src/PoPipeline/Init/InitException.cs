
namespace PoPipeline.Init;

/// <summary>A repository cannot be started with what was said.</summary>
/// <param name="message">What is wrong and what would be right, in sentences.</param>
public sealed class InitException(string message) : Exception(message);
