using System.Collections.Immutable;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Reads a program of jq as far as to say which fields of its input its answer is made of. A field is told by its last two names: "labels.name". What cannot be read
/// is made of everything.
/// </summary>
internal sealed class JsonQuery
{
    /// <summary>What stands for the input itself, and for what cannot be told.</summary>
    public const string Everything = "*";

    // Deeper than this nobody writes, and the stack bears it.
    private const int Deepest = 64;

    private static readonly ImmutableHashSet<string> None = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private static readonly ImmutableHashSet<string> All = None.Add(Everything);

    // What they give is a number, a word of jq's own, or a yes or no, whatever they are given.
    private static readonly ImmutableHashSet<string> Telling = ImmutableHashSet.Create(
        StringComparer.Ordinal, "length", "utf8bytelength", "any", "all", "test", "contains", "inside", "startswith", "endswith", "has", "in", "index", "rindex", "indices", "tonumber", "not", "type",
        "now", "empty", "error", "halt", "halt_error", "isvalid", "isnull", "IN", "floor", "ceil", "round", "sqrt", "range", "true", "false", "null", "mktime", "fromdate", "fromdateiso8601", "infinite", "nan", "input_line_number");

    private readonly string text;
    private readonly Dictionary<string, ImmutableHashSet<string>> variables = new(StringComparer.Ordinal);
    private int at;
    private int depth;
    private bool isLost;

    private JsonQuery(string text) => this.text = text;

    /// <summary>The fields that the answer is made of; none where it is a number, a truth or a text of the program's own.</summary>
    public static ImmutableHashSet<string> FieldsOf(string program)
    {
        var query = new JsonQuery(program);
        var fields = query.Pipe(All);
        query.Blanks();
        return query.isLost || query.at < program.Length ? All : fields;
    }

    // a | b, and a as $x | b.
    private ImmutableHashSet<string> Pipe(ImmutableHashSet<string> input)
    {
        var left = Comma(input);
        while (!isLost)
        {
            if (Word("as"))
            {
                Blanks();
                if (!Take('$'))
                {
                    isLost = true;
                    break;
                }

                variables[Name()] = left;
                left = input;
            }
            else if (Take('|') && !Peek('='))
            {
                input = left;
                left = Comma(input);
            }
            else
            {
                break;
            }
        }

        return left;
    }

    private ImmutableHashSet<string> Comma(ImmutableHashSet<string> input)
    {
        var left = Choice(input);
        while (!isLost && Take(','))
        {
            left = left.Union(Choice(input));
        }

        return left;
    }

    private ImmutableHashSet<string> Choice(ImmutableHashSet<string> input)
    {
        var left = Test(input);
        while (!isLost && Take("//"))
        {
            left = left.Union(Test(input));
        }

        return left;
    }

    // What is compared gives a yes or no.
    private ImmutableHashSet<string> Test(ImmutableHashSet<string> input)
    {
        var left = Sum(input);
        while (!isLost && (Word("and") || Word("or") || Take("==") || Take("!=") || Take("<=") || Take(">=") || Take('<') || Take('>')))
        {
            Sum(input);
            left = None;
        }

        return left;
    }

    private ImmutableHashSet<string> Sum(ImmutableHashSet<string> input)
    {
        var left = Postfix(input);
        while (!isLost)
        {
            Blanks();
            if (Starts("//") || !(Take('+') || Take('-') || Take('*') || Take('/') || Take('%')))
            {
                break;
            }

            left = left.Union(Postfix(input));
        }

        return left;
    }

    private ImmutableHashSet<string> Postfix(ImmutableHashSet<string> input)
    {
        // Whatever stands in something else comes through here.
        isLost |= depth >= Deepest;
        if (isLost)
        {
            return All;
        }

        depth++;
        var value = Term(input);
        while (!isLost && at < text.Length)
        {
            if (text[at] is '?')
            {
                at++;
            }
            else if (text[at] is '[')
            {
                at++;
                value = Index(value, input);
            }
            else if (text[at] is '.' && at + 1 < text.Length && (IsNameStart(text[at + 1]) || text[at + 1] is '"' or '['))
            {
                at++;
                value = Member(value, input);
            }
            else
            {
                break;
            }
        }

        depth--;
        return value;
    }

    private ImmutableHashSet<string> Term(ImmutableHashSet<string> input)
    {
        Blanks();
        if (at >= text.Length)
        {
            isLost = true;
            return All;
        }

        switch (text[at])
        {
            case '.':
                at++;
                if (Peek('.'))
                {
                    at++;
                    return All;
                }

                return at < text.Length && (IsNameStart(text[at]) || text[at] is '"') ? Member(input, input) : input;
            case '"':
                return Text(input);
            case '(':
                at++;
                return Closed(Pipe(input), ')');
            case '[':
                at++;
                Blanks();
                return Take(']') ? None : Closed(Pipe(input), ']');
            case '{':
                at++;
                return Object(input);
            case '$':
                at++;
                return variables.GetValueOrDefault(Name(), All);
            case '@':
                at++;
                var format = Name();
                Blanks();
                return Peek('"') ? Text(input) : format is "base64" or "base32" ? None : input;
            case '-':
                at++;
                return Postfix(input);
            default:
                return char.IsAsciiDigit(text[at]) ? Number() : Call(input);
        }
    }

    private ImmutableHashSet<string> Call(ImmutableHashSet<string> input)
    {
        var name = Name();
        if (name.Length == 0 || name is "reduce" or "foreach" or "def" or "try" or "label" or "import" or "include" or "input" or "inputs" or "env")
        {
            isLost = true;
            return All;
        }

        if (name is "if")
        {
            return If(input);
        }

        var arguments = new List<ImmutableHashSet<string>>();
        if (Peek('('))
        {
            at++;
            do
            {
                arguments.Add(Pipe(input));
            }
            while (!isLost && Take(';'));
            Closed(None, ')');
        }

        return Telling.Contains(name) ? None : name switch
        {
            "map" or "first" or "last" or "limit" or "nth" or "until" or "add" or "min" or "max" or "flatten" or "map_values" or "with_entries" or "recurse" or "walk" or "getpath" or "path" or "paths"
                when arguments.Count > 0 => arguments[^1],
            "sub" or "gsub" or "join" => arguments.Aggregate(input, (all, argument) => all.Union(argument)),
            _ => input,
        };
    }

    private ImmutableHashSet<string> If(ImmutableHashSet<string> input)
    {
        var made = None;
        Pipe(input);
        while (!isLost && Word("then"))
        {
            made = made.Union(Pipe(input));
            if (Word("elif"))
            {
                Pipe(input);
            }
        }

        made = Word("else") ? made.Union(Pipe(input)) : made.Union(input);
        isLost |= !Word("end");
        return made;
    }

    private ImmutableHashSet<string> Object(ImmutableHashSet<string> input)
    {
        var made = None;
        do
        {
            Blanks();
            if (Peek('}'))
            {
                break;
            }

            ImmutableHashSet<string> key;
            if (Take('('))
            {
                key = Closed(Pipe(input), ')');
            }
            else if (Peek('"'))
            {
                var start = at;
                key = Text(input);
                key = start + 1 < at && !Peek(':') ? Field(input, text[(start + 1)..(at - 1)]) : key;
            }
            else if (Take('$'))
            {
                key = variables.GetValueOrDefault(Name(), All);
            }
            else
            {
                Take('@');
                var name = Name();
                isLost |= name.Length == 0;
                Blanks();
                key = Peek(':') ? None : Field(input, name);
            }

            made = made.Union(key);
            if (Take(':'))
            {
                made = made.Union(Choice(input));
            }
        }
        while (!isLost && Take(','));
        return Closed(made, '}');
    }

    private ImmutableHashSet<string> Member(ImmutableHashSet<string> of, ImmutableHashSet<string> input)
    {
        if (Peek('['))
        {
            at++;
            return Index(of, input);
        }

        if (!Peek('"'))
        {
            return Field(of, Name());
        }

        var start = at;
        var inside = Text(input);
        return inside.IsEmpty && at - 1 > start ? Field(of, text[(start + 1)..(at - 1)]) : All;
    }

    // [], [0], [1:2], ["name"], [.other].
    private ImmutableHashSet<string> Index(ImmutableHashSet<string> of, ImmutableHashSet<string> input)
    {
        Blanks();
        if (Take(']'))
        {
            return of;
        }

        var start = at;
        var isText = Peek('"');
        if (!Take(':'))
        {
            Pipe(input);
        }
        else
        {
            Sum(input);
        }

        if (Take(':') && !Peek(']'))
        {
            Sum(input);
        }

        var name = isText && at - 1 > start ? text[(start + 1)..at].TrimEnd().TrimEnd('"') : null;
        return Closed(name is null ? of : Field(of, name), ']');
    }

    private static ImmutableHashSet<string> Field(ImmutableHashSet<string> of, string name) =>
        of.IsEmpty ? None : [.. of.Select(parent => parent is Everything ? name : $"{parent[(parent.LastIndexOf('.') + 1)..]}.{name}")];

    // A text, with what is set into it.
    private ImmutableHashSet<string> Text(ImmutableHashSet<string> input)
    {
        var made = None;
        at++;
        while (at < text.Length && text[at] is not '"')
        {
            if (text[at] is not '\\')
            {
                at++;
            }
            else if (at + 1 < text.Length && text[at + 1] is '(')
            {
                at += 2;
                made = made.Union(Closed(Pipe(input), ')'));
                if (isLost)
                {
                    return All;
                }
            }
            else
            {
                at += 2;
            }
        }

        isLost |= at >= text.Length;
        at = Math.Min(at + 1, text.Length);
        return made;
    }

    private ImmutableHashSet<string> Number()
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.'))
        {
            at++;
        }

        return None;
    }

    private string Name()
    {
        var start = at;
        while (at < text.Length && (IsNameStart(text[at]) || (at > start && char.IsAsciiDigit(text[at]))))
        {
            at++;
        }

        return text[start..at];
    }

    private ImmutableHashSet<string> Closed(ImmutableHashSet<string> value, char end)
    {
        isLost |= !Take(end);
        return value;
    }

    private void Blanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private bool Starts(string sign) => text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal);

    private bool Peek(char sign) => at < text.Length && text[at] == sign;

    private bool Take(char sign)
    {
        Blanks();
        if (!Peek(sign))
        {
            return false;
        }

        at++;
        return true;
    }

    private bool Take(string sign)
    {
        Blanks();
        if (!Starts(sign))
        {
            return false;
        }

        at += sign.Length;
        return true;
    }

    private bool Word(string word)
    {
        Blanks();
        if (!Starts(word) || (at + word.Length < text.Length && (IsNameStart(text[at + word.Length]) || char.IsAsciiDigit(text[at + word.Length]))))
        {
            return false;
        }

        at += word.Length;
        return true;
    }

    private static bool IsNameStart(char sign) => char.IsAsciiLetter(sign) || sign is '_';
}
