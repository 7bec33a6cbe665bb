using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines;

/// <summary>Masks literal credentials in the texts of a pipeline, and keeps where they are.</summary>
internal sealed class CredentialTexts
{
    private readonly ImmutableArray<Credential>.Builder found = ImmutableArray.CreateBuilder<Credential>();

    // A text that several read is told once, and so is what stands in a text and in one that this is a part of.
    private readonly HashSet<Place> told = [];
    private readonly HashSet<Place> places = [];

    /// <summary>Those so far.</summary>
    public ImmutableArray<Credential> Found => found.ToImmutable();

    /// <summary>The text, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the variable or input that holds it; null for a script.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    /// <param name="key">The key below it, where the text stands at one.</param>
    public string Masked(YamlScalar text, string? name, string subject, string? key = null) => Masked(text.Value, text.Span, text.PlaceOf, name, subject, key);

    /// <summary>The text, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">Where it is written.</param>
    /// <param name="placeOf">Where a part of it is written, by offset and length.</param>
    /// <param name="name">The name of the variable or input that holds it; null for a script.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    /// <param name="key">The key below it, where the text stands at one.</param>
    /// <param name="isVerbatim">Whether nothing replaces a part of it.</param>
    public string Masked(string text, Place span, Func<int, int, Place> placeOf, string? name, string subject, string? key = null, bool isVerbatim = false) =>
        Keep(text, span, placeOf, name is null ? CredentialFormats.Find(text) : CredentialFormats.FindIn(name, text, isVerbatim), subject, key);

    /// <summary>A text of the form <c>NAME=value</c>, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="split">Where the name ends.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string MaskedPair(YamlScalar text, int split, string subject) =>
        Keep(text.Value, text.Span, text.PlaceOf, [.. CredentialFormats.FindIn(text.Value[..split].Trim(), text.Value[(split + 1)..]).Select(match => match with { Offset = match.Offset + split + 1 })], subject);

    /// <summary>A text that can only be a credential, masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What it is.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string Password(YamlScalar text, string what, string subject) => Password(text.Value, text.Span, text.PlaceOf, what, subject);

    /// <summary>A text that can only be a credential, masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="span">Where it is written.</param>
    /// <param name="placeOf">Where a part of it is written, by offset and length.</param>
    /// <param name="what">What it is.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string Password(string text, Place span, Func<int, int, Place> placeOf, string what, string subject) => Keep(text, span, placeOf, CredentialFormats.FindPassword(what, text), subject);

    private string Keep(string text, Place span, Func<int, int, Place> placeOf, ImmutableArray<CredentialMatch> matches, string subject, string? key = null)
    {
        if (!matches.IsEmpty && told.Add(span))
        {
            foreach (var match in matches.Where(match => places.Add(placeOf(match.Offset, match.Length))))
            {
                found.Add(new Credential { Format = match.Format, Masked = match.Masked, Span = placeOf(match.Offset, match.Length), Subject = key is null ? subject : $"{subject}/{key}" });
            }
        }

        return CredentialFormats.MaskAll(text, matches);
    }
}
