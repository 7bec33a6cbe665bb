using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Toml;

namespace PoPipeline.Sources.Commands;

/// <summary>The tasks that <c>pyproject.toml</c> and <c>pixi.toml</c> have for Poe, PDM, Hatch and Pixi.</summary>
/// <remarks>
/// Sources: https://poethepoet.natn.io/tasks/index.html, https://pdm-project.org/latest/usage/scripts/, https://hatch.pypa.io/latest/config/environment/overview/#scripts,
/// https://pixi.prefix.dev/latest/workspace/advanced_tasks/.
/// </remarks>
internal sealed class PythonTasks : CommandFormat
{
    private const string Options = "_";

    /// <inheritdoc/>
    public override CommandFileKind Kind => CommandFileKind.PythonTasks;

    /// <inheritdoc/>
    public override bool IsToldByText => true;

    /// <inheritdoc/>
    public override bool IsNamed(ReadOnlySpan<char> path, ReadOnlySpan<char> name) => name is "pyproject.toml" or "pixi.toml";

    /// <inheritdoc/>
    protected override void Read(SourceFile file, LinedText text, FoundCommands found)
    {
        if (!file.Text.Contains("tasks", StringComparison.Ordinal) && !file.Text.Contains("scripts", StringComparison.Ordinal))
        {
            return;
        }

        var root = TomlReader.Read(file, out _);
        var reader = new Reading(text, found);
        if (file.Path.EndsWith("pixi.toml", StringComparison.Ordinal))
        {
            reader.Pixi(root);
            return;
        }

        reader.Tasks(root["tool"]?["poe"]?["tasks"], root["tool"]?["poe"]?["env"]);
        reader.Tasks(root["tool"]?["pdm"]?["scripts"], root["tool"]?["pdm"]?["scripts"]?[Options]?["env"]);
        foreach (var (name, environment) in root["tool"]?["hatch"]?["envs"]?.Entries ?? [])
        {
            reader.Hatch(name, environment);
        }

        if (root["tool"]?["pixi"] is { } pixi)
        {
            reader.Pixi(pixi);
        }
    }

    private sealed class Reading(LinedText text, FoundCommands found)
    {
        private const int MostDepth = 8;

        public void Tasks(TomlNode? tasks, TomlNode? environment)
        {
            foreach (var (name, task) in tasks?.Entries ?? [])
            {
                if (name is not Options && !found.IsFull)
                {
                    Add(name, name, task, environment, tasks);
                }
            }
        }

        // Each environment of Hatch has scripts of its own: 'hatch run test:cov'. What runs is another script where its name is one.
        public void Hatch(string environment, TomlNode table)
        {
            foreach (var (name, task) in table["scripts"]?.Entries ?? [])
            {
                Add(environment is "default" ? name : $"{environment}:{name}", name, task, table["env-vars"], table["scripts"], environment is "default" ? "" : environment + ":");
            }
        }

        public void Pixi(TomlNode table)
        {
            Tasks(table["tasks"], table["activation"]?["env"]);
            foreach (var (_, feature) in table["feature"]?.Entries ?? [])
            {
                Tasks(feature["tasks"], feature["activation"]?["env"]);
            }
        }

        private void Add(string name, string key, TomlNode task, TomlNode? environment, TomlNode? siblings, string prefix = "")
        {
            var texts = ImmutableArray.CreateBuilder<CommandText>();
            var needs = ImmutableArray.CreateBuilder<string>();
            foreach (var asked in (ReadOnlySpan<string>)["deps", "depends-on", "depends_on"])
            {
                foreach (var item in task[asked] is { } list ? list.Text is null ? list.Items : [list] : [])
                {
                    if ((item.Text ?? item["task"]?.Text) is { Length: > 0 } need)
                    {
                        needs.Add(need.Split(' ')[0]);
                    }
                }
            }

            Commands(task, siblings, key, prefix, texts, needs, task["cwd"]?.Text ?? task["working_dir"]?.Text, depth: 0);
            found.Add(new CommandTarget
            {
                Name = name,
                Span = task.NameSpan ?? task.Span,
                Needs = needs.DrainToImmutable(),
                Variables = [.. Variables(environment), .. Variables(task["env"])],
                Texts = texts.DrainToImmutable(),
            });
        }

        private void Commands(TomlNode task, TomlNode? siblings, string key, string prefix, ImmutableArray<CommandText>.Builder texts, ImmutableArray<string>.Builder needs, string? folder, int depth)
        {
            if (depth > MostDepth)
            {
                return;
            }

            if (task.Text is { } command)
            {
                // Within a list the first word may be that of another task.
                var first = command.Trim().Split(' ')[0];
                if ((depth > 0 || prefix.Length > 0) && first != key && siblings?[first] is not null)
                {
                    needs.Add(prefix + first);
                }
                else
                {
                    texts.Add(new CommandText(text.Quoted(command, task.Span.Region).AsScript(), folder));
                }

                return;
            }

            if (task.Items.Count > 0)
            {
                var isWords = depth > 0 && siblings is not null && task.Items.All(item => item.Text is not null) && IsCommandOfWords(task);
                if (isWords)
                {
                    texts.Add(new CommandText(AnchoredTexts.Command(task.Items.Select(item => text.Quoted(item.Text ?? "", item.Span.Region))).AsScript(), folder));
                    return;
                }

                foreach (var item in task.Items)
                {
                    Commands(item, siblings, key, prefix, texts, needs, folder, depth + 1);
                }

                return;
            }

            foreach (var form in (ReadOnlySpan<string>)["cmd", "shell", "sequence", "composite", "ref", "parallel"])
            {
                if (task[form] is not { } value)
                {
                    continue;
                }

                if (form is "cmd" && value.Items.Count > 0)
                {
                    texts.Add(new CommandText(AnchoredTexts.Command(value.Items.Select(item => text.Quoted(item.Text ?? AnchoredTexts.Unknown, item.Span.Region))).AsScript(), folder));
                }
                else if (form is "ref" && value.Text is { } named)
                {
                    needs.Add(named.Trim().Split(' ')[0]);
                }
                else
                {
                    Commands(value, siblings, key, prefix, texts, needs, folder, form is "cmd" or "shell" ? depth : depth + 1);
                }
            }
        }

        // PDM takes a list of words as one command, where all others take several commands.
        private static bool IsCommandOfWords(TomlNode list) => list.Items.Any(item => item.Text is ['-', ..]);

        private static IEnumerable<ToolSetting> Variables(TomlNode? table) =>
            (table?.Entries ?? []).Select(entry => FoundCommands.Variable(entry.Key, entry.Value.Text ?? entry.Value["default"]?.Text, entry.Value.Span));
    }
}
