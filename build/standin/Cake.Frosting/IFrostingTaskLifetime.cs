namespace Cake.Frosting;

/// <summary>Runs before and after each task of a build.</summary>
public interface IFrostingTaskLifetime : IFrostingTaskSetup, IFrostingTaskTeardown;
