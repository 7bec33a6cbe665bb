using System.Reflection;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>The host of a build.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly List<Assembly> _assemblies = [];

    /// <summary>A host that knows the tasks of the program's own assembly.</summary>
    public CakeHost()
    {
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            _assemblies.Add(entry);
        }

        _services.AddCakeDiagnostics().UseCakeDefaultModules();
        _services.AddSingleton<ICakeConfiguration, HostConfiguration>();
        _services.AddSingleton<IVersionResolver, VersionResolver>();
        _services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        _services.AddSingleton<ICakeInfoFeature, InfoFeature>();
        _services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        _services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        _services.AddSingleton<TreeScriptHost>();
        _services.AddSingleton<DescriptionScriptHost>();
        _services.AddSingleton<Engine>();
        _services.AddSingleton<IToolInstaller, ToolInstaller>();
        _services.AddSingleton<FrostingContext>();
        _services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }

    /// <summary>Makes a host.</summary>
    public static CakeHost Create() => new();

    /// <summary>Adds the tasks of an assembly: its public classes that are tasks.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>The same host.</returns>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Registers services; a later registration outdoes an earlier one.</summary>
    /// <param name="services">What registers them.</param>
    /// <returns>The same host.</returns>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Runs the build.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0 where it succeeded, 1 where a task failed, otherwise the exit code of what ended the build.</returns>
    public int Run(IEnumerable<string> args)
    {
        HostArguments arguments;
        try
        {
            arguments = HostArguments.Parse(args);
        }
        catch (FrostingException exception)
        {
            Console.Error.WriteLine($"Error: {exception.Message}");
            return 1;
        }

        if (arguments.Mode is HostMode.Help)
        {
            Console.Out.WriteLine(Help);
            return 0;
        }

        _services.AddSingleton(arguments.Arguments);
        foreach (var task in _assemblies.Distinct().SelectMany(assembly => assembly.GetExportedTypes()).Where(IsTask))
        {
            _services.AddSingleton(typeof(IFrostingTask), task);
        }

        using var provider = _services.BuildServiceProvider();
        var log = provider.GetRequiredService<ICakeLog>();
        log.Verbosity = arguments.Verbosity;
        try
        {
            Run(provider, arguments);
            return 0;
        }
#pragma warning disable CA1031 // What a task throws is the outcome of the build.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The engine wraps what a task throws, to hand over its report; the exit code is that of the wrapping, 1, as Cake's own programs have it.
            return log.LogException(exception);
        }
    }

    private static void Run(ServiceProvider provider, HostArguments arguments)
    {
        switch (arguments.Mode)
        {
            case HostMode.Version:
                provider.GetRequiredService<ICakeVersionFeature>().Run(provider.GetRequiredService<IConsole>());
                return;
            case HostMode.Info:
                provider.GetRequiredService<ICakeInfoFeature>().Run(provider.GetRequiredService<IConsole>());
                return;
        }

        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var folder = arguments.WorkingDirectory is { } asked ? new DirectoryPath(asked) : provider.GetService<WorkingDirectory>()?.Path;
        environment.WorkingDirectory = folder?.MakeAbsolute(environment) ?? environment.WorkingDirectory;
        if (!provider.GetRequiredService<IFileSystem>().Exist(environment.WorkingDirectory))
        {
            throw new FrostingException($"The working directory '{environment.WorkingDirectory.FullPath}' does not exist.");
        }

        foreach (var tool in provider.GetServices<PackageReference>())
        {
            provider.GetRequiredService<IToolInstaller>().Install(tool);
        }

        provider.GetRequiredService<Engine>().Register();
        IScriptHost host = arguments.Mode switch
        {
            HostMode.DryRun => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
            HostMode.Tree => provider.GetRequiredService<TreeScriptHost>(),
            HostMode.Description => provider.GetRequiredService<DescriptionScriptHost>(),
            _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
        };
        if (arguments.Exclusive)
        {
            host.Settings.UseExclusiveTarget();
        }

        host.RunTargets(arguments.Targets);
    }

    private static bool IsTask(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IFrostingTask));

    private const string Help = """
        OPTIONS:
            --target, -t <TARGET>          Target task to invoke (default: Default)
            --working, -w <PATH>           Sets the working directory
            --verbosity, -v <VERBOSITY>    quiet, minimal, normal, verbose or diagnostic (default: normal)
            --description                  Shows description about tasks
            --tree                         Shows the task dependency tree
            --dryrun                       Performs a dry run
            --exclusive, -e                Executes the target task without any dependencies
            --version                      Displays version information
            --info                         Displays additional information about Cake
            --help, -h                     Prints help information
        """;
}
