using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PoPipeline.Doubles.GitLab.Control;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab;

/// <summary>A server that behaves as GitLab is documented to, keeps state in memory, and does on demand what people do to issues.</summary>
public sealed class GitLabDouble : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Controller _controller;
    private readonly RequestLog _log;

    private GitLabDouble(WebApplication application, Controller controller, RequestLog log, Uri address)
    {
        _application = application;
        _controller = controller;
        _log = log;
        Address = address;
    }

    /// <summary>The endpoints of REST that are served, as the documentation writes them: <c>GET /projects/:id/issues</c>.</summary>
    public static ImmutableArray<string> Endpoints { get; } = [.. RestApi.Routes.Select(route => route.Name)];

    /// <summary>The root of the server: <c>http://127.0.0.1:40123/</c>. REST lies under <c>api/v4/</c>, GraphQL at <c>api/graphql</c>.</summary>
    public Uri Address { get; }

    /// <summary>The port on loopback.</summary>
    public int Port => Address.Port;

    /// <summary>The requests so far.</summary>
    public ImmutableArray<LogEntry> Log => _log.Entries;

    /// <summary>The requests that no documented request looks like, each with what is wrong; a client without faults leaves none.</summary>
    public ImmutableArray<string> Violations => _log.Violations;

    /// <summary>Starts a server on loopback.</summary>
    /// <param name="seed">What there is from the start; nothing when null. The format is in <c>tests/doubles/README.md</c>.</param>
    /// <param name="port">The port; a free one when 0.</param>
    /// <exception cref="ControlException">The seed does not fit.</exception>
    public static async Task<GitLabDouble> StartAsync(JsonNode? seed = null, int port = 0)
    {
        var world = new World();
        var log = new RequestLog();
        var faults = new Faults();
        var controller = new Controller(world, log, faults);
        if (seed is not null)
        {
            controller.Do("seed", seed.AsObject());
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
            options.Listen(IPAddress.Loopback, port);
        });
        var application = builder.Build();
        application.Run(new Dispatcher(world, log, faults, controller).Handle);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First()
            ?? throw new InvalidOperationException("The server tells no address.");
        return new GitLabDouble(application, controller, log, new Uri(address));
    }

    /// <summary>Does what <c>POST /__control/VERB</c> does.</summary>
    /// <param name="verb">What to do: seed, clock, fault, comment… (<c>tests/doubles/README.md</c>).</param>
    /// <param name="arguments">With what.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ControlException">There is no such verb, or the arguments do not fit.</exception>
    public JsonObject Control(string verb, JsonObject arguments) => _controller.Do(verb, arguments);

    /// <summary>Does something as somebody, as people do in the browser: <c>Act("comment", "alice", new() { ["project"] = "acme/app", ["issue"] = 1, ["body"] = "…" })</c>.</summary>
    /// <exception cref="ControlException">There is no such act, or the arguments do not fit.</exception>
    public JsonObject Act(string act, string user, JsonObject arguments)
    {
        var all = arguments.DeepClone().AsObject();
        all["as"] = user;
        return Control(act, all);
    }

    /// <summary>Plans that something goes wrong.</summary>
    public void Plan(Fault fault) => _controller.Faults.Add(fault);

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
