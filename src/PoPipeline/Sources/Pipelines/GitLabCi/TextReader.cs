using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads the texts of one configuration: what is put into them before the pipeline is made, which secrets they use, which credentials they hold.</summary>
/// <param name="inputs">Who controls an input, by its name.</param>
internal sealed class TextReader(Func<string, Provenance> inputs)
{
    private readonly ImmutableArray<SecretUse>.Builder secrets = ImmutableArray.CreateBuilder<SecretUse>();
    private readonly CredentialTexts credentials = new();

    /// <summary>The uses of secrets so far.</summary>
    public ImmutableArray<SecretUse> SecretUses => secrets.ToImmutable();

    /// <summary>The literal credentials so far.</summary>
    public ImmutableArray<Credential> Credentials => credentials.Found;

    /// <summary>Adds a use of a secret.</summary>
    public void Add(SecretUse use) => secrets.Add(use);

    /// <summary>The text, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the variable that holds it; null for a script.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public string Masked(YamlScalar text, string? name, string subject) => credentials.Masked(text, name, subject);

    /// <summary>What is put into a text.</summary>
    /// <param name="text">The text.</param>
    public ImmutableArray<Interpolation> Interpolations(YamlScalar text)
    {
        if (!text.Value.Contains(Interpolated.Start, StringComparison.Ordinal))
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<Interpolation>();
        for (var at = text.Value.IndexOf(Interpolated.Start, StringComparison.Ordinal); at >= 0; at = text.Value.IndexOf(Interpolated.Start, at, StringComparison.Ordinal))
        {
            var close = text.Value.IndexOf(Interpolated.End, at, StringComparison.Ordinal);
            if (close < 0)
            {
                break;
            }

            var end = close + Interpolated.End.Length;
            var block = text.Value.AsSpan(at + Interpolated.Start.Length, close - at - Interpolated.Start.Length);
            found.Add(new Interpolation
            {
                Text = text.Value[at..end],
                Span = text.PlaceOf(at, end - at),
                Offset = at,
                Provenance = !Interpolated.IsEscaped(block) && Interpolated.NameIn(block) is { } name ? inputs(name) : Provenance.Constant,
                Mechanism = Mechanism.Pasted,
            });
            at = end;
        }

        return found.DrainToImmutable();
    }

    /// <summary>Adds the secrets that variables are made of.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="place">Whose they are.</param>
    /// <param name="job">The job; null for all jobs.</param>
    public ImmutableArray<Setting> Using(ImmutableArray<Setting> variables, SecretPlace place, string? job)
    {
        foreach (var variable in variables)
        {
            foreach (var name in variable.Secrets)
            {
                secrets.Add(new SecretUse { Kind = SecretUseKind.Named, Name = name, Text = variable.Value, Span = variable.Span, Place = place, Job = job });
            }
        }

        return variables;
    }

    /// <summary>Reads variables.</summary>
    /// <param name="variables">The mapping; null where there is none.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public ImmutableArray<Setting> Settings(YamlMapping? variables, string subject)
    {
        if (variables is null)
        {
            return [];
        }

        var settings = ImmutableArray.CreateBuilder<Setting>(variables.Entries.Length);
        foreach (var entry in variables.Entries)
        {
            if ((entry.Value as YamlScalar ?? (entry.Value as YamlMapping)?["value"] as YamlScalar) is { } value)
            {
                settings.Add(new Setting
                {
                    Name = entry.Key.Value,
                    NameSpan = entry.Key.Span,
                    Value = Masked(value, entry.Key.Value, $"{subject}/{entry.Key.Value}"),
                    Span = value.Span,
                    Secrets = [.. VariableNames.In(value.Value).Where(SecretNames.IsSecret).Distinct(StringComparer.Ordinal)],
                    Interpolations = Interpolations(value),
                });
            }
        }

        return settings.DrainToImmutable();
    }
}
