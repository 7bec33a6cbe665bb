using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells which container runtime the commands of a job speak to, and how it is guarded.</summary>
/// <remarks>Source: https://docs.docker.com/engine/security/protect-access and https://hub.docker.com/_/docker.</remarks>
internal static class ContainerDaemons
{
    /// <summary>The variable that names the runtime.</summary>
    private const string Host = "DOCKER_HOST";

    /// <summary>The variable that names the folder of the certificates of a runtime in a container; empty for none.</summary>
    private const string Certificates = "DOCKER_TLS_CERTDIR";

    // The port on which a runtime asks nobody who they are.
    private const string OpenPort = ":2375";

    /// <summary>Whether a service is a container runtime, which works only where it has every right on the machine.</summary>
    /// <param name="service">The service.</param>
    public static bool IsDaemon(Container service)
    {
        if (Waits(service))
        {
            return false;
        }

        var program = service.Image.Name[(service.Image.Name.LastIndexOf('/') + 1)..];
        var version = service.Image.Version?.Value ?? "";
        return version.Contains("dind", StringComparison.Ordinal) || program.Contains("dind", StringComparison.Ordinal) || (program is "docker" && !version.Contains("cli", StringComparison.Ordinal));
    }

    /// <summary>Whether a variable is one that says anything of a runtime.</summary>
    /// <param name="setting">The variable.</param>
    public static bool IsAbout(Setting setting) => setting.Name is Host or Certificates;

    /// <summary>Whether a variable says that the runtime of a service takes orders from everybody who reaches it: both ways to say so count once.</summary>
    /// <param name="setting">The variable.</param>
    /// <param name="beside">All that are set in the same place.</param>
    /// <param name="services">The services of the jobs that have it.</param>
    public static bool IsUnguarded(Setting setting, ImmutableArray<Setting> beside, IEnumerable<Container> services) => setting.Name switch
    {
        Certificates => setting.Value.Trim().Length == 0,
        Host => IsOpen(setting) && IsOwn(setting.Value, services) && !beside.Any(other => other.Name is Certificates && other.Value.Trim().Length == 0),
        _ => false,
    };

    /// <summary>Where a service is told to be a runtime that takes orders from everybody who reaches it; null where it is none, or is not told so.</summary>
    /// <param name="service">The service.</param>
    public static Located<string>? UnguardedBy(Container service) => IsDaemon(service) ? service.Command.FirstOrDefault(word => IsOpening(word.Value)) : null;

    /// <summary>Whether a variable names a runtime on another machine that takes orders from everybody who reaches it.</summary>
    /// <param name="setting">The variable.</param>
    /// <param name="services">The services of the jobs that have it.</param>
    public static bool IsOpenElsewhere(Setting setting, IEnumerable<Container> services) => setting.Name is Host && IsOpen(setting) && !IsOwn(setting.Value, services);

    /// <summary>Whether a variable names the runtime of the machine itself, whose socket a container only has where it is handed in.</summary>
    /// <param name="setting">The variable.</param>
    public static bool IsOfMachine(Setting setting) => setting.Name is Host && setting.Value.Trim() is "unix:///var/run/docker.sock" or "unix:///run/docker.sock" or "npipe:////./pipe/docker_engine";

    // Started to wait, so that steps find the program in it: command: [cat], [sh, -c, 'sleep infinity'].
    private static bool Waits(Container service) =>
        service.Command is [var program, ..] && program.Value.Split(' ')[0] is var name && name[(name.LastIndexOf('/') + 1)..] is "cat" or "sleep" or "tail" or "sh" or "bash" or "ash" or "tty" or "true"
        && !service.Command.Any(word => word.Value.Contains("dockerd", StringComparison.Ordinal) || word.Value.Contains("entrypoint", StringComparison.Ordinal));

    private static bool IsOpening(string word) =>
        word is "--tls=false" or "--tlsverify=false" || (word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] is var address && address.StartsWith("tcp://", StringComparison.Ordinal) && address.EndsWith(OpenPort, StringComparison.Ordinal)
            && address["tcp://".Length..^OpenPort.Length] is not ("localhost" or "127.0.0.1"));

    private static bool IsOpen(Setting setting) => setting.Value.Trim().TrimEnd('/') is var value && value.StartsWith("tcp://", StringComparison.Ordinal) && value.EndsWith(OpenPort, StringComparison.Ordinal);

    // A name that is computed is mostly the one of the service beside the job.
    private static bool IsOwn(string value, IEnumerable<Container> services)
    {
        var host = value.Trim().TrimEnd('/')["tcp://".Length..^OpenPort.Length];
        return host is "docker" or "localhost" or "127.0.0.1" || host.Contains('$', StringComparison.Ordinal)
            || services.Any(service => host == service.Name || (service.Name?.Split(':')[0].Replace('/', '-') ?? "") == host);
    }
}
