using System.Globalization;
using System.Text;

namespace PoPipeline.Tests.Flow;

/// <summary>
/// A workflow in which a text that an outsider writes goes a random way: it enters, is handed on from hop to hop, may be cut off, and ends in a sink. It is
/// written as people write such workflows, and says on which line it must be found.
/// </summary>
internal sealed class GeneratedFlow
{
    private static readonly string[] Entries =
    [
        "github.event.issue.title", "github.event.issue.body", "github.event.comment.body", "github.event['issue']['title']", "format('{0}', github.event.comment.body)", "github.event.issue.title || 'none'",
        "toJSON(github.event.issue)", "GitHub.Event.Comment.Body", "join(github.event.issue.*.title, ' ')",
    ];

    private readonly Random random;
    private readonly bool isCut;
    private readonly StringBuilder before = new();
    private readonly StringBuilder steps = new();
    private readonly Dictionary<string, string> outputs = [];
    private int line;
    private int count;

    // Where the text is now: in an expression of the platform, or in a variable of the script that is being written.
    private string expression;

    private GeneratedFlow(int seed, bool isCut)
    {
        random = new Random(seed);
        this.isCut = isCut;
        expression = Pick(Entries);
    }

    /// <summary>The workflow.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The line of the sink, from 1.</summary>
    public int SinkLine { get; private set; }

    /// <summary>Makes a flow.</summary>
    /// <param name="seed">What all of it follows from.</param>
    /// <param name="isCut">Whether a sanitizer stands in the way.</param>
    public static GeneratedFlow Of(int seed, bool isCut = false)
    {
        var flow = new GeneratedFlow(seed, isCut);
        flow.Make();
        return flow;
    }

    private void Make()
    {
        Line(before, "on: [issue_comment]");
        Line(before, "permissions: { contents: write }");
        var inJob = random.Next(4) == 0;
        var top = random.Next(4) == 0;
        if (top)
        {
            Line(before, "env:");
            Line(before, $"  TOP: ${{{{ {expression} }}}}");
            expression = "env.TOP";
        }

        Line(before, "jobs:");
        Line(before, "  one:");
        Line(before, "    runs-on: ubuntu-24.04");
        if (inJob && !top)
        {
            Line(before, "    env:");
            Line(before, $"      OF_JOB: ${{{{ {expression} }}}}");
            expression = "env.OF_JOB";
        }

        var hops = random.Next(5);
        var cutAt = isCut ? random.Next(hops + 1) : -1;
        var other = random.Next(3) == 0;
        if (other)
        {
            Line(before, "    outputs:");
            Line(before, "      handed: ${{ steps.last.outputs.handed }}");
        }

        Line(before, "    steps:");
        for (var hop = 0; hop < hops; hop++)
        {
            Hop(hop == cutAt);
        }

        if (other)
        {
            // Through the outputs of the job into another one.
            Step("last", () => Script($"echo \"handed=$V\" >> \"$GITHUB_OUTPUT\"", isCutHere: false));
            Line(steps, "  two:");
            Line(steps, "    needs: one");
            Line(steps, "    runs-on: ubuntu-24.04");
            Line(steps, "    steps:");
            expression = "needs.one.outputs.handed";
        }

        Sink(isCut && cutAt == hops);
        Text = before.ToString() + steps;
    }

    private void Hop(bool isCutHere)
    {
        var id = $"s{++count}";
        switch (random.Next(7))
        {
            case 0:
                Step(id, () => Script(Pick(
                    "echo \"x=$V\" >> $GITHUB_OUTPUT", "echo \"x=${V}\" >> \"${GITHUB_OUTPUT}\"", "echo \"x=$V\" | tee -a \"$GITHUB_OUTPUT\"", "printf 'x=%s\\n' \"$V\" >> \"$GITHUB_OUTPUT\"", "echo \"::set-output name=x::$V\""), isCutHere));
                expression = $"steps.{id}.outputs.x";
                break;
            case 1:
                Step(id, () => Script("{\n  echo \"x<<EOF_$RANDOM\"\n  echo \"$V\"\n  echo \"EOF_$RANDOM\"\n} >> \"$GITHUB_OUTPUT\"", isCutHere));
                expression = $"steps.{id}.outputs.x";
                break;
            case 2:
                var name = $"W{count}";
                Step(id, () => Script($"echo \"{name}=$V\" >> $GITHUB_ENV", isCutHere));
                expression = $"env.{name}";
                break;
            case 3:
                Step(id, () => Script($"printf '%s' \"$V\" > file{count}.txt", isCutHere));
                var file = $"file{count}.txt";
                Line(steps, $"      - id: r{count}");
                Line(steps, $"        run: echo \"x=$(cat {file})\" >> \"$GITHUB_OUTPUT\"");
                expression = $"steps.r{count}.outputs.x";
                break;
            case 4 when !isCutHere:
                Line(steps, $"      - id: {id}");
                Line(steps, "        uses: actions/github-script@60a0d83039c74a4aee543508d2ffcb1c3799cdea");
                Line(steps, "        env:");
                Line(steps, $"          V: ${{{{ {expression} }}}}");
                Line(steps, "        with:");
                Line(steps, "          script: |");
                Line(steps, "            const v = process.env.V;");
                Line(steps, "            core.setOutput('x', v);");
                expression = $"steps.{id}.outputs.x";
                break;
            case 5 when !isCutHere:
                expression = Pick($"format('a{{0}}', {expression})", $"{expression} || 'none'", $"toJSON({expression})", $"true && {expression}");
                break;
            default:
                Step(id, () => Script("W=$V\nX=$(echo \"$W\")\nread -r Y <<< \"$X\"\necho \"x=$Y\" >> \"$GITHUB_OUTPUT\"", isCutHere));
                expression = $"steps.{id}.outputs.x";
                break;
        }
    }

    private void Sink(bool isCutHere)
    {
        if (!isCutHere && random.Next(2) == 0)
        {
            SinkLine = line + 1;
            Line(steps, $"      - run: echo ${{{{ {expression} }}}}");
            return;
        }

        Line(steps, "      - env:");
        Line(steps, $"          V: ${{{{ {expression} }}}}");
        Line(steps, "        run: |");
        foreach (var text in Prepared(isCutHere))
        {
            Line(steps, "          " + text);
        }

        SinkLine = line + 1;
        Line(steps, "          " + Pick("eval \"$V\"", "bash -c \"echo $V\"", "sh -c \"$V\"", "python3 -c \"print('$V')\"", "echo \"$V\" | bash", "ssh host \"run $V\"", "node -e \"console.log('$V')\"", "sed -i \"s/a/$V/\" file"));
    }

    private void Step(string id, Action body)
    {
        Line(steps, $"      - id: {id}");
        Line(steps, "        env:");
        Line(steps, $"          V: ${{{{ {expression} }}}}");
        Line(steps, "        run: |");
        body();
    }

    private void Script(string text, bool isCutHere)
    {
        foreach (var row in Prepared(isCutHere).Concat(text.Split('\n')))
        {
            Line(steps, "          " + row);
        }
    }

    // What really cuts the flow, each as people write it.
    private string[] Prepared(bool isCutHere) => !isCutHere ? [] : Pick<string[]>(
        ["V=$(echo \"$V\" | tr -cd '0-9')"],
        ["V=\"${V//[^a-zA-Z0-9]/}\""],
        ["V=$(sed 's/[^a-z0-9-]//g' <<< \"$V\")"],
        ["[[ \"$V\" =~ ^[0-9]+$ ]] || exit 1"],
        ["if ! [[ \"$V\" =~ ^[a-z0-9._-]+$ ]]; then", "  echo 'no'", "  exit 1", "fi"],
        ["if [[ ! $V =~ ^v[0-9]+\\.[0-9]+$ ]]; then exit 1; fi"],
        ["if ! echo \"$V\" | grep -Eq '^[0-9]+$'; then", "  exit 1", "fi"],
        ["grep -qE '^[a-f0-9]{40}$' <<< \"$V\" || { echo no; exit 1; }"],
        ["case \"$V\" in", "  patch|minor|major) ;;", "  *) exit 1 ;;", "esac"],
        ["case \"$V\" in", "  *[!0-9]*) exit 1 ;;", "esac"],
        ["[ \"$V\" -gt 0 ] || exit 1"],
        ["V=$(echo \"$V\" | wc -c)"],
        ["V=$(echo \"$V\" | sha256sum)"],
        ["V=$(jq -r .issue.number \"$GITHUB_EVENT_PATH\")"]);

    private T Pick<T>(params T[] of) => of[random.Next(of.Length)];

    private void Line(StringBuilder to, string text)
    {
        to.Append(CultureInfo.InvariantCulture, $"{text}\n");
        line++;
    }
}
