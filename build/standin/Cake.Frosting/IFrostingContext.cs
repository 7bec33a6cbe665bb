using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context that tasks of a build are given.</summary>
public interface IFrostingContext : ICakeContext;
