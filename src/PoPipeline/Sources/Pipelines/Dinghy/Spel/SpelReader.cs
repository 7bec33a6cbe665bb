using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Dinghy.Spel;

/// <summary>Reads the expressions of a text, as far as they can be read, and finds who controls what they give.</summary>
/// <remarks>Source: https://docs.spring.io/spring-framework/reference/core/expressions/language-ref.html and https://spinnaker.io/docs/reference/pipeline/expressions/.</remarks>
internal sealed class SpelReader
{
    private const int Deepest = 60;
    private const int MostExpressions = 500;

    private static readonly string[] Comparing = ["==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge", "matches", "instanceof", "between"];
    private static readonly SearchValues<char> Operators = SearchValues.Create("$;&|`<>\\ ");
    private static readonly string[] Joining = ["+", "-", "*", "/", "%", "^", "div", "mod"];

    // What is left of a text by them has no operator of a shell.
    private static readonly string[] Counting = ["length", "size", "hashCode", "contains", "containsKey", "equals", "equalsIgnoreCase", "isEmpty", "matches", "startsWith", "endsWith", "indexOf", "lastIndexOf", "intValue", "longValue", "compareTo"];

    private readonly ImmutableArray<string> tokens;
    private readonly SpelSources sources;
    private int next;
    private int depth;
    private string? fault;

    private SpelReader(ImmutableArray<string> tokens, SpelSources sources)
    {
        this.tokens = tokens;
        this.sources = sources;
    }

    /// <summary>The expressions of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sources">Who controls what they ask for.</param>
    public static ImmutableArray<SpelExpression> In(string text, SpelSources sources)
    {
        var found = ImmutableArray.CreateBuilder<SpelExpression>();
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0 && found.Count < MostExpressions; at = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var end = SpelTokens.EndOf(text, at);
            if (end < 0)
            {
                break;
            }

            found.Add(Read(text[(at + 2)..(end - 1)], sources) with { Offset = at, Text = text[at..end] });
            at = end;
        }

        return found.DrainToImmutable();
    }

    /// <summary>An expression.</summary>
    /// <param name="text">What stands between its marks.</param>
    /// <param name="sources">Who controls what it asks for.</param>
    public static SpelExpression Read(string text, SpelSources sources)
    {
        var reader = new SpelReader(SpelTokens.In(text), sources);
        if (reader.tokens.IsEmpty)
        {
            return new SpelExpression(0, text, Provenance.Constant, Constant: null) { Fault = "the expression is empty" };
        }

        var value = reader.Choice();
        if (reader.next < reader.tokens.Length)
        {
            reader.fault ??= $"'{reader.tokens[reader.next]}' means nothing where it stands";

            // What cannot be read may hold whatever is named in it.
            while (reader.next < reader.tokens.Length)
            {
                var before = reader.next;
                value = value with { Provenance = Provenance.Join(value.Provenance, reader.Choice().Provenance) };
                reader.next = Math.Max(reader.next, before + 1);
            }
        }

        return new SpelExpression(0, text, value.Provenance, value.Literal switch { "true" => true, "false" => false, _ => null }) { Fault = reader.fault };
    }

    // The literal is what the value is in every run: a text, a number or a truth value.
    private sealed record Value(Provenance Provenance, string? Literal = null)
    {
        public static Value Constant { get; } = new(Provenance.Constant);

        public ImmutableArray<string> Path { get; init; } = [];
    }

    private string Current => next < tokens.Length ? tokens[next] : "";

    private bool Take(string token)
    {
        if (Current != token || token.Length == 0)
        {
            return false;
        }

        next++;
        return true;
    }

    private void Want(string token)
    {
        if (!Take(token))
        {
            fault ??= next < tokens.Length ? $"'{token}' is missing before '{Current}'" : $"'{token}' is missing at the end";
        }
    }

    // condition ? one : other, value ?: other
    private Value Choice()
    {
        if (++depth > Deepest)
        {
            fault ??= "it is nested deeper than is read";
            next = tokens.Length;
            return new Value(Provenance.Unknown);
        }

        var value = Either();
        if (Take("?:"))
        {
            value = new Value(Provenance.Join(value.Provenance, Choice().Provenance));
        }
        else if (Take("?"))
        {
            var one = Choice();
            Want(":");
            var other = Choice();
            value = value.Literal is "true" ? one : value.Literal is "false" ? other : new Value(Provenance.Join(one.Provenance, other.Provenance));
        }

        depth--;
        return value;
    }

    // What compares gives a truth value, whoever wrote what is compared.
    private Value Either()
    {
        var value = Both();
        while (Current is "||" or "or")
        {
            next++;
            value = new Value(Provenance.Constant, Compared("||", value.Literal, Both().Literal));
        }

        return value;
    }

    private Value Both()
    {
        var value = Relation();
        while (Current is "&&" or "and")
        {
            next++;
            value = new Value(Provenance.Constant, Compared("&&", value.Literal, Relation().Literal));
        }

        return value;
    }

    private Value Relation()
    {
        var value = Sum();
        while (Array.IndexOf(Comparing, Current) >= 0)
        {
            var mark = tokens[next++];
            value = new Value(Provenance.Constant, Compared(mark, value.Literal, Sum().Literal));
        }

        return value;
    }

    private static string? Compared(string mark, string? one, string? other) => (mark, one, other) switch
    {
        ("&&", "true", "true") or ("||", "true", _) or ("||", _, "true") => "true",
        ("&&", "false", _) or ("&&", _, "false") or ("||", "false", "false") => "false",
        ("==" or "eq", not null, not null) => one == other ? "true" : "false",
        ("!=" or "ne", not null, not null) => one != other ? "true" : "false",
        _ => null,
    };

    private Value Sum()
    {
        var value = Unary();
        while (Array.IndexOf(Joining, Current) >= 0)
        {
            next++;
            value = new Value(Provenance.Join(value.Provenance, Unary().Provenance));
        }

        return value;
    }

    private Value Unary()
    {
        var isNot = false;
        var any = false;
        while (Current is "!" or "not" or "-" or "+")
        {
            isNot ^= Current is "!" or "not";
            any |= Current is "!" or "not";
            next++;
        }

        var value = Behind(Primary());
        return !any ? value : new Value(Provenance.Constant, value.Literal switch { "true" => isNot ? "false" : "true", "false" => isNot ? "true" : "false", _ => null });
    }

    private Value Primary()
    {
        var token = Current;
        if (token.Length == 0)
        {
            fault ??= "a value is missing at the end";
            return Value.Constant;
        }

        next++;
        switch (token)
        {
            case "(":
                var inner = Choice();
                Want(")");
                return inner with { Path = [] };
            case "{":
                return List("}");
            case "#":
                return Function();
            case "T" when Current is "(":
                next++;
                while (next < tokens.Length && Current is not ")")
                {
                    next++;
                }

                Want(")");
                return Value.Constant;
            case "new":
                while (next < tokens.Length && Current is not ("(" or "["))
                {
                    next++;
                }

                return Current is "(" ? Arguments() : Value.Constant;
            case "@":
                next += next < tokens.Length ? 1 : 0;
                return Value.Constant;
            case "null" or "true" or "false":
                return new Value(Provenance.Constant, token);
        }

        if (token[0] is '\'' or '"')
        {
            if (token.Length < 2 || token[^1] != token[0])
            {
                fault ??= "a text is not closed by a quote";
            }

            return new Value(Provenance.Constant, token.Trim(token[0]));
        }

        if (char.IsAsciiDigit(token[0]))
        {
            return new Value(Provenance.Constant, token);
        }

        if (!char.IsLetter(token[0]) && token[0] is not '_')
        {
            fault ??= $"'{token}' means nothing where it stands";
            return Value.Constant;
        }

        return new Value(sources.Of([token]) ?? (token is "trigger" or "execution" or "parameters" ? Provenance.Constant : Provenance.Unknown with { Sources = [token] })) { Path = [token] };
    }

    // #name(arguments), or a variable of the expression itself.
    private Value Function()
    {
        var name = next < tokens.Length ? tokens[next++] : "";
        if (Current is not "(")
        {
            return name is "this" or "root" ? Value.Constant with { Path = name is "root" ? [] : ["this"] } : new Value(Provenance.Unknown with { Sources = [$"#{name}"] }) { Path = name is "stage" ? [] : [$"#{name}"] };
        }

        var arguments = Arguments();
        return name switch
        {
            "alphanumerical" => new Value(arguments.Provenance.AtMost(Charset.Limited)),
            "toInt" or "toFloat" or "toBoolean" or "toBase64" => new Value(arguments.Provenance.AtMost(Charset.Limited)),
            "pipelineId" or "pipelineIdOrNull" or "pipelineIdInApplication" or "stageExists" or "dateTime" or "cfServiceKey" or "judgement" or "judgment" or "triggerResolvedArtifact" or "triggerResolvedArtifactByType" or "deployedServerGroups" or "currentUser" or "currentStage"
                => new Value(name is "triggerResolvedArtifact" or "triggerResolvedArtifactByType" ? new Provenance(Origin.Contributor, Charset.Line) { Sources = [$"#{name}"] } : Provenance.Constant),
            "toJson" or "readJson" or "readYaml" or "fromBase64" or "doReplace" => arguments with { Path = [] },
            "stage" or "stageByRefId" or "fromUrl" or "jsonFromUrl" or "yamlFromUrl" or "propertiesFromUrl" or "manifestLabelValue" => new Value(Provenance.Join(Provenance.Unknown with { Sources = [$"#{name}"] }, arguments.Provenance)) { Path = [$"#{name}"] },
            _ => new Value(Provenance.Join(Provenance.Unknown with { Sources = [$"#{name}"] }, arguments.Provenance)),
        };
    }

    private Value Arguments()
    {
        next++;
        return List(")");
    }

    private Value List(string close)
    {
        var all = Provenance.Constant;
        while (next < tokens.Length && Current != close)
        {
            var before = next;
            all = Provenance.Join(all, Choice().Provenance);

            // An entry of a map has a colon in it.
            if (!Take(",") && !Take(":") && Current != close)
            {
                fault ??= $"'{close}' is missing before '{Current}'";
                next = Math.Max(next, before + 1);
            }
        }

        Want(close);
        return new Value(all);
    }

    // .name, ?.name, ['name'], [0], .method(arguments), .?[selection], .![projection]
    private Value Behind(Value value)
    {
        while (true)
        {
            if (Take(".") || Take("?."))
            {
                if (Current is "?[" or "![" or "^[" or "$[")
                {
                    next++;
                    _ = Choice();
                    Want("]");
                    continue;
                }

                var name = next < tokens.Length ? tokens[next++] : "";
                if (name.Length == 0)
                {
                    fault ??= "a name is missing behind the dot";
                }

                value = Current is "(" ? Method(value, name) : Property(value, name);
            }
            else if (Current is "?[" or "![" or "^[" or "$[")
            {
                next++;
                _ = Choice();
                Want("]");
            }
            else if (Take("["))
            {
                var key = Choice();
                Want("]");
                value = key.Literal is { } literal ? Property(value, literal) : value with { Path = [] };
            }
            else
            {
                return value;
            }
        }
    }

    private Value Property(Value value, string name)
    {
        if (value.Path.IsEmpty)
        {
            return value with { Literal = null };
        }

        var path = value.Path.Add(name);
        return new Value(sources.Of(path) ?? value.Provenance) { Path = path };
    }

    private Value Method(Value value, string name)
    {
        var start = next + 1;
        var arguments = Arguments();
        if (Array.IndexOf(Counting, name) >= 0)
        {
            return Value.Constant;
        }

        // What is not of a few letters is taken out: replaceAll('[^a-z0-9]', '-').
        if (name is "replaceAll" && start < tokens.Length && tokens[start].Length > 3 && tokens[start][1..].StartsWith("[^", StringComparison.Ordinal) && tokens[start].TrimEnd('\'', '"', '+', '*') is [.., ']'] && !tokens[start].AsSpan(3).ContainsAny(Operators))
        {
            return new Value(Provenance.Join(value.Provenance.AtMost(Charset.Limited), arguments.Provenance));
        }

        // trigger.get('payload'), trigger.payload.getOrDefault('a', 'b')
        if (name is "get" && !value.Path.IsEmpty && start < tokens.Length && tokens[start] is ['\'' or '"', ..])
        {
            return Property(value, tokens[start].Trim('\'', '"'));
        }

        return new Value(Provenance.Join(value.Provenance, arguments.Provenance));
    }
}
