using System.Collections.Immutable;
using PoPipeline.Rules.Credentials;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads the texts of one file: what is pasted into them, which secrets they use, which credentials they hold.</summary>
/// <param name="isCalled">Whether others call the workflow.</param>
internal sealed class TextReader(bool isCalled)
{
    private readonly ImmutableArray<SecretUse>.Builder secrets = ImmutableArray.CreateBuilder<SecretUse>();
    private readonly CredentialTexts credentials = new();
    private readonly HashSet<YamlScalar> seen = [];

    // How many characters more are kept of what the file says that is put into programs.
    private int choices = 1024 * 1024;

    /// <summary>The uses of secrets so far.</summary>
    public ImmutableArray<SecretUse> SecretUses => secrets.ToImmutable();

    /// <summary>The literal credentials so far.</summary>
    public ImmutableArray<Credential> Credentials => credentials.Found;

    /// <summary>Adds a use that is not in a text.</summary>
    public void Add(SecretUse use) => secrets.Add(use);

    /// <summary>Reads a named value.</summary>
    public Setting Setting(YamlEntry entry, TextUse use)
    {
        var value = entry.Value as YamlScalar;
        ImmutableArray<Interpolation> interpolations = value is null ? [] : Interpolations(value, use);
        return new Setting
        {
            Name = entry.Key.Value,
            NameSpan = entry.Key.Span,
            Value = value is null ? "" : credentials.Masked(value, entry.Key.Value, use.Subject, entry.Key.Value),
            Span = entry.Value.Span,
            Secrets = SecretsOf(interpolations),
            Interpolations = interpolations,
            Choices = value is null || interpolations.IsEmpty ? [] : Choices(value, use),
            ChoicesByRun = value is not null && !interpolations.IsEmpty && use.Scope.Job?.Matrix.IsIncludedAlone is true,
        };
    }

    /// <summary>All that a text becomes, in one run or another, where a matrix, a variable or nothing decides it and the file says each of its values; empty for all others.</summary>
    /// <param name="value">The text.</param>
    /// <param name="use">What it is for.</param>
    public static ImmutableArray<string> Choices(YamlScalar value, TextUse use)
    {
        const int longest = 200;
        var hasMatrix = value.Value.Contains("matrix.", StringComparison.OrdinalIgnoreCase);
        if (DecidedTexts.Of(value, use.Scope) is { IsEmpty: false } decided)
        {
            var isByRun = use.Scope.Job?.Matrix.IsIncludedAlone is true;
            return decided.Any(text => text.Length > longest) ? [] : [.. (isByRun ? decided : decided.Distinct(StringComparer.Ordinal)).Select(CredentialFormats.MaskAll)];
        }

        // Where the runs are not known, each value that is written may be the one.
        var texts = hasMatrix && use.Scope.Job?.Matrix.Runs is null ? StaticTexts.Of(value, use.Scope) : [];
        return !texts.IsEmpty && texts.All(text => text.IsKnown && text.Located.Value.Length <= longest) ? [.. texts.Select(text => CredentialFormats.MaskAll(text.Located.Value)).Distinct(StringComparer.Ordinal)] : [];
    }

    /// <summary>Reads named values: <c>env</c>, <c>with</c>.</summary>
    public ImmutableArray<Setting> Settings(YamlNode? node, TextUse use)
    {
        switch (node)
        {
            case YamlMapping mapping:
                var settings = ImmutableArray.CreateBuilder<Setting>(mapping.Entries.Length);
                foreach (var entry in mapping.Entries)
                {
                    settings.Add(Setting(entry, use));
                }

                return settings.DrainToImmutable();
            case YamlScalar { IsNull: false } computed:
                Interpolations(computed, use);
                return [];
            default:
                return [];
        }
    }

    /// <summary>The text, literal credentials masked and kept.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the variable or input that holds it; null for a script.</param>
    /// <param name="use">What it is for.</param>
    public string Masked(YamlScalar text, string? name, TextUse use) => credentials.Masked(text, name, use.Subject);

    /// <summary>Keeps a text that can only be a credential.</summary>
    public void Password(YamlScalar text, TextUse use) => credentials.Password(text, "password of a container registry", use.Subject);

    /// <summary>What the platform pastes into a text.</summary>
    public ImmutableArray<Interpolation> Interpolations(YamlScalar text, TextUse use)
    {
        if (!text.HasExpression())
        {
            return [];
        }

        seen.Add(text);
        var expressions = ExpressionScanner.Scan(text.Value);
        var scope = use.Scope.Origins;
        var found = ImmutableArray.CreateBuilder<Interpolation>(expressions.Length);
        foreach (var expression in expressions)
        {
            found.Add(new Interpolation
            {
                Text = expression.Text,
                Span = text.PlaceOf(expression.Offset, expression.Length),
                Offset = expression.Offset,
                Provenance = TextOrigins.Of(expression.Root, scope),
                Mechanism = Mechanism.Pasted,
                Secrets = expression.Root is null ? [] : Secrets(text, expression.Root, expression.Offset, expression.Length, use),
                MayBeToken = OwnToken.MayBeIn(expression.Text, isCalled),
                Steps = expression.Root is null ? [] : StepReferences.Of(expression.Root),
                Input = DecidedTexts.InputOf(expression.Root, use.Scope),
                Choices = use.Place is SecretPlace.Script ? Choices(expression, use) : [],
            });
        }

        return found.DrainToImmutable();
    }

    private ImmutableArray<string> Choices(EmbeddedExpression expression, TextUse use)
    {
        if (choices <= 0)
        {
            return [];
        }

        var texts = DecidedTexts.Of(expression, use.Scope);
        choices -= texts.Sum(text => text.Length + 1);
        return choices < 0 ? [] : [.. texts.Select(CredentialFormats.MaskAll)];
    }

    /// <summary>The condition of a job or step.</summary>
    public Condition Condition(YamlScalar text, TextUse use)
    {
        var condition = use with { Place = SecretPlace.Condition };
        if (text.HasExpression())
        {
            foreach (var expression in ExpressionScanner.Scan(text.Value).Where(expression => expression.Root is not null))
            {
                _ = Secrets(text, expression.Root!, expression.Offset, expression.Length, condition);
            }
        }
        else if (ExpressionParser.Parse(text.Value).Root is { } root)
        {
            _ = Secrets(text, root, 0, text.Value.Length, condition);
        }

        seen.Add(text);
        return ConditionReader.Read(text, use.Scope.Origins);
    }

    /// <summary>Reads the secrets of every text of a node that was not read yet.</summary>
    public void Rest(YamlNode? node, TextUse use)
    {
        switch (node)
        {
            case YamlScalar scalar when scalar.HasExpression() && !seen.Contains(scalar):
                Interpolations(scalar, use);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    Rest(entry.Value, use);
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Rest(item, use);
                }

                break;
        }
    }

    /// <summary>The secrets that a text is made of.</summary>
    public static ImmutableArray<string> SecretsOf(ImmutableArray<Interpolation> interpolations) =>
        interpolations.All(interpolation => interpolation.Secrets.IsEmpty) ? [] : [.. interpolations.SelectMany(interpolation => interpolation.Secrets).Distinct(StringComparer.Ordinal)];

    private ImmutableArray<string> Secrets(YamlScalar text, Expression root, int offset, int length, TextUse use)
    {
        var before = secrets.Count;
        foreach (var secret in SecretReferences.Of(root))
        {
            Add(secret.Kind, secret.Name, text, secret.Offset, secret.Length, use);
        }

        // The pipeline's own token has two names.
        const string Token = "github.token";
        if (text.Value.IndexOf(Token, offset, length, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            Add(SecretUseKind.Named, "GITHUB_TOKEN", text, at, Token.Length, use);
        }

        return secrets.Count == before ? [] : [.. secrets.Skip(before).Select(secret => secret.Name ?? SecretUse.AnyName).Distinct(StringComparer.Ordinal)];
    }

    private void Add(SecretUseKind kind, string? name, YamlScalar text, int offset, int length, TextUse use) => secrets.Add(new SecretUse
    {
        Kind = kind,
        Name = name,
        Text = text.Value.Substring(offset, length),
        Span = text.PlaceOf(offset, length),
        Place = use.Place,
        Job = use.Scope.Job?.Id,
        Step = use.Step,
    });
}
