using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads what a configuration reuses: orbs and images.</summary>
/// <param name="repository">The repository that reuses them.</param>
/// <param name="texts">Puts parameters into texts.</param>
internal sealed class ReferenceReader(Repository repository, TextResolver texts)
{
    private const string Vendor = "circleci";
    private const string Development = "dev:";
    private const string Newest = "volatile";

    // The namespace of the platform's own images on Docker Hub, and of those before them.
    private static readonly string[] VendorImages = ["docker.io/cimg/", "docker.io/circleci/"];

    // Words that are moved to another image with each release of the machine's.
    private static readonly string[] MovingTags = ["current", "edge", "default", "latest", "stable"];

    /// <summary>An orb as it is declared: <c>circleci/node@5.1.0</c>, or an address.</summary>
    /// <param name="written">Where it is named.</param>
    /// <param name="library">What names in it mean.</param>
    /// <remarks>Source: https://circleci.com/docs/orbs/use/orb-intro/#orb-versions-development-vs-production-vs-inline: a released version of three numbers never changes, everything else moves.</remarks>
    public Reference Orb(YamlScalar written, Library library)
    {
        var text = written.Value.Trim();
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return new Reference { Kind = ReferenceKind.Orb, Text = text, Span = written.Span, Name = text, Pin = Pin.None, Immutable = false, Publisher = Publisher.Unknown };
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var name = at < 0 ? text : text[..at];
        var version = at < 0 ? null : text[(at + 1)..].Trim();
        var reference = new Reference
        {
            Kind = ReferenceKind.Orb,
            Text = text,
            Span = written.Span,
            Name = name.Trim(),
            Version = version is null ? null : new Located<string>(version, written.PlaceOf(written.Value.IndexOf('@', StringComparison.Ordinal) + 1, version.Length)),
            Pin = PinOf(version),
            Immutable = IsReleased(version),
            Publisher = PublisherOf(name),
        };
        if (version?.Contains(Marks.Start, StringComparison.Ordinal) != true)
        {
            return reference;
        }

        // What it is where nobody says anything else is all that the file tells.
        var unsaid = texts.Resolve(written, new Scope(library, Scope.None), takesDefaults: true).Text;
        return unsaid.Contains(Marks.Start, StringComparison.Ordinal) || unsaid.IndexOf('@', StringComparison.Ordinal) is not (>= 0 and var start)
            ? reference with { Pin = Pin.Unknown, Immutable = false, Why = "the version is a parameter that whoever starts the pipeline says" }
            : reference with { Pin = PinOf(unsaid[(start + 1)..]), Immutable = false, Version = reference.Version! with { Value = unsaid[(start + 1)..] } };
    }

    /// <summary>What is taken out of an orb of others, which is judged where the orb is declared.</summary>
    /// <param name="orb">The orb.</param>
    /// <param name="name">What is taken: <c>slack/notify</c>.</param>
    /// <param name="place">Where that is written.</param>
    public static Reference? Taken(Orb orb, string name, Place place) => orb.Reference is not { } declared ? null : declared with
    {
        Text = name,
        Span = place,
        Name = $"{declared.Name}/{name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]}",
        Declaration = declared.Span,
    };

    /// <summary>The image of a container.</summary>
    /// <param name="written">Where it is named.</param>
    /// <param name="scope">What names in it mean.</param>
    public Reference? Image(YamlScalar written, Scope scope)
    {
        var resolved = texts.Resolve(written, scope, takesDefaults: true);
        var text = resolved.Text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        var parts = ImageName.Parse(text);
        if (!resolved.Interpolations.IsEmpty || text.Contains('$', StringComparison.Ordinal))
        {
            return new Reference { Kind = ReferenceKind.Image, Text = written.Value.Trim(), Span = written.Span, Name = parts.Name, Pin = Pin.Unknown, Immutable = false, Publisher = Publisher.Unknown, Why = "the name holds what only a run tells" };
        }

        var version = parts.VersionIn(text);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = text,
            Span = resolved.Span,
            Name = parts.Name,
            Version = version is null ? null : new Located<string>(version, resolved.Text.IndexOf(version, StringComparison.Ordinal) is >= 0 and var at ? resolved.PlaceOf(at, version.Length) : resolved.Span),
            Pin = parts.Pin,
            Immutable = parts.HasDigest,
            Publisher = Array.Exists(VendorImages, start => parts.Name.StartsWith(start, StringComparison.Ordinal)) ? Publisher.PlatformVendor
                : IsOwner(parts.Name.Split('/') is [_, var owner, _, ..] ? owner : null) ? Publisher.SameOwner
                : Publisher.ThirdParty,
        };
    }

    /// <summary>The image of a virtual machine: <c>ubuntu-2404:2024.11.1</c>.</summary>
    /// <param name="written">Where it is named.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#available-linux-machine-images-cloud: dated ones do not change.</remarks>
    public Reference? Machine(YamlScalar written, Scope scope)
    {
        var resolved = texts.Resolve(written, scope, takesDefaults: true);
        var text = resolved.Text.Trim();
        if (text.Length == 0 || !resolved.Interpolations.IsEmpty)
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var version = colon < 0 ? null : text[(colon + 1)..];
        var moves = Array.Exists(MovingTags, word => version?.Split('-', '.')[0].Equals(word, StringComparison.OrdinalIgnoreCase) ?? word is "default" && text is "default");
        return new Reference
        {
            Kind = ReferenceKind.MachineImage,
            Text = text,
            Span = resolved.Span,
            Name = colon < 0 ? text : text[..colon],
            Version = version is null ? null : new Located<string>(version, resolved.PlaceOf(resolved.Text.IndexOf(':', StringComparison.Ordinal) + 1, version.Length)),
            Pin = moves ? Pin.Tag : version is null ? Pin.None : Pin.ExactVersion,
            Immutable = version is not null && !moves,
            Publisher = Publisher.PlatformVendor,
        };
    }

    private static Pin PinOf(string? version) => version switch
    {
        null or "" or Newest => Pin.None,
        _ when version.StartsWith(Development, StringComparison.Ordinal) => Pin.Branch,
        _ when IsReleased(version) => Pin.ExactVersion,
        _ => Pin.Range,
    };

    private static bool IsReleased(string? version) => version?.Split('.') is [var major, var minor, var patch] && IsNumber(major) && IsNumber(minor) && IsNumber(patch);

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private Publisher PublisherOf(string name)
    {
        var owner = name.Split('/')[0].Trim();
        return owner is Vendor ? Publisher.PlatformVendor : IsOwner(owner) ? Publisher.SameOwner : Publisher.ThirdParty;
    }

    private bool IsOwner(string? name) => repository.Owner is { } owner && owner.Equals(name, StringComparison.OrdinalIgnoreCase);
}
