using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sketches;

/// <summary>Short ways through YAML for the sketches.</summary>
internal static class Nodes
{
    public static YamlMapping? Map(this YamlNode? node, string key) => (node as YamlMapping)?[key] as YamlMapping;

    public static YamlScalar? Word(this YamlNode? node, string key) => (node as YamlMapping)?[key] as YamlScalar;

    public static IEnumerable<YamlNode> Items(this YamlNode? node, string key) => ((node as YamlMapping)?[key] as YamlSequence)?.Items ?? [];

    public static Located<string> Located(this YamlScalar scalar) => new(scalar.Value, scalar.Span);

    /// <summary>An image, pinned by what stands behind it.</summary>
    public static Reference Image(this YamlScalar name)
    {
        var tag = name.Value.IndexOf(':', StringComparison.Ordinal);
        return new Reference
        {
            Kind = ReferenceKind.Image,
            Text = name.Value,
            Span = name.Span,
            Name = tag < 0 ? name.Value : name.Value[..tag],
            Version = tag < 0 ? null : new Located<string>(name.Value[(tag + 1)..], name.PlaceOf(tag + 1, name.Value.Length - tag - 1)),
            Pin = name.Value.Contains('@', StringComparison.Ordinal) ? Pin.Digest : tag < 0 ? Pin.None : Pin.Tag,
            Immutable = name.Value.Contains('@', StringComparison.Ordinal),
            Publisher = Publisher.ThirdParty,
        };
    }

    /// <summary>Something of another repository, by a branch.</summary>
    public static Reference Of(ReferenceKind kind, YamlScalar name, YamlScalar version) => new()
    {
        Kind = kind,
        Text = $"{name.Value}@{version.Value}",
        Span = version.Span,
        Name = name.Value,
        Version = version.Located(),
        Pin = Pin.Branch,
        Immutable = false,
        Publisher = Publisher.SameOwner,
    };

    /// <summary>A script whose pasted parts stand between two marks.</summary>
    public static Script Script(this YamlScalar text, string open, string close, Provenance provenance)
    {
        var pasted = new List<Interpolation>();
        for (var start = text.Value.IndexOf(open, StringComparison.Ordinal); start >= 0;)
        {
            var end = text.Value.IndexOf(close, start, StringComparison.Ordinal) + close.Length;
            pasted.Add(new Interpolation { Text = text.Value[start..end], Span = text.PlaceOf(start, end - start), Offset = start, Provenance = provenance, Mechanism = Mechanism.Pasted });
            start = text.Value.IndexOf(open, end, StringComparison.Ordinal);
        }

        return new Script { Shell = ShellKind.Posix, Text = text.Value, Span = text.Span, Anchors = text.Anchors, Interpolations = [.. pasted] };
    }
}
