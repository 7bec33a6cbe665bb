namespace Cake.Frosting;

/// <summary>Lets the build go on when the task fails.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContinueOnErrorAttribute : Attribute;
