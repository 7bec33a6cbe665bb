using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.InToto.Json;
using PoPipeline.InToto.Metadata;

namespace PoPipeline.InToto.Tests;

/// <summary>Makes layouts, links and envelopes.</summary>
internal static class Made
{
    public const string Later = "2199-12-31T23:59:59Z";

    public static JsonObject Layout(JsonArray steps, TestKey[] keys, string expires = Later, JsonArray? inspect = null) => new()
    {
        ["_type"] = "layout",
        ["expires"] = expires,
        ["readme"] = "",
        ["keys"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.KeyId, (JsonNode?)key.Json()))),
        ["steps"] = steps,
        ["inspect"] = inspect ?? [],
    };

    public static JsonObject Step(string name, TestKey[] keys, string materials = "", string products = "", int threshold = 1, string command = "") => new()
    {
        ["_type"] = "step",
        ["name"] = name,
        ["threshold"] = threshold,
        ["pubkeys"] = Texts(keys.Select(key => key.KeyId)),
        ["expected_materials"] = Rules(materials),
        ["expected_products"] = Rules(products),
        ["expected_command"] = Texts(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    };

    public static JsonObject Inspection(string name, string run, string materials = "", string products = "") => new()
    {
        ["_type"] = "inspection",
        ["name"] = name,
        ["run"] = Texts(run.Split(' ')),
        ["expected_materials"] = Rules(materials),
        ["expected_products"] = Rules(products),
    };

    /// <summary>A link; artifacts are <c>path=content</c> with blanks between them, and the digest is made of the content.</summary>
    public static JsonObject Link(string name, string materials = "", string products = "", string command = "") => new()
    {
        ["_type"] = "link",
        ["name"] = name,
        ["command"] = Texts(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ["materials"] = Artifacts(materials),
        ["products"] = Artifacts(products),
        ["byproducts"] = new JsonObject { ["return-value"] = 0, ["stderr"] = "", ["stdout"] = "" },
        ["environment"] = new JsonObject(),
    };

    /// <summary>Rules, one a line.</summary>
    public static JsonArray Rules(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => Texts(line.Split(' ')))];

    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public static byte[] Metablock(JsonObject signed, params TestKey[] keys)
    {
        var canonical = Canonical(signed);
        return Envelope(signed, [.. keys.Select(key => (key.KeyId, key.Sign(canonical)))]);
    }

    public static byte[] Envelope(JsonObject signed, params (string KeyId, byte[] Signature)[] signatures) => Bytes(new JsonObject
    {
        ["signed"] = signed.DeepClone(),
        ["signatures"] = new JsonArray([.. signatures.Select(signature => new JsonObject { ["keyid"] = signature.KeyId, ["sig"] = Convert.ToHexStringLower(signature.Signature) })]),
    });

    public static byte[] Dsse(JsonObject payload, params TestKey[] keys)
    {
        var bytes = Bytes(payload);
        var signed = MetadataReader.PreAuthentication(MetadataReader.PayloadType, bytes);
        return Bytes(new JsonObject
        {
            ["payloadType"] = MetadataReader.PayloadType,
            ["payload"] = Convert.ToBase64String(bytes),
            ["signatures"] = new JsonArray([.. keys.Select(key => new JsonObject { ["keyid"] = key.KeyId, ["sig"] = Convert.ToBase64String(key.Sign(signed)) })]),
        });
    }

    public static byte[] Canonical(JsonNode node)
    {
        var source = new JsonSource(Bytes(node));
        return CanonicalJson.Write(source, source.Read());
    }

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static string Digest(string content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static JsonObject Artifacts(string artifacts) => new(artifacts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(artifact => artifact.Split('='))
        .Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)new JsonObject { ["sha256"] = Digest(pair[1]) })));
}
