using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>
/// Says who controls the values of a file: what Jenkins hands over, what its steps give, and the variables and methods that are made of them. What is assigned somewhere
/// in a method counts for all of it, whatever the order.
/// </summary>
internal sealed class ValueReader
{
    // A value that goes through more variables than that, one set to the other against the order of the file, is followed no further.
    private const int Rounds = 4;

    private readonly Dictionary<string, Scope> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyValue> environment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyValue> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyNode?> written = new(StringComparer.Ordinal);
    private readonly Scope top = new(outer: null);
    private readonly Stack<ImmutableDictionary<string, string>> secrets = new([ImmutableDictionary.Create<string, string>(StringComparer.Ordinal)]);
    private readonly bool isLibrary;
    private Scope current;
    private bool changed;
    private bool isDeclaring;

    /// <summary>Reads what the file sets.</summary>
    /// <param name="script">The file.</param>
    /// <param name="isLibrary">Whether its methods are there for other files to call.</param>
    public ValueReader(GroovyScript script, bool isLibrary)
    {
        this.isLibrary = isLibrary;
        current = top;
        foreach (var method in script.All().OfType<GroovyMethod>())
        {
            if (!methods.TryGetValue(method.Name, out var scope))
            {
                methods[method.Name] = scope = new Scope(top);
            }

            foreach (var (index, parameter) in method.Parameters.Index())
            {
                // Whoever calls a step of a library says it; of a method of a pipeline all calls are in the file.
                scope.Names.TryAdd(parameter.Name, isLibrary ? new GroovyValue(new Provenance(Origin.Caller, Charset.Free) { Sources = [parameter.Name] }, []) : GroovyValue.Constant);
                scope.Parameters.TryAdd(index, parameter.Name);
            }
        }

        // A variable that is set further down is one all the same.
        for (var round = -1; round < Rounds; round++)
        {
            isDeclaring = round < 0;
            changed = isDeclaring;
            foreach (var statement in script.Statements)
            {
                Gather(statement);
            }

            if (!changed)
            {
                break;
            }
        }

        current = top;
    }

    /// <summary>Whether a variable of the environment is set by the file.</summary>
    public bool Sets(string name) => environment.ContainsKey(name);

    /// <summary>Begins the part of the file that a method is; null for what stands outside of all.</summary>
    public IDisposable Within(string? method)
    {
        var before = current;
        current = method is not null && methods.TryGetValue(method, out var scope) ? scope : top;
        return new Return(() => current = before);
    }

    /// <summary>Begins a part of the file in which variables hold secrets.</summary>
    /// <param name="bound">The variables, each with the name of its secret.</param>
    public IDisposable With(IEnumerable<KeyValuePair<string, string>> bound)
    {
        secrets.Push(secrets.Peek().SetItems(bound));
        return new Return(() => secrets.Pop());
    }

    /// <summary>The secret that a variable holds here; null where it holds none.</summary>
    public string? SecretIn(string variable) => secrets.Peek().GetValueOrDefault(variable);

    /// <summary>Declares a parameter of the pipeline.</summary>
    public void Declare(string name, Provenance provenance) => parameters[name] = new GroovyValue(provenance, []);

    /// <summary>The one text that a variable is set to, wherever it is set; null where there is none or more than one.</summary>
    public GroovyNode? WrittenAs(string name) => SecretIn(name) is null && written.TryGetValue(name, out var node) && node is not (GroovyList or GroovyMap) ? node : null;

    /// <summary>The list or the map that a variable is set to, or what stands in place of one.</summary>
    public GroovyNode? Listed(GroovyNode? node) => node is GroovyName { Name: var name } && written.GetValueOrDefault(name) is GroovyList or GroovyMap ? written[name] : node;

    /// <summary>Who controls a variable of the environment; null for one that neither the file nor Jenkins sets.</summary>
    public Provenance? Variable(string name) => SecretIn(name) is not null ? Provenance.Constant : Environment(name)?.Provenance;

    /// <summary>What is known of the value of an expression.</summary>
    public GroovyValue Of(GroovyNode node) => node switch
    {
        GroovyConstant or GroovyClosure => GroovyValue.Constant,
        GroovyText text => Join(text.Pieces.Select(piece => piece.Pasted).OfType<GroovyNode>()),
        GroovyName name => Named(name.Name),
        GroovyProperty property => OfProperty(property),
        GroovyIndex index => OfIndex(index),
        GroovyCall call => OfCall(call),
        GroovyChoice choice => GroovyValue.Join(Of(choice.Then ?? choice.Condition), Of(choice.Else)),
        GroovyOperation { Operands.Length: 1 } one => one.Operators[0] is "!" ? GroovyValue.Constant : Of(one.Operands[0]),
        GroovyOperation operation => operation.Operators.All(name => name is "+" or "<<" or "-" or "*" or "/") ? Join(operation.Operands) : GroovyValue.Constant,
        GroovyCast cast => cast.Type is "int" or "Integer" or "long" or "Long" or "boolean" or "Boolean" or "Double" or "Float" ? GroovyValue.Constant : Of(cast.Value),
        GroovyList list => Join(list.Items),
        GroovyMap map => Join(map.Entries.Select(entry => entry.Value)),
        GroovyNew created => created.Arguments.IsEmpty ? GroovyValue.Constant : Join(created.Arguments.Select(argument => argument.Value)),
        GroovyAssignment assignment => Of(assignment.Value),
        GroovyBlock block => Join(block.Body),
        GroovyJump { Value: { } value } => Of(value),
        _ => GroovyValue.Unknown,
    };

    private GroovyValue Join(IEnumerable<GroovyNode> nodes)
    {
        var all = GroovyValue.Constant;
        foreach (var node in nodes)
        {
            all = GroovyValue.Join(all, Of(node));
        }

        return all;
    }

    private GroovyValue Named(string name) =>
        SecretIn(name) is { } secret ? GroovyValue.Secret(secret)
        : current.Find(name) is { } local ? local
        : name is "WORKSPACE" or "it" && current.Find(name) is null ? (name is "it" ? GroovyValue.Unknown : GroovyValue.Constant)
        : Environment(name) ?? (name.Length > 0 && char.IsUpper(name[0]) && name.Any(char.IsLower) ? GroovyValue.Constant : GroovyValue.Unknown);

    private GroovyValue? Environment(string name) =>
        SecretIn(name) is { } secret ? GroovyValue.Secret(secret)
        : environment.TryGetValue(name, out var set) ? set
        : parameters.TryGetValue(name, out var parameter) ? parameter
        : KnownVariables.Find(name) is { } known ? new GroovyValue(known, [])
        : null;

    private GroovyValue Parameter(string name) => SecretIn(name) is { } secret ? GroovyValue.Secret(secret) : parameters.GetValueOrDefault(name) ?? new GroovyValue(new Provenance(Origin.Contributor, Charset.Line) { Sources = [$"params.{name}"] }, []);

    private GroovyValue OfProperty(GroovyProperty property)
    {
        if (property.Name is not { } name)
        {
            return GroovyValue.Join(Of(property.Receiver), Of(property.Computed!));
        }

        return property.Receiver switch
        {
            GroovyName { Name: "env" } => Environment(name) ?? GroovyValue.Unknown,
            GroovyName { Name: "params" } => Parameter(name),
            GroovyProperty { Name: "env", Receiver: GroovyName } => Environment(name) ?? GroovyValue.Unknown,
            GroovyProperty { Name: "params", Receiver: GroovyName } => Parameter(name),
            GroovyName { Name: "pullRequest" } => name is "title" or "body" or "headRef"
                ? new GroovyValue(new Provenance(Origin.Outsider, name is "body" ? Charset.Free : Charset.Line) { Sources = [$"pullRequest.{name}"], IsOneWord = name is "headRef" }, [])
                : GroovyValue.Constant,
            GroovyName { Name: "currentBuild" } => name is "displayName" or "description" ? GroovyValue.Unknown : name is "result" or "currentResult" or "number" or "id" or "duration" ? GroovyValue.Constant : GroovyValue.Unknown,
            GroovyName { Name: "this" } => Named(name),
            _ when name is "length" or "size" or "number" or "class" => GroovyValue.Constant,
            var receiver => Of(receiver),
        };
    }

    private GroovyValue OfIndex(GroovyIndex index) => index switch
    {
        { Receiver: GroovyName { Name: "env" }, Arguments: [{ Value: GroovyText { Plain: { } name } }] } => Environment(name) ?? GroovyValue.Unknown,
        { Receiver: GroovyName { Name: "params" }, Arguments: [{ Value: GroovyText { Plain: { } name } }] } => Parameter(name),
        { Receiver: GroovyName { Name: "params" } } => Parameter("*"),
        _ => Of(index.Receiver),
    };

    private GroovyValue OfCall(GroovyCall call)
    {
        if (call.Receiver is { } receiver && receiver is not GroovyName { Name: "this" or "steps" or "script" })
        {
            return OfMethod(call, receiver);
        }

        switch (call.Name)
        {
            case "credentials":
                return call.Positional.FirstOrDefault() is GroovyText { Plain: { } id } ? GroovyValue.Secret(id) : GroovyValue.Secret(SecretUse.AnyName);
            case "sh" or "bat" or "powershell" or "pwsh":
                return OfOutput(call);
            case "string" or "text" or "GString" or "escape":
                return Join(call.Arguments.Where(argument => argument.Name is "value" or null).Select(argument => argument.Value));
            case "input":
                return new GroovyValue(new Provenance(Origin.Contributor, Charset.Line) { Sources = ["input"] }, []);
            case "fileExists" or "isUnix" or "currentBuild" or "pwd" or "tool" or "libraryResource" or "getContext":
                return GroovyValue.Constant;
        }

        if (call.Name is { } name && methods.TryGetValue(name, out var scope) && scope.Result is { } result)
        {
            return result;
        }

        return GroovyValue.Unknown;
    }

    // What a program prints. Messages of commits are written by whoever wrote the commit.
    private static GroovyValue OfOutput(GroovyCall call)
    {
        var script = (call["script"] ?? call.Positional.FirstOrDefault()) as GroovyText;
        var text = script is null ? "" : string.Concat(script.Pieces.Select(piece => piece.Value));
        if (call["returnStatus"] is GroovyConstant { Text: "true" })
        {
            return GroovyValue.Constant;
        }

        if (text.Contains("rev-parse", StringComparison.Ordinal) && !text.Contains("abbrev-ref", StringComparison.Ordinal))
        {
            return GroovyValue.Constant;
        }

        var isMessage = text.Contains("git ", StringComparison.Ordinal) && (text.Contains("%B", StringComparison.Ordinal) || text.Contains("%s", StringComparison.Ordinal) || text.Contains("%b", StringComparison.Ordinal) || text.Contains("%an", StringComparison.Ordinal) || text.Contains("%cn", StringComparison.Ordinal));
        return isMessage ? new GroovyValue(new Provenance(Origin.Contributor, text.Contains("%B", StringComparison.Ordinal) || text.Contains("%b", StringComparison.Ordinal) ? Charset.Free : Charset.Line) { Sources = ["git log"] }, []) : GroovyValue.Unknown;
    }

    private GroovyValue OfMethod(GroovyCall call, GroovyNode receiver)
    {
        var isOfParameters = receiver is GroovyName { Name: "params" } or GroovyName { Name: "env" };
        switch (call.Name)
        {
            case "size" or "length" or "toInteger" or "toLong" or "toFloat" or "toDouble" or "toBoolean" or "asBoolean" or "isEmpty" or "isNumber" or "isInteger" or "contains" or "startsWith" or "endsWith" or "equals" or "equalsIgnoreCase" or "matches"
                or "indexOf" or "hashCode" or "containsKey" or "any" or "every" or "exists" or "digest":
                return GroovyValue.Constant;
            case "get" or "getAt" or "getProperty" when isOfParameters && call.Positional.FirstOrDefault() is GroovyText { Plain: { } name }:
                return receiver is GroovyName { Name: "params" } ? Parameter(name) : Environment(name) ?? GroovyValue.Unknown;
            case "encode" when receiver is GroovyName { Name: "URLEncoder" }:
                return Join(call.Positional).AtMost(Charset.Limited);
            case "encodeBase64":
                return Of(receiver).AtMost(Charset.Limited);
            case "format" or "join" or "valueOf" or "concat" or "plus" or "replace" or "replaceAll" or "replaceFirst" or "getOrDefault" or "padLeft" or "padRight" or "minus":
                return GroovyValue.Join(receiver is GroovyName { Name: "String" or "Date" } ? GroovyValue.Constant : Of(receiver), Join(call.Positional));
            default:
                return Of(receiver);
        }
    }

    private void Gather(GroovyNode node)
    {
        switch (node)
        {
            case GroovyMethod method:
                var before = current;
                current = methods[method.Name];
                foreach (var statement in method.Body)
                {
                    Gather(statement);
                }

                foreach (var result in isDeclaring ? [] : Results(method))
                {
                    var value = Of(result);
                    var joined = current.Result is null ? value : GroovyValue.Join(current.Result, value);
                    changed |= current.Result is null || joined.Provenance != current.Result.Provenance;
                    current.Result = joined;
                }

                current = before;
                return;
            case GroovyVariable { Value: { } value } variable:
                foreach (var name in variable.Names)
                {
                    Set(current, name.Name, value, isNew: true);
                }

                break;
            case GroovyAssignment { Target: GroovyName name } assignment:
                Set(current.Names.ContainsKey(name.Name) ? current : top, name.Name, assignment.Value, assignment.Operator is "=");
                break;
            case GroovyAssignment { Target: GroovyProperty { Receiver: GroovyName { Name: "env" }, Name: { } variable } } assignment:
                SetEnvironment(variable, Of(assignment.Value));
                break;
            case GroovyAssignment { Target: GroovyProperty { Receiver: GroovyName { Name: not ("currentBuild" or "this") } holder } } assignment when assignment.Value is not GroovyClosure:
                Set(current.Names.ContainsKey(holder.Name) ? current : top, holder.Name, assignment.Value, isNew: false);
                break;
            case GroovyLoop { Variable: { } each, Head: [var over] }:
                Set(current, each, over, isNew: true);
                break;
            case GroovyCall { Name: "environment", Body: { } body }:
                foreach (var assignment in body.Body.OfType<GroovyAssignment>())
                {
                    if (assignment.Target is GroovyName name && assignment.Value is not GroovyCall { Name: "credentials" })
                    {
                        SetEnvironment(name.Name, Of(assignment.Value));
                    }
                }

                return;
            case GroovyCall { Name: "withEnv" } call:
                foreach (var entry in (call.Positional.FirstOrDefault() as GroovyList)?.Items ?? [])
                {
                    if (entry is GroovyText { Pieces: [{ Pasted: null } first, ..] } && first.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var end)
                    {
                        SetEnvironment(first.Value[..end].Replace("+EXTRA", "", StringComparison.Ordinal).Split('+')[0], Of(entry));
                    }
                }

                break;
            case GroovyCall { Name: { } name } call when !isDeclaring && !isLibrary && methods.TryGetValue(name, out var scope):
                foreach (var (index, argument) in call.Positional.Index())
                {
                    if (scope.Parameters.TryGetValue(index, out var parameter))
                    {
                        Merge(scope.Names, parameter, Of(argument));
                    }
                }

                break;
            case GroovyCall { Body: { Parameters: var named } body, Receiver: { } receiver }:
                // Closures that get the elements of what they are called on.
                foreach (var parameter in named)
                {
                    Merge(current.Names, parameter.Name, isDeclaring ? GroovyValue.Constant : Of(receiver));
                }

                break;
        }

        foreach (var part in node.Parts)
        {
            Gather(part);
        }
    }

    private static IEnumerable<GroovyNode> Results(GroovyMethod method) =>
        method.Body.SelectMany(statement => statement.All()).OfType<GroovyJump>().Where(jump => jump is { Word: "return", Value: not null }).Select(jump => jump.Value!)
            .Concat(method.Body is [.., var last] && last is not (GroovyJump or GroovyIf or GroovyTry or GroovyLoop or GroovySwitch or GroovyVariable) ? [last] : []);

    private void Set(Scope scope, string name, GroovyNode value, bool isNew)
    {
        Merge(scope.Names, name, isDeclaring ? GroovyValue.Constant : Of(value));
        if (!isNew || value is not (GroovyText or GroovyOperation { IsConcatenation: true } or GroovyCall { Receiver: GroovyText } or GroovyList or GroovyMap))
        {
            written[name] = null;
        }
        else if (!written.TryGetValue(name, out var known))
        {
            written[name] = value;
        }
        else if (!ReferenceEquals(known, value))
        {
            written[name] = null;
        }
    }

    private void SetEnvironment(string name, GroovyValue value)
    {
        if (!isDeclaring)
        {
            Merge(environment, name, value);
        }
    }

    private void Merge(Dictionary<string, GroovyValue> names, string name, GroovyValue value)
    {
        var joined = names.TryGetValue(name, out var known) ? GroovyValue.Join(known, value) : value;
        if (known is null || joined.Provenance != known.Provenance || joined.Secrets.Length != known.Secrets.Length)
        {
            names[name] = joined;
            changed = true;
        }
    }

    private sealed class Scope(Scope? outer)
    {
        public Dictionary<string, GroovyValue> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, string> Parameters { get; } = [];

        public GroovyValue? Result { get; set; }

        public GroovyValue? Find(string name) => Names.TryGetValue(name, out var found) ? found : outer?.Find(name);
    }

    private sealed class Return(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
