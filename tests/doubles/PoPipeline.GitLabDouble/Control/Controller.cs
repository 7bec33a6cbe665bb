using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>What tests tell the double: <c>POST /__control/VERB</c>, <c>GET /__log</c>, <c>GET /__violations</c>.</summary>
internal sealed class Controller(World world, RequestLog log, Faults faults)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The faults to come.</summary>
    public Faults Faults { get; } = faults;

    /// <summary>The requests a minute.</summary>
    public RateLimit RateLimit { get; } = new();

    /// <summary>Answers a request of a test.</summary>
    public Answer Handle(string method, string path, string body)
    {
        switch (method, path)
        {
            case ("GET", "/__log"):
                return Answer.Ok(new JsonArray([.. log.Entries.Select(entry => entry.ToJson())]));
            case ("DELETE", "/__log"):
                log.Clear();
                return Answer.NoContent();
            case ("GET", "/__violations"):
                return Answer.Ok(new JsonArray([.. log.Violations.Select(text => JsonValue.Create(text))]));
            case ("POST", _) when path.StartsWith("/__control/", StringComparison.Ordinal):
                try
                {
                    return Answer.Ok(Do(path["/__control/".Length..], JsonNode.Parse(body.Length == 0 ? "{}" : body)?.AsObject() ?? []));
                }
                catch (Exception error) when (error is ControlException or JsonException or InvalidOperationException)
                {
                    return new Answer(400, new JsonObject { ["error"] = error.Message });
                }

            default:
                return new Answer(404, new JsonObject { ["error"] = $"{method} {path} is not part of the control" });
        }
    }

    /// <summary>Does what a test says.</summary>
    /// <exception cref="ControlException">It cannot be done.</exception>
    public JsonObject Do(string verb, JsonObject given)
    {
        // A number of C# is of one type, a number of JSON is of any.
        var arguments = JsonNode.Parse(given.ToJsonString())?.AsObject() ?? [];
        lock (world.Lock)
        {
            try
            {
                return verb switch
                {
                    "seed" => Seed(arguments),
                    "clock" => Clock(arguments),
                    "fault" => Plan(arguments),
                    "clearFaults" => ClearFaults(),
                    "rateLimit" => Limit(arguments),
                    "token" => Token(arguments),
                    "tier" => Tier(arguments),
                    "quickActions" => new JsonObject { ["seen"] = new JsonArray([.. world.QuickActionsSeen.Select(line => JsonValue.Create(line))]) },
                    _ => Acts.Do(world, verb, arguments),
                };
            }
            catch (Exception error) when (error is JsonException or Refusal or FormatException)
            {
                throw new ControlException(error.Message);
            }
        }
    }

    private JsonObject Seed(JsonObject arguments)
    {
        Seeding.Plant(world, arguments);
        return [];
    }

    private JsonObject Token(JsonObject arguments)
    {
        Seeding.Plant(world, new JsonObject { ["tokens"] = new JsonArray(arguments.DeepClone()) });
        return [];
    }

    private JsonObject Tier(JsonObject arguments)
    {
        world.IsPremium = arguments["premium"]?.GetValue<bool>() ?? throw new ControlException("Say whether it is 'premium'.");
        return [];
    }

    private JsonObject Clock(JsonObject arguments)
    {
        if (arguments["now"]?.ToString() is { } now)
        {
            world.Clock.Now = DateTimeOffset.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        }

        if (arguments["advance"] is { } seconds)
        {
            world.Clock.Now = world.Clock.Now.AddSeconds(seconds.GetValue<double>());
        }

        return new JsonObject { ["now"] = world.Clock.Now.ToString("O", CultureInfo.InvariantCulture) };
    }

    private JsonObject Plan(JsonObject arguments)
    {
        Faults.Add(arguments.Deserialize<Fault>(Reading) ?? throw new ControlException("A fault has a kind."));
        return [];
    }

    private JsonObject ClearFaults()
    {
        Faults.Clear();
        return [];
    }

    private JsonObject Limit(JsonObject arguments)
    {
        RateLimit.Limit = arguments["limit"]?.GetValue<int>() ?? throw new ControlException("Say a 'limit'.");
        return [];
    }
}
