using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PoPipeline.Doubles.GitLab.Control;
using PoPipeline.Doubles.GitLab.GraphQl;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Takes every request: logs it, lets faults befall it, and hands it to the REST API, to GraphQL or to the tests' own control.</summary>
internal sealed class Dispatcher(World world, RequestLog log, Faults faults, Controller controller)
{
    private readonly RateLimit _limit = controller.RateLimit;

    /// <summary>Answers a request.</summary>
    public async Task Handle(HttpContext context)
    {
        var target = (context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "/").Split('?', 2);
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var query = target.Length > 1 ? target[1] : "";
        if (target[0].StartsWith("/__", StringComparison.Ordinal))
        {
            await Write(context, controller.Handle(context.Request.Method, target[0], body), cut: false);
            return;
        }

        var entry = log.Begin(context.Request.Method, target[0], query, body);
        var ended = false;
        try
        {
            var fault = faults.Next(entry);
            entry.Fault = fault?.Kind.ToString();
            switch (fault?.Kind)
            {
                case FaultKind.Reset:
                    context.Abort();
                    return;
                case FaultKind.Hang:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                default:
                    break;
            }

            var answer = fault?.Kind is FaultKind.Answer
                ? new Answer(fault.Status, fault.Body?.DeepClone() ?? new JsonObject { ["message"] = $"{fault.Status} on purpose" }) { Headers = fault.Headers }
                : await Answer(context, entry, body);
            if (fault?.Kind is FaultKind.Link)
            {
                answer = answer with { Headers = answer.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.Replace(Origin(context), fault.Host, StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase) };
            }

            // A client may see its answer before this method is left, so the log is finished first.
            entry.Status = answer.Status;
            log.End(entry);
            ended = true;
            await Write(context, answer, cut: fault?.Kind is FaultKind.Cut);
        }
        finally
        {
            if (!ended)
            {
                log.End(entry);
            }
        }
    }

    private static string Origin(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private async Task<Answer> Answer(HttpContext context, LogEntry entry, string body)
    {
        IReadOnlyDictionary<string, string> limits;
        bool exceeded;
        lock (world.Lock)
        {
            (limits, exceeded) = _limit.Count(world.Clock.Now);
        }

        var answer = exceeded
            ? new Answer(429) { Bytes = Encoding.UTF8.GetBytes("Retry later\n"), ContentType = "text/plain" }
            : await Handle(context, entry, body);
        return answer with { Headers = limits.Concat(answer.Headers).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase) };
    }

    private async Task<Answer> Handle(HttpContext context, LogEntry entry, string body)
    {
        try
        {
            Caller caller;
            lock (world.Lock)
            {
                caller = Authentication.Of(world, context.Request.Headers);
            }

            entry.Actor = caller.User?.Username;
            if (entry.Path is "/api/graphql")
            {
                return await GraphQlEndpoint.Answer(world, caller, Origin(context), context.Request.Method, context.Request.ContentType, body, why => log.Violate(entry, why));
            }

            if (!entry.Path.StartsWith("/api/v4/", StringComparison.Ordinal))
            {
                log.Violate(entry, "not a path of the API");
                throw Refusal.NotFound();
            }

            Dictionary<string, JsonNode?> values;
            try
            {
                values = RequestBody.Read(context.Request.ContentType, body);
            }
            catch (Refusal refusal)
            {
                log.Violate(entry, refusal.Message);
                throw;
            }

            lock (world.Lock)
            {
                return RestApi.Handle(world, caller, entry, Origin(context), values, why => log.Violate(entry, why));
            }
        }
        catch (Refusal refusal) when (refusal.Status is 401 && entry.Path is "/api/graphql")
        {
            return new Answer(401, new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = "Invalid token" }) });
        }
        catch (Refusal refusal)
        {
            return new Answer(refusal.Status, refusal.Body);
        }
    }

    private async Task Write(HttpContext context, Answer answer, bool cut)
    {
        var bytes = answer.Bytes ?? (answer.Body is null ? [] : Encoding.UTF8.GetBytes(answer.Body.ToJsonString()));
        if (cut)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        DateTimeOffset now;
        lock (world.Lock)
        {
            now = world.Clock.Now;
        }

        response.StatusCode = answer.Status;
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        response.Headers["X-Request-Id"] = Guid.CreateVersion7().ToString("N");
        response.Headers.Vary = "Origin";
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        if (answer.Status is 200 && context.Request.Method is "GET")
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\"";
            response.Headers.ETag = tag;
            response.Headers.CacheControl = "max-age=0, private, must-revalidate";
            if (string.Equals(context.Request.Headers.IfNoneMatch.ToString(), tag, StringComparison.Ordinal))
            {
                response.StatusCode = 304;
                return;
            }
        }

        if (answer.Status is not 204)
        {
            response.ContentType = answer.ContentType;
            response.ContentLength = bytes.Length;
            if (context.Request.Method is not "HEAD")
            {
                await response.Body.WriteAsync(bytes, context.RequestAborted);
            }
        }
    }
}
