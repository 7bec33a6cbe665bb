using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>
/// Reads entries of the catalogue. By hand, since a run reads some twenty entries: what generated code needs to begin with takes longer than that. That no member and no
/// word of a file goes unread is held by a test, which writes every entry again.
/// </summary>
internal static class CatalogueReader
{
    /// <summary>What a member lists; nothing where it is not there.</summary>
    public static ImmutableArray<T> All<T>(JsonElement item, string member, Func<JsonElement, T> read)
        where T : class
    {
        if (item.ValueKind is JsonValueKind.Undefined || !item.TryGetProperty(member, out var values))
        {
            return [];
        }

        var all = ImmutableArray.CreateBuilder<T>(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
        {
            all.Add(read(value));
        }

        return all.MoveToImmutable();
    }

    /// <summary>The name of an entry.</summary>
    public static string NameOf(JsonElement entry) => Text(entry, "name");

    /// <summary>A component.</summary>
    public static Component Component(JsonElement entry) => new()
    {
        Name = NameOf(entry),
        Sources = Texts(entry, "sources"),
        AsOf = Day(entry, "asOf"),
        Tool = TextOrNull(entry, "tool"),
        ToolSince = TextOrNull(entry, "toolSince"),
        ToolFrom = Texts(entry, "toolFrom"),
        Types = Types(entry),
        TypesBy = All(entry, "typesBy", static item => new TypeSwitch(Text(item, "name"), Text(item, "value"), Types(item))),
        IdleBy = All(entry, "idleBy", static item => new IdleCase(All(item, "all", static one => new ValueSwitch(Text(one, "name"), Texts(one, "values"))))),
        VouchesFor = Word<ReleaseKind>(entry, "vouchesFor"),
        VouchesBy = All(entry, "vouchesBy", static item => new InputVouching(Word<ReleaseKind>(item, "for"), When(item)!)),
        Asked = Texts(entry, "asked"),
        FailsOnlyWith = Texts(entry, "failsOnlyWith"),
        NeverFails = Flag(entry, "neverFails"),
        DecidedBy = TextOrNull(entry, "decidedBy"),
        Program = TextOrNull(entry, "program"),
        Effects = Word<StepEffects>(entry, "effects"),
        EffectsByInput = All(entry, "effectsByInput", static item => new InputEffect(Word<StepEffects>(item, "effect"), When(item)!)),
        HasOwnToken = Flag(entry, "hasOwnToken"),
        Checkout = One(entry, "checkout", static item => new CheckoutFacts(Number(item, "credentialsOutsideSince"))),
        Exchange = One(entry, "exchange", Exchange),
        Outputs = One(entry, "outputs", Outputs),
        AnswersLater = One(entry, "answers", static answers => new Lazy<ComponentAnswers>(() => Answers(answers))),
        Scripts = All(entry, "scripts", static item => new ScriptInput(Text(item, "input"), Word<ShellKind>(item, "shell")) { Where = Word<CommandPlace>(item, "where") }),
        Commands = All(entry, "commands", Command),
        FolderBy = TextOrNull(entry, "folderBy"),
        Agent = One(entry, "agent", static agent => new AgentFacts { Prompts = Texts(agent, "prompts"), Words = Texts(agent, "words"), OpenedBy = TextOrNull(agent, "openedBy"), ReadsEvent = Flag(agent, "readsEvent") }),
        Gate = TextOrNull(entry, "gate") is null ? null : Word<GateKind>(entry, "gate"),
        Credentials = All(entry, "credentials", static item => new LongLivedCredential(Text(item, "setting"), Text(item, "service"), Text(item, "instead")) { Platforms = Texts(item, "platforms") }),
        GivesShortLived = Flag(entry, "givesShortLived"),
        AppToken = One(entry, "appToken", static token => new AppTokenFacts { Owner = TextOrNull(token, "owner"), Repositories = Texts(token, "repositories"), Permissions = Texts(token, "permissions") }),
        Decides = Word<ChangeDecision>(entry, "decides"),
        PublishesResults = Flag(entry, "publishesResults"),
        Releases = Word<ReleaseKind>(entry, "releases"),
        ReleasesWhen = All(entry, "releasesWhen", Switch),
        ReleaseWords = TextOrNull(entry, "releaseWords"),
        OnlyTags = Texts(entry, "onlyTags"),
        Jobs = Texts(entry, "jobs"),
        Build = One(entry, "build", static build => new BuildFacts
        {
            IsolatedBy = TextOrNull(build, "isolatedBy"),
            IsIsolated = Flag(build, "isIsolated"),
            FetchedBy = TextOrNull(build, "fetchedBy"),
            ModeBy = TextOrNull(build, "modeBy"),
            ProxyBy = TextOrNull(build, "proxyBy"),
            ChecksOffBy = TextOrNull(build, "checksOffBy"),
            RightsBy = TextOrNull(build, "rightsBy"),
            CapabilitiesBy = TextOrNull(build, "capabilitiesBy"),
        }),
        Image = One(entry, "image", static image => new ImageFacts
        {
            Command = Texts(image, "command"),
            Options = All(image, "options", static option => new InputOption(Text(option, "input"), Text(option, "option")) { IsSwitch = Flag(option, "isSwitch") }),
            Words = TextOrNull(image, "words"),
            Last = TextOrNull(image, "last"),
            LastOtherwise = TextOrNull(image, "lastOtherwise"),
        }),
        IsArchived = Flag(entry, "isArchived"),
    };

    /// <summary>A security tool.</summary>
    public static SecurityTool Tool(JsonElement entry) =>
        new(NameOf(entry), Text(entry, "source"), Day(entry, "asOf"), Types(entry))
        {
            SoftInputs = All(entry, "softInputs", static item => new SoftInput(Text(item, "name"), Text(item, "value"))),
            SoftOptions = Texts(entry, "softOptions"),
            FindingCodes = entry.TryGetProperty("findingCodes", out var codes) ? [.. codes.EnumerateArray().Select(static code => code.GetInt32())] : [],
            NeedsIdentity = Flag(entry, "needsIdentity"),
            KeepsResults = Flag(entry, "keepsResults"),
            DisabledBy = Texts(entry, "disabledBy"),
            EnabledBy = Texts(entry, "enabledBy"),
            LeavesOut = Texts(entry, "leavesOut"),
            ComesFrom = Texts(entry, "comesFrom"),
            Homes = Texts(entry, "homes"),
            VouchesFor = Word<ReleaseKind>(entry, "vouchesFor"),
            AttestsOwnOf = Texts(entry, "attestsOwnOf"),
        };

    private static ImmutableArray<ToolType> Types(JsonElement entry)
    {
        if (!entry.TryGetProperty("types", out var words))
        {
            return [];
        }

        var types = ImmutableArray.CreateBuilder<ToolType>(words.GetArrayLength());
        foreach (var word in words.EnumerateArray())
        {
            types.Add((ToolType)Named(typeof(ToolType), word.GetString()!));
        }

        return types.MoveToImmutable();
    }

    private static ComponentExchange Exchange(JsonElement item) => new()
    {
        Kind = Word<ExchangeKind>(item, "kind"),
        When = When(item),
        Unasked = All(item, "unasked", static file => new FileSwitch(Text(file, "file"), Texts(file, "members"), Texts(file, "words"), When(file)!, Number(file, "since")) { Before = file.TryGetProperty("before", out _) ? Number(file, "before") : null }),
        Run = TextOrNull(item, "run"),
        Origins = All(item, "origins", static origin => new InputOrigin(When(origin)!, Word<Origin>(origin, "origin")) { Before = origin.TryGetProperty("before", out _) ? Number(origin, "before") : null, OrUnknown = Flag(origin, "orUnknown") }),
        Otherwise = Word<Origin>(item, "otherwise"),
        Hidden = One(item, "hidden", static hidden => new HiddenFiles(Text(hidden, "input"), Text(hidden, "leftOutSince"))),
    };

    private static ComponentOutputs Outputs(JsonElement item) => new()
    {
        Texts = All(item, "texts", static text => new TextOutputs(Word<TextKind>(text, "kind"), Texts(text, "outputs")) { Charset = CharsetOrNull(text) }),
        Fixed = Texts(item, "fixed"),
        Proposed = Texts(item, "proposed"),
        Passes = All(item, "passes", static pass => new PassedOutput(Text(pass, "output"), Texts(pass, "inputs")) { Charset = CharsetOrNull(pass) }),
        Variables = One(item, "variables", Variables),
        Escaped = One(item, "escaped", static escaped => new EscapedOutputs(Number(escaped, "since"), Text(escaped, "input")) { Value = TextOrNull(escaped, "value") }),
    };

    private static ComponentCommand Command(JsonElement item) => new()
    {
        Text = Text(item, "text"),
        When = All(item, "when", static when => new InputWords(Text(when, "input"), Texts(when, "values")) { Others = Texts(when, "others") }),
        Locks = Texts(item, "locks"),
        Where = Word<CommandPlace>(item, "where"),
    };

    private static ComponentVariables Variables(JsonElement item) => new()
    {
        Inputs = Texts(item, "inputs"),
        NamedBy = TextOrNull(item, "namedBy"),
        Gives = All(item, "gives", static given => new GivenVariables(Word<TextKind>(given, "kind"), Texts(given, "names")) { Charset = CharsetOrNull(given) }),
    };

    private static ComponentAnswers Answers(JsonElement item) => new()
    {
        Asks = Word<FieldLanguage>(item, "asks"),
        Valued = Texts(item, "valued"),
        Fields = All(item, "fields", static fields => new AnswerFields(Word<TextKind>(fields, "kind"), Texts(fields, "names"))),
        Cases = All(item, "cases", static found => new AnswerCase
        {
            Kind = TextOrNull(found, "kind") is null ? null : Word<TextKind>(found, "kind"),
            When = One(found, "when", static when => new AnswerCondition { IsAlone = Flag(when, "isAlone"), Words = Texts(when, "words"), Options = Texts(when, "options"), Contains = Texts(when, "contains") }),
        }),
    };

    private static Charset? CharsetOrNull(JsonElement item) => TextOrNull(item, "charset") is null ? null : Word<Charset>(item, "charset");

    /// <summary>An advisory.</summary>
    public static Advisory Advisory(JsonElement item) => new()
    {
        Id = Text(item, "id"),
        Aliases = Texts(item, "aliases"),
        Summary = Text(item, "summary"),
        Severity = Word<Severity>(item, "severity"),
        Ranges = All(item, "ranges", static range => new VersionRange { From = TextOrNull(range, "from"), Fixed = TextOrNull(range, "fixed"), Last = TextOrNull(range, "last") }),
        Versions = Texts(item, "versions"),
        Commits = Texts(item, "commits"),
    };

    /// <summary>What we add to an advisory.</summary>
    public static AdvisoryNote Note(JsonElement item) => new()
    {
        What = TextOrNull(item, "what"),
        Severity = TextOrNull(item, "severity") is null ? null : Word<Severity>(item, "severity"),
        IsCompromise = Flag(item, "isCompromise"),
        Commits = Texts(item, "commits"),
        OnlyCommits = Flag(item, "onlyCommits"),
        Within = Texts(item, "within"),
        When = When(item),
        Whenever = One(item, "whenever", Switch),
        Unreused = TextOrNull(item, "unreused"),
    };

    private static InputSwitch? When(JsonElement item) => One(item, "when", Switch);

    private static InputSwitch Switch(JsonElement item) => new(Text(item, "input"), Word<InputCondition>(item, "is")) { Part = TextOrNull(item, "part") };

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString()!;

    private static string? TextOrNull(JsonElement item, string member) => item.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static ImmutableArray<string> Texts(JsonElement item, string member) => All(item, member, static text => text.GetString()!);

    private static int Number(JsonElement item, string member) => item.GetProperty(member).GetInt32();

    private static bool Flag(JsonElement item, string member) => item.TryGetProperty(member, out var value) && value.GetBoolean();

    private static DateOnly Day(JsonElement item, string member) => DateOnly.ParseExact(Text(item, member), "O", CultureInfo.InvariantCulture);

    // A word that is not there is the first one.
    private static T Word<T>(JsonElement item, string member)
        where T : struct, Enum => TextOrNull(item, member) is { } word ? (T)Named(typeof(T), word) : default;

    // Not the generic one, whose code would be made anew for each of the types.
    private static object Named(Type type, string word) => Enum.Parse(type, word);

    private static T? One<T>(JsonElement item, string member, Func<JsonElement, T> read)
        where T : class => item.TryGetProperty(member, out var value) ? read(value) : null;
}
