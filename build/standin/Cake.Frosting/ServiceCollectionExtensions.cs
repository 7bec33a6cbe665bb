using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>What a build registers with the services of its host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Registers the context; the last one counts.</summary>
    /// <typeparam name="TContext">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext => services.AddSingleton<IFrostingContext, TContext>();

    /// <summary>Registers what runs before the first task and after the last.</summary>
    /// <typeparam name="TLifetime">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime => services
        .AddSingleton<IFrostingLifetime, TLifetime>()
        .AddSingleton<IFrostingSetup>(provider => provider.GetRequiredService<IFrostingLifetime>())
        .AddSingleton<IFrostingTeardown>(provider => provider.GetRequiredService<IFrostingLifetime>());

    /// <summary>Registers the services of a module.</summary>
    /// <typeparam name="TModule">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() => Cake.Cli.ServiceCollectionExtensions.UseModule<TModule>(services);

    /// <summary>Registers an installer of packages.</summary>
    /// <typeparam name="TPackageInstaller">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller => services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Registers what runs before the first task.</summary>
    /// <typeparam name="TSetup">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup => services.AddSingleton<IFrostingSetup, TSetup>();

    /// <summary>Registers what runs before and after each task.</summary>
    /// <typeparam name="TLifetime">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime => services
        .AddSingleton<IFrostingTaskLifetime, TLifetime>()
        .AddSingleton<IFrostingTaskSetup>(provider => provider.GetRequiredService<IFrostingTaskLifetime>())
        .AddSingleton<IFrostingTaskTeardown>(provider => provider.GetRequiredService<IFrostingTaskLifetime>());

    /// <summary>Registers what runs before each task.</summary>
    /// <typeparam name="TSetup">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup => services.AddSingleton<IFrostingTaskSetup, TSetup>();

    /// <summary>Registers what runs after each task.</summary>
    /// <typeparam name="TTeardown">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown => services.AddSingleton<IFrostingTaskTeardown, TTeardown>();

    /// <summary>Registers what runs after the last task.</summary>
    /// <typeparam name="TTeardown">The type.</typeparam>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown => services.AddSingleton<IFrostingTeardown, TTeardown>();

    /// <summary>Sets a value of Cake's configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="key">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string value) => services.AddSingleton(new CakeSetting(key, value));

    /// <summary>Sets the folder that the build runs in.</summary>
    /// <param name="services">The services.</param>
    /// <param name="path">The folder, absolute or relative to the current one.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path) => services.AddSingleton(new WorkingDirectory(path));

    /// <summary>Names a tool that is installed before the build runs.</summary>
    /// <param name="services">The services.</param>
    /// <param name="uri">The tool: <c>nuget:?package=NAME&amp;version=1.2.3</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) => services.AddSingleton(new PackageReference(uri));

    /// <summary>Sets the folder that tools are installed into.</summary>
    /// <param name="services">The services.</param>
    /// <param name="toolPath">The folder.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath) => services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
}
