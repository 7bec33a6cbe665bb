using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.InToto.Json;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Metadata;

/// <summary>Reads layouts.</summary>
internal static class LayoutReader
{
    /// <summary>How in-toto writes a time.</summary>
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Reads a layout.</summary>
    /// <param name="layout">The layout.</param>
    public static Layout Read(JsonView layout)
    {
        var expires = layout.Need("expires");
        if (!DateTimeOffset.TryParseExact(expires.Text(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
        {
            throw expires.Wrong("'expires' is no time of the form 2030-12-31T23:59:59Z");
        }

        var read = new Layout(
            layout.Place,
            end,
            expires.Place,
            layout.Find("readme")?.Text() ?? "",
            [.. ReadKeys(layout.Find("keys"))],
            [.. layout.Need("steps").Items(Limits.Items).Select(ReadStep)],
            [.. layout.Need("inspect").Items(Limits.Items).Select(ReadInspection)]);
        CheckRules(layout, read);
        CheckNames(read);
        return read;
    }

    private static IEnumerable<LayoutKey> ReadKeys(JsonView? keys)
    {
        var count = 0;
        foreach (var (id, key) in keys?.Members() ?? [])
        {
            if (++count > Limits.Items)
            {
                throw key.Wrong($"a layout has more than {Limits.Items} keys");
            }

            yield return KeyReader.Read(key, [id]).IsValue(out var value, out var unsupported)
                ? new LayoutKey(key.NamePlace, id, value, Unsupported: null)
                : new LayoutKey(key.NamePlace, id, Key: null, unsupported);
        }
    }

    private static LayoutStep ReadStep(JsonView step)
    {
        Expect(step, "step");
        var threshold = step.Find("threshold");
        if (threshold?.Whole() < 1)
        {
            throw threshold.Wrong("'threshold' is less than 1, so that nobody would have to sign");
        }

        return new LayoutStep(
            step.Place,
            NameOf(step),
            threshold?.Whole() ?? 1,
            threshold?.Place ?? step.Place,
            [.. (step.Find("pubkeys")?.Items(Limits.Items) ?? []).Select(id => new PlacedKeyId(id.Place, IdOf(id)))],
            ReadRules(step, "expected_materials"),
            ReadRules(step, "expected_products"),
            Words(step.Find("expected_command")),
            step.Find("cert_constraints") is { } constraints && constraints.Items().Any() ? constraints.Place : null);
    }

    private static LayoutInspection ReadInspection(JsonView inspection)
    {
        Expect(inspection, "inspection");
        return new(inspection.Place, NameOf(inspection), Words(inspection.Find("run")), ReadRules(inspection, "expected_materials"), ReadRules(inspection, "expected_products"));
    }

    private static void Expect(JsonView item, string type)
    {
        if (item.Find("_type") is { } stated && stated.Text() != type)
        {
            throw stated.Wrong($"'_type' is '{Shown.Of(stated.Text())}', where '{type}' belongs");
        }
    }

    // Names of files are made of it: a name must not lead out of the folder of the links.
    private static string NameOf(JsonView item)
    {
        var name = item.Need("name");
        return name.Text() is { Length: > 0 } text && !text.AsSpan().ContainsAny('\\', '\0') && text.Split('/').All(part => part is not ("" or "." or ".."))
            ? text
            : throw name.Wrong("a name is empty, or leads out of the folder of the links");
    }

    private static string IdOf(JsonView id) =>
        id.Text() is { Length: > 0 } text && text.All(char.IsAsciiHexDigit) ? text : throw id.Wrong("the id of a key is not written in hexadecimal digits");

    private static RuleList ReadRules(JsonView item, string member)
    {
        var list = item.Find(member);
        return new(list?.Place ?? item.Place, [.. (list?.Items(Limits.Rules) ?? []).Select(ReadRule)]);
    }

    private static PlacedRule ReadRule(JsonView rule) =>
        ArtifactRule.Parse(Words(rule)).IsValue(out var value, out var fault) ? new PlacedRule(rule.Place, value) : throw rule.Wrong($"it is no rule: {fault}");

    private static ImmutableArray<string> Words(JsonView? words) => [.. (words?.Items() ?? []).Select(word => word.Text())];

    private static void CheckRules(JsonView layout, Layout read)
    {
        var count = read.Steps.Sum(step => step.Materials.Rules.Length + step.Products.Rules.Length) + read.Inspections.Sum(inspection => inspection.Materials.Rules.Length + inspection.Products.Rules.Length);
        if (count > Limits.Rules)
        {
            throw layout.Wrong($"a layout has more than {Limits.Rules} rules");
        }
    }

    private static void CheckNames(Layout layout)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var (name, place) in layout.Steps.Select(step => (step.Name, step.Place)).Concat(layout.Inspections.Select(inspection => (inspection.Name, inspection.Place))))
        {
            if (!names.Add(name))
            {
                throw new FaultException(new Fault(place, $"the name '{Shown.Of(name)}' is that of another step or inspection"));
            }
        }
    }
}
