using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Data;

/// <summary>All that is known of one component: an entry of the catalogue.</summary>
public sealed record Component
{
    /// <summary>Its name, without version, in the form that readers give to names of its kind.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is said: addresses.</summary>
    public required ImmutableArray<string> Sources { get; init; }

    /// <summary>The day on which the entry was last looked over.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The security tool that it runs; null where it runs none.</summary>
    public string? Tool { get; init; }

    /// <summary>Parts of the names of places of which it must come from one to run the tool, where others have something of the same name; empty where that does not matter.</summary>
    public ImmutableArray<string> ToolFrom { get; init; } = [];

    /// <summary>What it runs the tool for, where that is less than what the tool is for; empty where it is the same.</summary>
    public ImmutableArray<ToolType> Types { get; init; } = [];

    /// <summary>What it runs the tool for by its inputs or options; the first of them that fits counts, with those of the same input that fit as well.</summary>
    public ImmutableArray<TypeSwitch> TypesBy { get; init; } = [];

    /// <summary>When it runs the tool for nothing, whatever else it is handed: one of these is enough.</summary>
    public ImmutableArray<IdleCase> IdleBy { get; init; } = [];

    /// <summary>What it signs or attests, where the tool does so for something else as well.</summary>
    public ReleaseKind VouchesFor { get; init; }

    /// <summary>What it signs or attests by its inputs or options; the first of them that holds counts.</summary>
    public ImmutableArray<InputVouching> VouchesBy { get; init; } = [];

    /// <summary>Texts of which one of the words of a command holds one where it runs the tool, in place of the second word of its name.</summary>
    public ImmutableArray<string> Asked { get; init; } = [];

    /// <summary>Inputs or options without which it succeeds whatever it finds; empty where it fails by itself.</summary>
    public ImmutableArray<string> FailsOnlyWith { get; init; } = [];

    /// <summary>Whether it succeeds whatever it finds, so that somebody decides about that elsewhere.</summary>
    public bool NeverFails { get; init; }

    /// <summary>What decides whether what it finds fails it, where no file tells, as a clause; null where the files tell.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The version since which it is that tool; null for all.</summary>
    public string? ToolSince { get; init; }

    /// <summary>The program that an image starts, so that what is handed to it are arguments of that; null where nothing is known of it.</summary>
    public string? Program { get; init; }

    /// <summary>What it does, whatever it is handed.</summary>
    public StepEffects Effects { get; init; }

    /// <summary>What else it does by its inputs.</summary>
    public ImmutableArray<InputEffect> EffectsByInput { get; init; } = [];

    /// <summary>What it does by some inputs: where only the run knows whether one has it publish, it does.</summary>
    /// <param name="inputs">The inputs.</param>
    public StepEffects EffectsWith(ImmutableArray<Setting> inputs) =>
        EffectsByInput.Where(one => one.When.Answer(inputs) ?? one.Effect.HasFlag(StepEffects.Publishes)).Aggregate(Effects, (all, one) => all | one.Effect);

    /// <summary>Whether the token that it is handed opens a service of its own, and not the forge.</summary>
    public bool HasOwnToken { get; init; }

    /// <summary>How it checks out code; null where it checks out none.</summary>
    public CheckoutFacts? Checkout { get; init; }

    /// <summary>What it exchanges with other jobs and runs; null where it exchanges nothing.</summary>
    public ComponentExchange? Exchange { get; init; }

    /// <summary>Who controls what it puts out; null where nothing is known of that.</summary>
    public ComponentOutputs? Outputs { get; init; }

    /// <summary>What it answers with, where it is a command; null where nothing is known of that.</summary>
    public ComponentAnswers? Answers
    {
        get => field ?? AnswersLater?.Value;
        init;
    }

    // Every run looks through all commands, and asks hardly one of them for this.
    internal Lazy<ComponentAnswers>? AnswersLater { get; init; }

    /// <summary>Its inputs that it runs as programs.</summary>
    public ImmutableArray<ScriptInput> Scripts { get; init; } = [];

    /// <summary>The commands that it runs which no shell reads before, or that it runs by itself, as far as they may install packages or build.</summary>
    public ImmutableArray<ComponentCommand> Commands { get; init; } = [];

    /// <summary>The input that names the folder which it works in; null where it works where the workspace starts.</summary>
    public string? FolderBy { get; init; }

    /// <summary>How it runs an agent; null where it runs none.</summary>
    public AgentFacts? Agent { get; init; }

    /// <summary>What it demands before it lets a run go on; null where it demands nothing.</summary>
    public GateKind? Gate { get; init; }

    /// <summary>Where it takes a credential that never expires although a short-lived one is to be had: its inputs, or the environment variables of a command.</summary>
    public ImmutableArray<LongLivedCredential> Credentials { get; init; } = [];

    /// <summary>Whether it gets a short-lived credential; a job that uses it has changed over, and what else is set is a remainder.</summary>
    public bool GivesShortLived { get; init; }

    /// <summary>How it makes a token of an app; null where it makes none.</summary>
    public AppTokenFacts? AppToken { get; init; }

    /// <summary>What it decides about the change that starts the run.</summary>
    public ChangeDecision Decides { get; init; }

    /// <summary>Whether it publishes results where somebody decides about them.</summary>
    public bool PublishesResults { get; init; }

    /// <summary>What it hands out of what was built, so that others run it.</summary>
    public ReleaseKind Releases { get; init; }

    /// <summary>The inputs of which one must ask for that; empty where it does so whatever it is handed.</summary>
    public ImmutableArray<InputSwitch> ReleasesWhen { get; init; } = [];

    /// <summary>The input with the words for its <see cref="Program"/>, which decide about that; null where none does.</summary>
    public string? ReleaseWords { get; init; }

    /// <summary>Folders below it, whose contents only work when they are named by the tag of a whole version, so that pinning them to a commit breaks them.</summary>
    public ImmutableArray<string> OnlyTags { get; init; } = [];

    /// <summary>The jobs that it adds to a pipeline which includes it, by their names.</summary>
    public ImmutableArray<string> Jobs { get; init; } = [];

    /// <summary>How it builds, or has something built; null where it does neither.</summary>
    public BuildFacts? Build { get; init; }

    /// <summary>The command that does the same, where it builds images; null where it builds none, or that is not known.</summary>
    public ImageFacts? Image { get; init; }

    /// <summary>Whether nobody maintains it any more.</summary>
    public bool IsArchived { get; init; }

    /// <summary>The language in which it runs an input; null where it does not run it.</summary>
    /// <param name="input">The input, in any case.</param>
    public ShellKind? ShellOf(string input) => Scripts.FirstOrDefault(script => script.Input.Equals(input, StringComparison.OrdinalIgnoreCase))?.Shell;
}

/// <summary>What a component decides about a change, for each one that it is run for.</summary>
public enum ChangeDecision
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It approves the change.</summary>
    Approves,

    /// <summary>It merges the change, at once or as soon as its checks have passed.</summary>
    Merges,

    /// <summary>It lets the run go on for the changes of a known bot alone.</summary>
    AsksAuthor,
}

/// <summary>An input that is run as a program.</summary>
/// <param name="Input">The input.</param>
/// <param name="Shell">The language.</param>
public sealed record ScriptInput(string Input, ShellKind Shell)
{
    /// <summary>Where it is run.</summary>
    public CommandPlace Where { get; init; }
}

/// <summary>How a component checks out code.</summary>
/// <param name="CredentialsOutsideSince">The first version that keeps the credentials outside the workspace.</param>
public sealed record CheckoutFacts(int CredentialsOutsideSince);
