using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
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

    // What goes through several files takes a round a file.
    private const int RoundsOfAll = 6;

    // A value that goes through a method that calls itself would be told of without end.
    private const int LongestRoute = 240;

    private const int LongestShown = 60;

    // The key of what is put into a map under one that is computed.
    private const string AnyKey = "*";

    private const string Changes = "changeSets";
    private const string ChangesSource = $"currentBuild.{Changes}";

    // https://www.jenkins.io/doc/pipeline/examples/#get-build-changes and the global variable 'currentBuild': what those wrote whose commits are built.
    private static readonly GroovyValue Committed = new(new Provenance(Origin.Contributor, Charset.Free) { Sources = [ChangesSource] }, []);

    private readonly Dictionary<GroovyMethod, Scope> methods = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, GroovyValue> environment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyValue> parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroovyNode?> written = new(StringComparer.Ordinal);
    private readonly Scope top = new(outer: null);
    private readonly Stack<ImmutableDictionary<string, string>> secrets = new([ImmutableDictionary.Create<string, string>(StringComparer.Ordinal)]);
    private readonly Dictionary<string, string?> owners = new(StringComparer.Ordinal);

    // Variables that are set to something else than a map that is written out.
    private readonly HashSet<string> others = new(StringComparer.Ordinal);

    // What closures without parameters call 'it': by the word what their method is called on, and by that what is known of it.
    private readonly Dictionary<GroovyName, GroovyNode> elements;
    private readonly Dictionary<GroovyNode, GroovyValue> elementValues = new(ReferenceEqualityComparer.Instance);
    private readonly GroovyScript script;
    private readonly JenkinsText file;
    private readonly MethodTable table;
    private readonly bool isLibrary;
    private Scope current;
    private bool changed;
    private bool isDeclaring;

    /// <summary>Takes in what the file declares.</summary>
    /// <param name="script">The file.</param>
    /// <param name="file">Its text.</param>
    /// <param name="isLibrary">Whether its methods are there for other files to call.</param>
    /// <param name="table">The methods of all files, its own among them.</param>
    public ValueReader(GroovyScript script, JenkinsText file, bool isLibrary, MethodTable table)
    {
        this.script = script;
        this.file = file;
        this.table = table;
        this.isLibrary = isLibrary;
        current = top;
        elements = Elements.In(script);
        foreach (var method in script.All().OfType<GroovyMethod>())
        {
            var scope = methods[method] = new Scope(top) { Offered = table.Of(method) };
            foreach (var (index, parameter) in method.Parameters.Index())
            {
                // Whoever calls a step of a library says it; of a method of a pipeline all calls are in the files.
                scope.Names.TryAdd(parameter.Name, isLibrary ? new GroovyValue(new Provenance(Origin.Caller, Charset.Free) { Sources = [parameter.Name] }, []) : GroovyValue.Constant);
                scope.Parameters.TryAdd(index, parameter.Name);
            }
        }

        // A variable that is set further down is one all the same.
        isDeclaring = true;
        GatherAll();
        isDeclaring = false;
    }

    /// <summary>Follows values through files that were all taken in before.</summary>
    /// <param name="readers">Their readers.</param>
    /// <param name="table">The methods of all of them.</param>
    public static void Follow(IReadOnlyList<ValueReader> readers, MethodTable table)
    {
        var open = readers.ToList();
        for (var round = 0; round < (readers.Count > 1 ? RoundsOfAll : Rounds) && open.Count > 0; round++)
        {
            table.Changed = false;
            var unsettled = open.Where(reader => reader.GatherAll()).ToList();

            // What one file hands over is looked at in all others.
            open = table.Changed ? [.. readers] : unsettled;
        }
    }

    private bool GatherAll()
    {
        changed = false;
        current = top;
        foreach (var method in methods.Values)
        {
            Receive(method);
        }

        foreach (var statement in script.Statements)
        {
            Gather(statement);
        }

        current = top;
        return changed;
    }

    /// <summary>The methods of a file of this repository that a call may mean; several where all of them take what it gives, none where it means none that is known.</summary>
    /// <param name="call">The call.</param>
    public IReadOnlyList<OfferedMethod> Targets(GroovyCall call) =>
        call.Name is { } name && OwnerOf(call, name) is { } owner ? table.Find(owner.Path, owner.Method, call, Listed) : [];

    // The file whose method is called, and what it is called there.
    private (string Path, string Method)? OwnerOf(GroovyCall call, string name)
    {
        switch (call.Receiver)
        {
            case null or GroovyName { Name: "this" or "steps" or "script" or "pipeline" or "context" or "ctx" or "dsl" }:
                return table.Has(file.Path, name) ? (file.Path, name) : table.StepOf(name) is { } step ? (step, "call") : null;
            case GroovyName receiver when owners.TryGetValue(receiver.Name, out var owner):
                return owner is null ? null : (owner, name);
            case GroovyName receiver when (table.StepOf(receiver.Name) ?? table.ClassOf(receiver.Name)) is { } path && current.Find(receiver.Name) is null:
                return (path, name);
            case GroovyNew created when table.ClassOf(created.Type) is { } path:
                return (path, name);
            case GroovyCall { Name: "load", Receiver: null } load when LoadedFile.PathOf(load) is { } path:
                return (path, name);
            default:
                return null;
        }
    }

    /// <summary>Whether a variable of the environment is set by the file.</summary>
    public bool Sets(string name) => environment.ContainsKey(name);

    /// <summary>Begins the part of the file that a method is.</summary>
    public IDisposable Within(GroovyMethod method)
    {
        var before = current;
        current = methods.TryGetValue(method, out var scope) ? scope : top;
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
    public GroovyNode? WrittenAs(string name) => SecretIn(name) is null && written.TryGetValue(name, out var node) && node is GroovyText or GroovyOperation { IsConcatenation: true } or GroovyCall { Receiver: GroovyText } ? node : null;

    /// <summary>The list, the map or the file that a variable is set to, or what stands in place of one.</summary>
    public GroovyNode? Listed(GroovyNode? node) => node is GroovyName { Name: var name } && written.GetValueOrDefault(name) is GroovyList or GroovyMap or GroovyCall { Receiver: null, Name: "libraryResource" or "readTrusted" or "readFile" } ? written[name] : node;

    /// <summary>The one expression that a variable is set to, wherever it is set; null where there is none or more than one.</summary>
    public GroovyNode? SetTo(string name) => written.GetValueOrDefault(name);

    /// <summary>Who controls a variable of the environment; null for one that neither the file nor Jenkins sets.</summary>
    public Provenance? Variable(string name) => SecretIn(name) is not null ? Provenance.Constant : Environment(name)?.Provenance;

    /// <summary>What is known of the value of an expression.</summary>
    public GroovyValue Of(GroovyNode node) => node switch
    {
        GroovyConstant or GroovyClosure => GroovyValue.Constant,
        GroovyText text => Led(Join(text.Pieces.Select(piece => piece.Pasted).OfType<GroovyNode>()), text),
        GroovyName { Name: "it" } it when elements.TryGetValue(it, out var source) => elementValues.GetValueOrDefault(source) ?? GroovyValue.Unknown,
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

    // "docker.io/app:${BRANCH_NAME}" is no option, whatever the branch is called.
    private static GroovyValue Led(GroovyValue value, GroovyText text) =>
        ReferenceEquals(value, GroovyValue.Constant) || value.Provenance.Charset is Charset.Fixed ? value
        : text.Pieces[0] is { Pasted: null, Value: [not ('-' or ' '), ..] } ? value with { Provenance = value.Provenance with { IsLed = true } }
        : text.Pieces is [{ Pasted: not null }] || !value.Provenance.IsLed ? value
        : value with { Provenance = value.Provenance with { IsLed = false } };

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
        SecretIn(name) is { } secret ? Held(name, secret)
        : current.Find(name) is { } local ? local
        : name is "WORKSPACE" or "it" && current.Find(name) is null ? (name is "it" ? GroovyValue.Unknown : GroovyValue.Constant)
        : Environment(name) ?? (name.Length > 0 && char.IsUpper(name[0]) && name.Any(char.IsLower) ? GroovyValue.Constant : GroovyValue.Unknown);

    private GroovyValue? Environment(string name) =>
        SecretIn(name) is { } secret ? Held(name, secret)
        : environment.TryGetValue(name, out var set) ? set
        : parameters.TryGetValue(name, out var parameter) ? parameter
        : KnownVariables.Find(name) is { } known ? new GroovyValue(known, [])
        : null;

    // A password that is a parameter is written by whoever starts a run.
    private GroovyValue Held(string name, string secret) => parameters.TryGetValue(name, out var parameter) ? parameter with { Secrets = [secret] } : GroovyValue.Secret(secret);

    private GroovyValue Parameter(string name) => SecretIn(name) is { } secret ? Held(name, secret) : parameters.GetValueOrDefault(name) ?? new GroovyValue(new Provenance(Origin.Contributor, Charset.Line) { Sources = [$"params.{name}"] }, []);

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
            GroovyName { Name: "currentBuild" } => name is "result" or "currentResult" or "number" or "id" or "duration" ? GroovyValue.Constant : name is Changes ? Committed : GroovyValue.Unknown,
            GroovyProperty { Name: "rawBuild", Receiver: GroovyName { Name: "currentBuild" } } when name is Changes => Committed,
            GroovyName { Name: "this" } => Named(name),
            _ when name is "length" or "size" or "number" or "class" => GroovyValue.Constant,
            var receiver when Member(receiver, name) is { } member => member,
            var receiver => OfChange(Of(receiver), name),
        };
    }

    // What a commit says is its author's; what it is called by is not.
    private static GroovyValue OfChange(GroovyValue value, string name) =>
        !value.Provenance.Sources.Contains(ChangesSource) ? value
        : name is "commitId" or "revision" or "timestamp" or "date" or "getCommitId" or "getRevision" or "getTimestamp" or "getDate" ? GroovyValue.Constant
        : name is "msg" or "author" or "authorName" or "getMsg" or "getAuthor" or "getAuthorName" ? value.AtMost(Charset.Line)
        : value;

    private GroovyValue OfIndex(GroovyIndex index) => index switch
    {
        { Receiver: GroovyName { Name: "env" }, Arguments: [{ Value: GroovyText { Plain: { } name } }] } => Environment(name) ?? GroovyValue.Unknown,
        { Receiver: GroovyName { Name: "params" }, Arguments: [{ Value: GroovyText { Plain: { } name } }] } => Parameter(name),
        { Receiver: GroovyName { Name: "params" } } => Parameter("*"),
        { Arguments: [{ Value: GroovyText { Plain: { } key } }] } when Member(index.Receiver, key) is { } member => member,
        _ => Of(index.Receiver),
    };

    private GroovyValue? Member(GroovyNode receiver, string key)
    {
        if (receiver is not GroovyName { Name: var name } || MemberOf(name, key) is not { } member)
        {
            return null;
        }

        var any = MemberOf(name, AnyKey);
        member = any is null ? member : GroovyValue.Join(member, any);

        // What the variable was set to as a whole may have the key as well.
        return others.Contains(name) && current.Find(name) is { Provenance.IsForeign: true } whole ? GroovyValue.Join(member, whole) : member;
    }

    private GroovyValue? MemberOf(string name, string key) => current.Members.TryGetValue((name, key), out var member) || top.Members.TryGetValue((name, key), out member) ? member : null;

    // map.key = value, map['key'] = value.
    private void Keep(string name, string? key, GroovyNode value)
    {
        if (isDeclaring)
        {
            return;
        }

        var scope = current.Names.ContainsKey(name) ? current : top;
        var kept = Of(value);
        Merge(scope.Members, (name, key ?? AnyKey), scope.Parameters.ContainsValue(name) ? GroovyValue.Join(kept, scope.Names[name]) : kept);
    }

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

        return OfTarget(call) ?? GroovyValue.Unknown;
    }

    // What a method gives that others may call as well is made of what it is called with here.
    private GroovyValue? OfTarget(GroovyCall call)
    {
        GroovyValue? all = null;
        foreach (var target in Targets(call))
        {
            if (target.Result is { } result)
            {
                var given = result.Provenance.Origin is Origin.Caller && target.Path != file.Path ? Join(call.Arguments.Select(argument => argument.Value)) : result;
                all = all is null ? given : GroovyValue.Join(all, given);
            }
        }

        return all;
    }

    // What a program prints: whoever wrote a commit wrote its message.
    private static GroovyValue OfOutput(GroovyCall call)
    {
        if (call["returnStatus"] is GroovyConstant { Text: "true" })
        {
            return GroovyValue.Constant;
        }

        var text = (call["script"] ?? call.Positional.FirstOrDefault()) is GroovyText program ? string.Concat(program.Pieces.Select(piece => piece.Value)) : "";
        if (!text.Contains("git", StringComparison.Ordinal))
        {
            return GroovyValue.Unknown;
        }

        // What a filter leaves of it is not looked at here; what it cuts off makes it no less its author's.
        var answers = ShellReader.Read(call.Name switch { "sh" => ShellKind.Posix, "bat" => ShellKind.Cmd, _ => ShellKind.PowerShell }, text, [])
            .Where(command => !command.Words.IsEmpty && command.Name is not ("cd" or "set" or "head" or "tail" or "tr" or "cut" or "sed" or "awk" or "grep" or "egrep" or "sort" or "uniq" or "wc"))
            .Select(command => GitAnswers.Of(command, Origin.Contributor)).ToList();
        return answers.OfType<Provenance>().ToList() is { Count: > 0 } told && (told.Count == answers.Count || told.Any(answer => answer.IsForeign))
            ? new GroovyValue(Provenance.Join(told), [])
            : GroovyValue.Unknown;
    }

    private GroovyValue OfMethod(GroovyCall call, GroovyNode receiver)
    {
        if (OfTarget(call) is { } result)
        {
            return result;
        }

        var isOfParameters = receiver is GroovyName { Name: "params" } or GroovyName { Name: "env" };
        switch (call.Name)
        {
            case "size" or "length" or "toInteger" or "toLong" or "toFloat" or "toDouble" or "toBoolean" or "asBoolean" or "isEmpty" or "isNumber" or "isInteger" or "contains" or "startsWith" or "endsWith" or "equals" or "equalsIgnoreCase" or "matches"
                or "indexOf" or "hashCode" or "containsKey" or "any" or "every" or "exists" or "digest":
                return GroovyValue.Constant;
            case "get" or "getAt" or "getProperty" when isOfParameters && call.Positional.FirstOrDefault() is GroovyText { Plain: { } name }:
                return receiver is GroovyName { Name: "params" } ? Parameter(name) : Environment(name) ?? GroovyValue.Unknown;
            case "get" or "getAt" or "getOrDefault" when call.Positional.FirstOrDefault() is GroovyText { Plain: { } key } && Member(receiver, key) is { } member:
                return GroovyValue.Join(member, Join(call.Positional));
            case "replaceAll" when call.Positional.ToList() is [GroovyText { Plain: { } pattern }, GroovyText { Plain: { } replacement }] && PatternReplacement.Leaves(pattern, replacement) is { } left:
                return Of(receiver).AtMost(left);
            case "encode" when receiver is GroovyName { Name: "URLEncoder" }:
                return Join(call.Positional).AtMost(Charset.Limited);
            case "encodeBase64":
                return Of(receiver).AtMost(Charset.Limited);
            case "format" or "join" or "valueOf" or "concat" or "plus" or "replace" or "replaceAll" or "replaceFirst" or "getOrDefault" or "padLeft" or "padRight" or "minus":
                return GroovyValue.Join(receiver is GroovyName { Name: "String" or "Date" } ? GroovyValue.Constant : Of(receiver), Join(call.Positional));
            case "getChangeSets" when receiver is GroovyName { Name: "currentBuild" } or GroovyProperty { Name: "rawBuild" }:
                return Committed;
            case { } name:
                return OfChange(Of(receiver), name);
            default:
                return Of(receiver);
        }
    }

    private void Receive(Scope method)
    {
        if (method.Offered is not { } offered)
        {
            return;
        }

        foreach (var (index, value) in offered.Given)
        {
            if (method.Parameters.TryGetValue(index, out var parameter))
            {
                Take(method.Names, parameter, value);
            }
        }

        foreach (var ((index, key), value) in offered.Members)
        {
            if (method.Parameters.TryGetValue(index, out var parameter))
            {
                Take(method.Members, (parameter, key), method.Members.ContainsKey((parameter, key)) || !isLibrary ? value : Worse(method.Names[parameter], value));
            }
        }
    }

    // What others call as well may get anything; what is known to come here and is worse takes its place.
    private void Take<TKey>(Dictionary<TKey, GroovyValue> names, TKey name, GroovyValue value)
        where TKey : notnull
    {
        if (!names.TryGetValue(name, out var known) || known.Provenance.Origin is not Origin.Caller)
        {
            Merge(names, name, value);
        }
        else if (Worse(known, value) is var taken && (taken.Provenance != known.Provenance || taken.Secrets.Length != known.Secrets.Length))
        {
            names[name] = taken;
            changed = true;
        }
    }

    private static GroovyValue Worse(GroovyValue known, GroovyValue value)
    {
        var isWorse = known.Provenance.Origin is not Origin.Caller || value.Provenance is { Origin: Origin.Outsider or Origin.Contributor, Charset: >= Charset.Line };
        return isWorse ? value with { Secrets = [.. known.Secrets.Union(value.Secrets)] } : known with { Secrets = [.. known.Secrets.Union(value.Secrets)] };
    }

    private void Give(GroovyCall call)
    {
        foreach (var target in Targets(call))
        {
            Give(call, target);
        }
    }

    private void Give(GroovyCall call, OfferedMethod target)
    {
        var index = call.Arguments.Any(argument => argument.Name is not null) ? 1 : 0;
        foreach (var argument in call.Arguments.Where(argument => argument.Name is not null))
        {
            Give(target.Members, (0, argument.Name!), argument.Value, target, argument.Name!);
        }

        foreach (var argument in call.Positional)
        {
            if (Listed(argument) is GroovyMap map)
            {
                foreach (var entry in map.Entries.Where(entry => entry.Name is not null))
                {
                    Give(target.Members, (index, entry.Name!), entry.Value, target, entry.Name!);
                }
            }
            else
            {
                Give(target.Given, index, argument, target, parameter: null);
            }

            index++;
        }
    }

    private void Give<TKey>(Dictionary<TKey, GroovyValue> given, TKey key, GroovyNode argument, OfferedMethod target, string? parameter)
        where TKey : notnull
    {
        var value = Of(argument);
        if (ReferenceEquals(value, GroovyValue.Constant) && !given.ContainsKey(key))
        {
            given[key] = value;
            return;
        }

        if (target.Path != file.Path && value.Provenance is { Origin: Origin.Outsider or Origin.Contributor, Charset: not Charset.Fixed } provenance)
        {
            var said = file.Written(argument);
            var route = $"through '{(said.Length > LongestShown || said.Contains('\n', StringComparison.Ordinal) ? parameter ?? "an argument" : said)}', which '{file.Path}' passes";
            provenance = provenance.Route is null ? provenance with { Route = route }
                : provenance.Route.Length > LongestRoute || provenance.Route.StartsWith(route, StringComparison.Ordinal) ? provenance
                : provenance with { Route = $"{route}, which has it {provenance.Route}" };
            value = value with { Provenance = provenance };
        }

        var joined = given.TryGetValue(key, out var known) ? GroovyValue.Join(known, value) : value;
        if (known is null || joined.Provenance != known.Provenance || joined.Secrets.Length != known.Secrets.Length)
        {
            given[key] = joined;
            changed = true;
            table.Changed = true;
        }
    }

    private void Gather(GroovyNode node)
    {
        if (node is GroovyCall called && !isDeclaring)
        {
            Give(called);
            if (Bindings.Knows(called.Name))
            {
                using (With(Bindings.Of(called, Listed).Where(binding => binding is { Variable: not null, IsPath: false }).Select(binding => KeyValuePair.Create(binding.Variable!, binding.Secret))))
                {
                    foreach (var part in node.Parts)
                    {
                        Gather(part);
                    }
                }

                return;
            }
        }

        switch (node)
        {
            case GroovyMethod method:
                var before = current;
                current = methods[method];
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
                    if (current.Offered is { } offered && offered.Result?.Provenance != joined.Provenance)
                    {
                        offered.Result = joined;
                        table.Changed = true;
                    }
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
                Keep(holder.Name, ((GroovyProperty)assignment.Target).Name, assignment.Value);
                Set(current.Names.ContainsKey(holder.Name) ? current : top, holder.Name, assignment.Value, isNew: false);
                break;
            case GroovyAssignment { Target: GroovyIndex { Receiver: GroovyName { Name: not ("env" or "params") } indexed, Arguments: [var index] } } assignment when assignment.Value is not GroovyClosure:
                Keep(indexed.Name, (index.Value as GroovyText)?.Plain, assignment.Value);
                Put(indexed.Name, [assignment.Value]);
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
            case GroovyCall { Body: { Parameters: var named }, Receiver: { } receiver }:
                // Closures that get the elements of what they are called on.
                foreach (var parameter in named)
                {
                    Merge(current.Names, parameter.Name, isDeclaring ? GroovyValue.Constant : Of(receiver));
                }

                if (named.IsEmpty && !isDeclaring)
                {
                    Merge(elementValues, receiver, Of(receiver));
                }

                break;
            case GroovyOperation { Operators: ["<<", ..], Operands: [GroovyName into, ..] operands }:
                // text << 'more', items << one: what is put into it stays there.
                Put(into.Name, operands.AsSpan()[1..]);
                break;
            case GroovyCall { Name: "append" or "add" or "leftShift" or "push" or "addAll" or "insert" or "put", Receiver: { } holder } put when NameOf(holder) is { } added && current.Find(added) is not null:
                Put(added, put.Positional.ToArray());
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
        if (isNew && value is GroovyMap map)
        {
            foreach (var entry in isDeclaring ? [] : map.Entries)
            {
                Merge(scope.Members, (name, entry.Name ?? AnyKey), Of(entry.Value));
            }
        }
        else if (isNew)
        {
            _ = others.Add(name);
        }

        if (isDeclaring && (value switch { GroovyNew created => table.ClassOf(created.Type), GroovyCall { Name: "load", Receiver: null } load => LoadedFile.PathOf(load), _ => null }) is { } owner)
        {
            owners[name] = owners.TryGetValue(name, out var other) && other != owner ? null : owner;
        }

        if (!isNew)
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

    // It is no other list for that, so that what it was set to still tells what else is in it.
    private void Put(string name, ReadOnlySpan<GroovyNode> values)
    {
        if (isDeclaring || current.Find(name) is null)
        {
            return;
        }

        foreach (var value in values)
        {
            var scope = current.Names.ContainsKey(name) ? current : top;
            Merge(scope.Names, name, Of(value));
            if (value is GroovyMap or GroovyName)
            {
                Merge(scope.Members, (name, AnyKey), Of(value));
            }
        }
    }

    // text.append(a).append(b) puts both into the same text.
    private static string? NameOf(GroovyNode holder)
    {
        while (holder is GroovyCall { Name: "append" or "add" or "leftShift", Receiver: { } inner })
        {
            holder = inner;
        }

        return (holder as GroovyName)?.Name;
    }

    private void SetEnvironment(string name, GroovyValue value)
    {
        if (!isDeclaring)
        {
            Merge(environment, name, value);
        }
    }

    private void Merge<TKey>(Dictionary<TKey, GroovyValue> names, TKey name, GroovyValue value)
        where TKey : notnull
    {
        var joined = names.TryGetValue(name, out var known) ? GroovyValue.Join(known, value) : value;
        if (known is null || joined.Provenance != known.Provenance || joined.Provenance.IsLed != known.Provenance.IsLed || joined.Secrets.Length != known.Secrets.Length)
        {
            names[name] = joined;
            changed = true;
        }
    }

    private sealed class Scope(Scope? outer)
    {
        public Dictionary<string, GroovyValue> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<int, string> Parameters { get; } = [];

        public Dictionary<(string Name, string Key), GroovyValue> Members { get; } = [];

        public OfferedMethod? Offered { get; init; }

        public GroovyValue? Result { get; set; }

        public GroovyValue? Find(string name) => Names.TryGetValue(name, out var found) ? found : outer?.Find(name);
    }

    private sealed class Return(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
