using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers the services of a build.</summary>
public interface IFrostingStartup
{
    /// <summary>Registers them.</summary>
    /// <param name="services">The services of the host.</param>
    void Configure(IServiceCollection services);
}
