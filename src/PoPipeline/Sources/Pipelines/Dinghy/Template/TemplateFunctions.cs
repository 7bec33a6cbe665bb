using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>The functions that a template may call, and what those make that give the same in every run.</summary>
/// <remarks>Source: https://pkg.go.dev/text/template#hdr-Functions, https://masterminds.github.io/sprig/ and https://docs.atom.codes/sprout.</remarks>
internal static class TemplateFunctions
{
    /// <summary>The functions of Dinghy itself, which are evaluated where it has them.</summary>
    public static FrozenSet<string> Own { get; } = FrozenSet.Create(StringComparer.Ordinal, "module", "local_module", "appModule", "pipelineID", "var", "makeSlice");

    /// <summary>Functions that exist and that are not evaluated: what they give differs from run to run, is made of keys, or is too much for what files of pipelines are.</summary>
    public static FrozenSet<string> NotEvaluated { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "abbrev", "abbrevboth", "adler32sum", "ago", "bcrypt", "buildCustomCert", "call", "chunk", "cosine", "date", "dateAgo", "dateInZone", "dateModify", "date_in_zone", "date_modify", "decryptAES", "deepCopy", "deepEqual", "derivePassword",
        "dig", "duration", "durationRound", "ellipsis", "ellipsisBoth", "encryptAES", "env", "expandEnv", "expandenv", "fromYaml", "genCA", "genCAWithKey", "genPrivateKey", "genSelfSignedCert", "genSelfSignedCertWithKey", "genSignedCert",
        "genSignedCertWithKey", "getHostByName", "hello", "html", "htmlDate", "htmlDateInZone", "htmlDateZone", "htpasswd", "js", "kindIs", "kindOf", "merge", "mergeOverwrite", "mustAppend", "mustChunk", "mustCompact", "mustDateModify", "mustDeepCopy",
        "mustFirst", "mustFromYaml", "mustHas", "mustInitial", "mustLast", "mustMerge", "mustMergeOverwrite", "mustPrepend", "mustPush", "mustRegexFind", "mustRegexFindAll", "mustRegexMatch", "mustRegexReplaceAll", "mustRegexReplaceAllLiteral",
        "mustRegexSplit", "mustRest", "mustReverse", "mustSlice", "mustToDate", "mustToDuration", "mustToPrettyJson", "mustToRawJson", "mustToYaml", "mustUniq", "mustWithout", "must_date_modify", "now", "osBase", "osClean", "osDir", "osExt", "osIsAbs", "pluck",
        "println", "randAlpha", "randAlphaNum", "randAlphaNumeric", "randAscii", "randBytes", "randInt", "randNumeric", "regexFind", "regexFindAll", "regexMatch", "regexQuoteMeta", "regexReplaceAll", "regexReplaceAllLiteral", "regexSplit", "seq", "semver",
        "semverCompare", "sha1Sum", "sha1sum", "sha256Sum", "sha256sum", "sha512Sum", "sha512sum", "shuffle", "splitn", "toDate", "toDecimal", "toDuration", "toIndentYaml", "toLocalDate", "toOctal", "toPrettyJson", "toYaml", "typeIs", "typeIsLike", "typeOf", "unixEpoch",
        "urlJoin", "urlParse", "urlquery", "uuidv4", "wrap", "wrapWith", "wrapWithSymbol", "plural", "initials", "swapcase", "swapCase", "untitle", "print_r", "hasField", "flatten", "cases", "dunno", "sortByField", "base32Encode", "base32Decode", "b32enc", "b32dec",
        "formatDuration", "add1f", "addf", "subf", "divf", "mulf", "maxf", "minf", "ceil", "floor", "round", "biggest", "fail", "set", "unset", "pick", "omit", "values", "mustPick", "mustOmit", "toPascalCase", "toDotCase", "toPathCase", "toConstantCase", "capitalize", "uncapitalize");

    private static readonly FrozenDictionary<string, Func<object?[], object?>> Evaluated = new Dictionary<string, Func<object?[], object?>>(StringComparer.Ordinal)
    {
        ["and"] = values => Array.Find(values, value => !TemplateValues.IsTrue(value)) is { } stop ? stop : Array.Exists(values, value => value is null) ? null : values[^1],
        ["or"] = values => Array.Find(values, TemplateValues.IsTrue) ?? values[^1],
        ["not"] = values => !TemplateValues.IsTrue(values[0]),
        ["eq"] = values => values.Skip(1).Any(other => TemplateValues.AreSame(values[0], other)),
        ["ne"] = values => !TemplateValues.AreSame(values[0], values[1]),
        ["lt"] = values => Compare(values[0], values[1]) < 0,
        ["le"] = values => Compare(values[0], values[1]) <= 0,
        ["gt"] = values => Compare(values[0], values[1]) > 0,
        ["ge"] = values => Compare(values[0], values[1]) >= 0,
        ["len"] = values => values[0] switch { TemplateText text => Encoding.UTF8.GetByteCount(text.Value), List<object?> list => (long)list.Count, Dictionary<string, object?> entries => (long)entries.Count, _ => throw new FormatException() },
        ["index"] = values => values.Skip(1).Aggregate(values[0], Item),
        ["slice"] = values => values[0] is List<object?> list ? list[Index(values, 1, 0)..Index(values, 2, list.Count)] : new TemplateText(Text(values[0])[Index(values, 1, 0)..Index(values, 2, Text(values[0]).Length)]),
        ["print"] = values => new TemplateText(string.Concat(values.Select(TemplateValues.Print))),
        ["printf"] = values => new TemplateText(Format(Text(values[0]), values[1..])),

        ["trim"] = values => new TemplateText(Text(values[0]).Trim()),
        ["trimAll"] = values => new TemplateText(Text(values[1]).Trim(Text(values[0]).ToCharArray())),
        ["trimall"] = values => new TemplateText(Text(values[1]).Trim(Text(values[0]).ToCharArray())),
        ["trimPrefix"] = values => Text(values[1]).StartsWith(Text(values[0]), StringComparison.Ordinal) ? new TemplateText(Text(values[1])[Text(values[0]).Length..]) : values[1],
        ["trimSuffix"] = values => Text(values[1]).EndsWith(Text(values[0]), StringComparison.Ordinal) ? new TemplateText(Text(values[1])[..^Text(values[0]).Length]) : values[1],
        ["upper"] = values => new TemplateText(Text(values[0]).ToUpperInvariant()),
        ["toUpper"] = values => new TemplateText(Text(values[0]).ToUpperInvariant()),
        ["lower"] = values => new TemplateText(Lower(Text(values[0]))),
        ["toLower"] = values => new TemplateText(Lower(Text(values[0]))),
        ["title"] = values => new TemplateText(Title(Text(values[0]))),
        ["toTitleCase"] = values => new TemplateText(Title(Text(values[0]))),
        ["substr"] = values => Sub(Text(values[2]), Whole(values[0]), Whole(values[1])),
        ["trunc"] = values => Trunc(Text(values[1]), Whole(values[0])),
        ["repeat"] = values => Repeat(Whole(values[0]), Text(values[1])),
        ["nospace"] = values => new TemplateText(string.Concat(Text(values[0]).Where(one => !char.IsWhiteSpace(one)))),
        ["camelcase"] = values => new TemplateText(string.Concat(Words(Text(values[0])).Select(Title))),
        ["toCamelCase"] = values => new TemplateText(string.Concat(Words(Text(values[0])).Select(Title))),
        ["snakecase"] = values => new TemplateText(Lower(string.Join('_', Words(Text(values[0]))))),
        ["toSnakeCase"] = values => new TemplateText(Lower(string.Join('_', Words(Text(values[0]))))),
        ["kebabcase"] = values => new TemplateText(Lower(string.Join('-', Words(Text(values[0]))))),
        ["toKebabCase"] = values => new TemplateText(Lower(string.Join('-', Words(Text(values[0]))))),
        ["contains"] = values => Text(values[1]).Contains(Text(values[0]), StringComparison.Ordinal),
        ["hasPrefix"] = values => Text(values[1]).StartsWith(Text(values[0]), StringComparison.Ordinal),
        ["hasSuffix"] = values => Text(values[1]).EndsWith(Text(values[0]), StringComparison.Ordinal),
        ["quote"] = values => new TemplateText(string.Join(' ', values.Where(value => value is not null).Select(value => TemplateValues.Json(new TemplateText(TemplateValues.Print(value)))))),
        ["squote"] = values => new TemplateText(string.Join(' ', values.Where(value => value is not null).Select(value => $"'{TemplateValues.Print(value)}'"))),
        ["cat"] = values => new TemplateText(string.Join(' ', values.Where(value => value is not null).Select(TemplateValues.Print))),
        ["indent"] = values => Indented(Whole(values[0]), Text(values[1]), ""),
        ["nindent"] = values => Indented(Whole(values[0]), Text(values[1]), "\n"),
        ["replace"] = values => new TemplateText(Text(values[0]).Length == 0 ? Text(values[2]) : Text(values[2]).Replace(Text(values[0]), Text(values[1]), StringComparison.Ordinal)),
        ["toString"] = values => new TemplateText(TemplateValues.Print(values[0])),
        ["toStrings"] = values => ((List<object?>)values[0]!).ConvertAll<object?>(value => new TemplateText(TemplateValues.Print(value))),

        ["atoi"] = values => long.TryParse(Text(values[0]), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0L,
        ["int"] = values => Whole(values[0]),
        ["int64"] = values => Whole(values[0]),
        ["toInt"] = values => Whole(values[0]),
        ["toInt64"] = values => Whole(values[0]),
        ["float64"] = values => Number(values[0]),
        ["toFloat64"] = values => Number(values[0]),
        ["toBool"] = values => values[0] is bool truth ? truth : Text(values[0]) is "true" or "1",
        ["add"] = values => values.Sum(Whole),
        ["add1"] = values => Whole(values[0]) + 1,
        ["sub"] = values => Whole(values[0]) - Whole(values[1]),
        ["mul"] = values => values.Aggregate(1L, (product, value) => unchecked(product * Whole(value))),
        ["div"] = values => Whole(values[0]) / Whole(values[1]),
        ["mod"] = values => Whole(values[0]) % Whole(values[1]),
        ["max"] = values => values.Max(Whole),
        ["min"] = values => values.Min(Whole),
        ["until"] = values => Row(0, Whole(values[0]), Whole(values[0]) < 0 ? -1 : 1),
        ["untilStep"] = values => Row(Whole(values[0]), Whole(values[1]), Whole(values[2])),

        ["default"] = values => values.Length > 1 && TemplateValues.IsTrue(values[1]) ? values[1] : values[0],
        ["empty"] = values => !TemplateValues.IsTrue(values[0]),
        ["coalesce"] = values => Array.Find(values, TemplateValues.IsTrue),
        ["all"] = values => Array.TrueForAll(values, TemplateValues.IsTrue),
        ["any"] = values => Array.Exists(values, TemplateValues.IsTrue),
        ["ternary"] = values => TemplateValues.IsTrue(values[2]) ? values[0] : values[1],
        ["toJson"] = values => new TemplateText(TemplateValues.Json(values[0])),
        ["toRawJson"] = values => new TemplateText(TemplateValues.Json(values[0])),
        ["mustToJson"] = values => new TemplateText(TemplateValues.Json(values[0])),
        ["fromJson"] = values => FromJson(Text(values[0])),
        ["mustFromJson"] = values => FromJson(Text(values[0])),

        ["split"] = values => Text(values[1]).Split(Text(values[0])).Take(1000).Select((part, index) => (Key: $"_{index}", Value: (object?)new TemplateText(part))).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
        ["splitList"] = values => Text(values[1]).Split(Text(values[0])).Take(1000).Select(part => (object?)new TemplateText(part)).ToList(),
        ["join"] = values => new TemplateText(string.Join(Text(values[0]), (values[1] as List<object?> ?? [values[1]]).Select(TemplateValues.Print))),
        ["sortAlpha"] = values => ((List<object?>)values[0]!).Select(TemplateValues.Print).Order(StringComparer.Ordinal).Select(text => (object?)new TemplateText(text)).ToList(),
        ["list"] = values => values.ToList(),
        ["tuple"] = values => values.ToList(),
        ["first"] = values => ((List<object?>)values[0]!).FirstOrDefault(),
        ["last"] = values => ((List<object?>)values[0]!).LastOrDefault(),
        ["rest"] = values => ((List<object?>)values[0]!).Skip(1).ToList(),
        ["initial"] = values => ((List<object?>)values[0]!).SkipLast(1).ToList(),
        ["append"] = values => ((List<object?>)values[0]!).Append(values[1]).ToList(),
        ["push"] = values => ((List<object?>)values[0]!).Append(values[1]).ToList(),
        ["prepend"] = values => ((List<object?>)values[0]!).Prepend(values[1]).ToList(),
        ["concat"] = values => values.SelectMany(value => (List<object?>)value!).Take(10_000).ToList(),
        ["reverse"] = values => Enumerable.Reverse((List<object?>)values[0]!).ToList(),
        ["uniq"] = values => Distinct((List<object?>)values[0]!),
        ["compact"] = values => ((List<object?>)values[0]!).Where(TemplateValues.IsTrue).ToList(),
        ["without"] = values => ((List<object?>)values[0]!).Where(value => !values.Skip(1).Any(other => TemplateValues.AreSame(value, other))).ToList(),
        ["has"] = values => ((List<object?>)values[1]!).Any(value => TemplateValues.AreSame(value, values[0])),
        ["dict"] = values => values.Chunk(2).Select(pair => (Key: Text(pair[0]), Value: pair.Length > 1 ? pair[1] : new TemplateText(""))).GroupBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => entry.Last().Value, StringComparer.Ordinal),
        ["get"] = values => ((Dictionary<string, object?>)values[0]!).TryGetValue(Text(values[1]), out var value) ? value : new TemplateText(""),
        ["hasKey"] = values => ((Dictionary<string, object?>)values[0]!).ContainsKey(Text(values[1])),
        ["keys"] = values => values.SelectMany(value => ((Dictionary<string, object?>)value!).Keys).Order(StringComparer.Ordinal).Select(key => (object?)new TemplateText(key)).ToList(),

        ["b64enc"] = values => new TemplateText(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(values[0])))),
        ["base64Encode"] = values => new TemplateText(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(values[0])))),
        ["b64dec"] = values => new TemplateText(Encoding.UTF8.GetString(Convert.FromBase64String(Text(values[0])))),
        ["base64Decode"] = values => new TemplateText(Encoding.UTF8.GetString(Convert.FromBase64String(Text(values[0])))),
        ["base"] = values => new TemplateText(Text(values[0]).TrimEnd('/').Split('/')[^1]),
        ["pathBase"] = values => new TemplateText(Text(values[0]).TrimEnd('/').Split('/')[^1]),
        ["dir"] = values => new TemplateText(Text(values[0]).LastIndexOf('/') is > 0 and var slash ? Text(values[0])[..slash] : "."),
        ["pathDir"] = values => new TemplateText(Text(values[0]).LastIndexOf('/') is > 0 and var slash ? Text(values[0])[..slash] : "."),
        ["ext"] = values => new TemplateText(Text(values[0]).LastIndexOf('.') is >= 0 and var dot && dot > Text(values[0]).LastIndexOf('/') ? Text(values[0])[dot..] : ""),
        ["pathExt"] = values => new TemplateText(Text(values[0]).LastIndexOf('.') is >= 0 and var dot && dot > Text(values[0]).LastIndexOf('/') ? Text(values[0])[dot..] : ""),
        ["isAbs"] = values => Text(values[0]).StartsWith('/'),
        ["pathIsAbs"] = values => Text(values[0]).StartsWith('/'),
        ["clean"] = values => new TemplateText(string.Join('/', Text(values[0]).Split('/').Where((part, index) => part is not ("" or ".") || index == 0))),
        ["pathClean"] = values => new TemplateText(string.Join('/', Text(values[0]).Split('/').Where((part, index) => part is not ("" or ".") || index == 0))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of those that are evaluated.</summary>
    public static IReadOnlyCollection<string> EvaluatedNames => Evaluated.Keys;

    /// <summary>Whether there is such a function.</summary>
    /// <param name="name">The name.</param>
    public static bool Exists(string name) => Own.Contains(name) || Evaluated.ContainsKey(name) || NotEvaluated.Contains(name);

    /// <summary>What a function gives; false where it is not evaluated, or its arguments do not fit.</summary>
    /// <param name="name">The function.</param>
    /// <param name="values">Its arguments.</param>
    /// <param name="result">What it gives.</param>
    public static bool TryCall(string name, object?[] values, out object? result)
    {
        result = null;
        if (!Evaluated.TryGetValue(name, out var function))
        {
            return false;
        }

        try
        {
            result = function(values);
            return result is not TemplateText { Value.Length: > TemplateValues.LongestText };
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or FormatException or InvalidCastException or NullReferenceException or InvalidOperationException or DivideByZeroException or OverflowException or KeyNotFoundException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private static string Text(object? value) => value is TemplateText text ? text.Value : throw new FormatException();

    private static long Whole(object? value) => value switch
    {
        long number => number,
        double number => checked((long)number),
        bool truth => truth ? 1 : 0,
        TemplateText text => long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0,
        _ => 0,
    };

    private static double Number(object? value) => value switch { long number => number, double number => number, TemplateText text when double.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) => number, _ => 0 };

    private static int Compare(object? one, object? other) => (one, other) switch
    {
        (TemplateText first, TemplateText second) => string.CompareOrdinal(first.Value, second.Value),
        (long or double, long or double) => Number(one).CompareTo(Number(other)),
        _ => throw new FormatException(),
    };

    private static object? Item(object? value, object? key) => value switch
    {
        List<object?> list => list[(int)(long)key!],
        Dictionary<string, object?> entries => entries.GetValueOrDefault(Text(key)),
        TemplateText text => (long)Encoding.UTF8.GetBytes(text.Value)[(int)(long)key!],
        _ => throw new FormatException(),
    };

    private static int Index(object?[] values, int at, int otherwise) => at < values.Length ? (int)(long)values[at]! : otherwise;

    private static TemplateText Sub(string text, long start, long end) =>
        start < 0 ? new TemplateText(text[..(int)end]) : end < 0 || end > text.Length ? new TemplateText(text[(int)start..]) : new TemplateText(text[(int)start..(int)end]);

    private static TemplateText Trunc(string text, long count) =>
        count < 0 && text.Length + count > 0 ? new TemplateText(text[(int)(text.Length + count)..]) : count >= 0 && text.Length > count ? new TemplateText(text[..(int)count]) : new TemplateText(text);

    private static TemplateText Repeat(long count, string text) =>
        count < 0 || count * (text.Length + 1) > TemplateValues.LongestText ? throw new FormatException() : new TemplateText(string.Concat(Enumerable.Repeat(text, (int)count)));

    private static TemplateText Indented(long count, string text, string before) =>
        count is < 0 or > 100 ? throw new FormatException() : new TemplateText(before + new string(' ', (int)count) + text.Replace("\n", "\n" + new string(' ', (int)count), StringComparison.Ordinal));

    private static List<object?> Row(long start, long end, long step)
    {
        var row = new List<object?>();
        for (var at = start; step > 0 ? at < end : step < 0 && at > end; at += step)
        {
            if (row.Count > 1000)
            {
                throw new FormatException();
            }

            row.Add(at);
        }

        return row;
    }

    private static List<object?> Distinct(List<object?> list)
    {
        var seen = new List<object?>();
        foreach (var value in list)
        {
            if (!seen.Exists(other => TemplateValues.AreSame(value, other)))
            {
                seen.Add(value);
            }
        }

        return seen;
    }

    // Sprig writes names in lower case as they are meant for resources of Kubernetes.
#pragma warning disable CA1308
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    private static string Title(string text) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text);

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var isBreak = at == text.Length || text[at] is ' ' or '-' or '_' or '.';
            if (isBreak || (at > start && char.IsUpper(text[at]) && !char.IsUpper(text[at - 1])))
            {
                if (at > start)
                {
                    yield return text[start..at];
                }

                start = isBreak ? at + 1 : at;
            }
        }
    }

    // %s, %v, %d and %q; another verb is not evaluated.
    private static string Format(string format, object?[] values)
    {
        var made = new StringBuilder();
        var used = 0;
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] is not '%' || at + 1 >= format.Length)
            {
                _ = made.Append(format[at]);
                continue;
            }

            at++;
            _ = made.Append(format[at] switch
            {
                '%' => "%",
                's' or 'v' => TemplateValues.Print(values[used++]),
                'd' when values[used] is long => TemplateValues.Print(values[used++]),
                'q' => TemplateValues.Json(new TemplateText(TemplateValues.Print(values[used++]))),
                _ => throw new FormatException(),
            });
        }

        return made.ToString();
    }

    private static object? FromJson(string text)
    {
        using var document = System.Text.Json.JsonDocument.Parse(text, new System.Text.Json.JsonDocumentOptions { MaxDepth = 40 });
        return Of(document.RootElement);

        static object? Of(System.Text.Json.JsonElement element) => element.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => new TemplateText(element.GetString()!),
            System.Text.Json.JsonValueKind.Number => element.GetDouble(),
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            System.Text.Json.JsonValueKind.Array => element.EnumerateArray().Select(Of).ToList(),
            System.Text.Json.JsonValueKind.Object => element.EnumerateObject().GroupBy(entry => entry.Name, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Of(entry.Last().Value), StringComparer.Ordinal),
            _ => null,
        };
    }
}
