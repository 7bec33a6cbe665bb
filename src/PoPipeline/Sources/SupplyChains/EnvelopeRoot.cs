using System.Text;
using System.Text.Json;

namespace PoPipeline.Sources.SupplyChains;

/// <summary>What the members at the root of a text of JSON say of it, as far as it is JSON.</summary>
internal sealed record EnvelopeRoot
{
    private const string PayloadType = "application/vnd.in-toto+json";

    private string? signedType;
    private string? payloadType;
    private bool hasPayload;

    private EnvelopeRoot()
    {
    }

    private enum Member
    {
        Other,
        Signed,
        Envelope,
    }

    /// <summary>Whether it is no JSON, or nested too deeply.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether it has an object that is signed.</summary>
    public bool HasSigned { get; private set; }

    /// <summary>Whether it has signatures.</summary>
    public bool HasSignatures { get; private set; }

    /// <summary>Whether it has a payload of DSSE, of whatever type.</summary>
    public bool HasPayload => payloadType is not null || (hasPayload && HasSignatures);

    /// <summary>Whether what is signed is a layout.</summary>
    public bool IsLayout => signedType is "layout";

    /// <summary>Whether the payload is of in-toto.</summary>
    public bool IsInToto => payloadType is PayloadType;

    /// <summary>Whether what is signed is said to be something else.</summary>
    public bool IsOther => signedType is not null || payloadType is not null;

    /// <summary>Reads it once, in order, and keeps nothing but what is asked.</summary>
    /// <param name="text">The text.</param>
    public static EnvelopeRoot Read(string text)
    {
        var root = new EnvelopeRoot();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            var member = Member.Other;
            while (reader.Read())
            {
                if (reader.TokenType is not JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == 1)
                {
                    member = root.Take(ref reader);
                }
                else if (reader.CurrentDepth == 2 && member is Member.Signed && reader.ValueTextEquals("_type"u8))
                {
                    root.signedType = TextOf(ref reader);
                }
                else if (reader.CurrentDepth == 2 && member is Member.Envelope && reader.ValueTextEquals("payloadType"u8))
                {
                    root.payloadType = TextOf(ref reader);
                }
            }
        }
        catch (JsonException)
        {
            root.IsBroken = true;
        }

        return root;
    }

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        try
        {
            return reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair.
            return null;
        }
    }

    private Member Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("payloadType"u8))
        {
            payloadType = TextOf(ref reader);
            return Member.Other;
        }

        var isSignatures = reader.ValueTextEquals("signatures"u8);
        var isPayload = reader.ValueTextEquals("payload"u8);
        var member = reader.ValueTextEquals("signed"u8) ? Member.Signed : reader.ValueTextEquals("dsseEnvelope"u8) ? Member.Envelope : Member.Other;
        reader.Read();
        HasSignatures |= isSignatures && reader.TokenType is JsonTokenType.StartArray;
        hasPayload |= isPayload && reader.TokenType is JsonTokenType.String;
        HasSigned |= member is Member.Signed && reader.TokenType is JsonTokenType.StartObject;
        return reader.TokenType is JsonTokenType.StartObject ? member : Member.Other;
    }
}
