namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>A test asked the double for something that it cannot do.</summary>
public sealed class ControlException(string message) : Exception(message);
