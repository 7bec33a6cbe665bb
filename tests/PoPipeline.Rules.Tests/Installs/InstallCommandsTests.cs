using CsCheck;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Tests.Installs;

public sealed class InstallCommandsTests
{
    public static TheoryData<string> Rows => [.. TruthTable.Rows()];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_command_does_with_the_lock_what_its_documentation_says(string row)
    {
        var parts = TruthTable.Parts(row);

        var acts = TruthTable.Of(parts[0], TruthTable.Around(parts[1]));

        Assert.Equal($"{parts[2]} {parts[3]}", $"{Joined(acts.Select(act => $"{act.Ecosystem}"), "-")} {Joined(acts.Select(act => $"{act.Use}"), "None")}");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_says_where_it_is_written(string row)
    {
        var parts = TruthTable.Parts(row);

        Assert.InRange(parts.Length, 5, 6);
        Assert.True(Uri.TryCreate(parts[4], UriKind.Absolute, out var source) && source.Scheme == Uri.UriSchemeHttps, parts[4]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void An_act_says_why_as_a_clause_and_where(string row)
    {
        var script = TruthTable.Parts(row)[0];

        Assert.All(TruthTable.Of(script, TruthTable.Around(TruthTable.Parts(row)[1])), act =>
        {
            Assert.NotEmpty(act.Why);
            Assert.False(act.Why.EndsWith('.') || act.Why.Contains("''", StringComparison.Ordinal), act.Why);
            Assert.InRange(act.At.Offset, 0, script.Length - 1);
            Assert.True(act.At.Offset + act.At.Length <= script.Length);
        });
    }

    [Fact]
    public void A_row_stands_once()
    {
        var rows = TruthTable.Rows().Select(row => string.Join('|', TruthTable.Parts(row)[..2])).ToList();

        Assert.True(rows.Count >= 250);
        Assert.Equal(rows.Distinct(StringComparer.Ordinal), rows);
    }

    [Fact]
    public void Each_ecosystem_has_commands_that_honour_its_lock_and_some_that_do_not()
    {
        var uses = TruthTable.Rows().Select(TruthTable.Parts).SelectMany(parts => parts[2].Split('+').Zip(parts[3].Split('+'))).ToLookup(pair => pair.First, pair => pair.Second);

        Assert.All(Enum.GetNames<Ecosystem>(), name =>
        {
            Assert.Contains(nameof(LockUse.Honours), uses[name]);
            Assert.Contains(uses[name], use => use is nameof(LockUse.Ignores) or nameof(LockUse.Rewrites));
        });
    }

    [Theory]
    [InlineData("npm --prefix web ci", "web", null)]
    [InlineData("pnpm -C web install", "web", null)]
    [InlineData("yarn --cwd web install", "web", null)]
    [InlineData("yarn workspace web add x", "web", null)]
    [InlineData("bun install --cwd web", "web", null)]
    [InlineData("dotnet restore src/App", "src/App", null)]
    [InlineData("dotnet build -c Release src/App/App.csproj", "src/App/App.csproj", null)]
    [InlineData("dotnet run --project src/App", "src/App", null)]
    [InlineData("msbuild -restore src/x.sln", "src/x.sln", null)]
    [InlineData("nuget restore x.sln -LockedMode", "x.sln", null)]
    [InlineData("pip install -r web/requirements.txt", null, "web/requirements.txt")]
    [InlineData("pip-sync", null, "requirements.txt")]
    [InlineData("uv --project web sync", "web", null)]
    [InlineData("uv sync --directory web", "web", null)]
    [InlineData("poetry -C web install", "web", null)]
    [InlineData("poetry install --project=web", "web", null)]
    [InlineData("pdm install -p web", "web", null)]
    [InlineData("pdm sync -L other.lock", null, "other.lock")]
    [InlineData("pixi install --manifest-path web/pixi.toml", "web/pixi.toml", null)]
    [InlineData("conda-lock install -n x web/conda-lock.yml", null, "web/conda-lock.yml")]
    [InlineData("micromamba create -f conda-lock.yml", null, "conda-lock.yml")]
    [InlineData("cargo build --manifest-path web/Cargo.toml", "web/Cargo.toml", null)]
    [InlineData("cargo install --locked --path web", "web", null)]
    [InlineData("mvn -f web verify", "web", null)]
    [InlineData("./gradlew -p web build", "web", null)]
    [InlineData("go -C web build ./...", "web", null)]
    [InlineData("go build -modfile=tools.mod ./...", null, "tools.mod")]
    [InlineData("composer -d web install", "web", null)]
    [InlineData("composer install --working-dir=web", "web", null)]
    [InlineData("bundle install --gemfile web/Gemfile", "web/Gemfile", null)]
    [InlineData("BUNDLE_GEMFILE=web/Gemfile bundle install", "web/Gemfile", null)]
    [InlineData("conan install web --lockfile=web/conan.lock", "web", "web/conan.lock")]
    [InlineData("vcpkg install --x-manifest-root=web", "web", null)]
    public void The_folder_and_the_file_that_a_command_names_are_known(string script, string? folder, string? file)
    {
        var act = Assert.Single(TruthTable.Of(script));

        Assert.Equal((folder, file), (act.Folder, act.File));
    }

    [Theory]
    [InlineData("npm install", "npm ci")]
    [InlineData("yarn install", "yarn install --frozen-lockfile")]
    [InlineData("pnpm install", "pnpm install --frozen-lockfile")]
    [InlineData("bun install", "bun install --frozen-lockfile")]
    [InlineData("uv sync", "uv sync --locked")]
    [InlineData("uv run pytest", "uv run --locked")]
    [InlineData("pdm install", "pdm install --check")]
    [InlineData("pipenv install", "pipenv install --deploy")]
    [InlineData("pixi install", "pixi install --locked")]
    [InlineData("dotnet restore", "dotnet restore --locked-mode")]
    [InlineData("dotnet build", "dotnet restore --locked-mode, and dotnet build --no-restore")]
    [InlineData("cargo test", "cargo test --locked")]
    [InlineData("bundle install", "BUNDLE_FROZEN=true bundle install")]
    [InlineData("go build -mod=mod ./...", "go build -mod=readonly")]
    [InlineData("bazel test //...", "bazel test --lockfile_mode=error")]
    [InlineData("composer update", "composer install")]
    [InlineData("npm ci", null)]
    [InlineData("cargo build --locked", null)]
    public void What_to_do_instead_is_said_where_there_is_something(string script, string? instead) => Assert.Equal(instead, Assert.Single(TruthTable.Of(script)).Instead);

    [Theory]
    [InlineData("pip install requests==2.32.3", true)]
    [InlineData("pip install 'requests==2.*'", false)]
    [InlineData("pip install requests==2.32.3 flask", false)]
    [InlineData("pip install git+https://example.com/a/b@0123456789abcdef0123456789abcdef01234567", true)]
    [InlineData("pip install git+https://example.com/a/b@main", false)]
    [InlineData("pipx run black==24.1.0", true)]
    [InlineData("uvx ruff@0.3.0", true)]
    [InlineData("uvx ruff@latest", false)]
    [InlineData("npx cowsay@1.6.0", true)]
    [InlineData("npx cowsay@1", false)]
    [InlineData("npx @scope/cowsay@1.6.0", true)]
    [InlineData("npm i -g yarn@1.22.22", true)]
    [InlineData("npm i -g yarn@^1.22.22", false)]
    [InlineData("npm i -g @scope/yarn", false)]
    [InlineData("go install example.com/x@v1.2.3", true)]
    [InlineData("go install example.com/x@v1", false)]
    [InlineData("cargo install --locked x@1.2.3", true)]
    [InlineData("gem install rake:13.2.1", true)]
    [InlineData("gem install rake", false)]
    [InlineData("dotnet tool install x --version 1.2.3", true)]
    [InlineData("dotnet tool install x --version 1.*", false)]
    public void One_version_is_told_from_many(string script, bool isPinned) => Assert.Equal(isPinned, Assert.Single(TruthTable.Of(script)).IsPinned is true);

    [Theory]
    [InlineData("uv sync --frozen")]
    [InlineData("pipenv sync")]
    [InlineData("pdm sync")]
    [InlineData("pixi install --frozen")]
    [InlineData("conda-lock install")]
    [InlineData("pnpm fetch")]
    [InlineData("composer install")]
    public void Who_takes_the_lock_without_asking_whether_it_fits_is_told_from_the_others(string script) =>
        Assert.Equal((LockUse.Honours, true), TruthTable.Of(script).Select(act => (act.Use, act.SkipsManifest)).Single());

    [Theory]
    [InlineData("1.7.1", true)]
    [InlineData("1.8.0", false)]
    [InlineData("2", false)]
    public void Poetry_fails_on_a_lock_that_does_not_fit_since_one_version(string version, bool skips) =>
        Assert.Equal(skips, Assert.Single(TruthTable.Of("poetry install", TruthTable.Around($"version:poetry={version}"))).SkipsManifest);

    [Fact]
    public void The_variable_or_setting_that_decides_is_named()
    {
        var around = TruthTable.Around("YARN_ENABLE_IMMUTABLE_INSTALLS=false; set:package.json packageManager=yarn@4.9.2; ci");

        Assert.Equal("YARN_ENABLE_IMMUTABLE_INSTALLS", Assert.Single(TruthTable.Of("yarn install", around)).Decider?.Name);
    }

    [Theory]
    [InlineData("pip install -r r.txt", "-", LockUse.Ignores)]
    [InlineData("pip install -r r.txt", "PIP_CONFIG_FILE=ci/pip.conf", LockUse.Honours)]
    [InlineData("pip install -r r.txt", "PIP_CONFIG_FILE=/home/runner/work/shop/shop/ci/pip.conf", LockUse.Honours)]
    [InlineData("pip install -r r.txt", "PIP_CONFIG_FILE=./pip.conf", LockUse.Honours)]
    [InlineData("pip install -r r.txt", "PIP_CONFIG_FILE=other.conf", LockUse.Ignores)]
    [InlineData("pip install -r r.txt", "PIP_CONFIG_FILE=?", LockUse.Unknown)]
    [InlineData("PIP_REQUIRE_HASHES=0 pip install -r r.txt", "PIP_CONFIG_FILE=ci/pip.conf", LockUse.Ignores)]
    public void A_file_of_settings_of_pip_counts_where_a_variable_names_it(string script, string around, LockUse use) =>
        Assert.Equal(use, Assert.Single(TruthTable.Of(script, Written($"{around}; unhashed:r.txt", "pip.conf require-hashes", "true", "ci/pip.conf"))).Use);

    [Theory]
    [InlineData("uv pip install -r r.txt", "-", LockUse.Honours)]
    [InlineData("uv pip install --config-file uv.toml -r r.txt", "-", LockUse.Honours)]
    [InlineData("uv pip install --config-file other.toml -r r.txt", "-", LockUse.Ignores)]
    [InlineData("uv pip install -r r.txt", "UV_CONFIG_FILE=?", LockUse.Unknown)]
    public void A_file_of_settings_of_uv_counts_unless_another_one_is_named(string script, string around, LockUse use) =>
        Assert.Equal(use, Assert.Single(TruthTable.Of(script, Written($"{around}; unhashed:r.txt", "uv require-hashes", "true", "uv.toml"))).Use);

    [Theory]
    [InlineData("-", LockUse.Honours)]
    [InlineData("BUNDLE_FROZEN=false", LockUse.Honours)]
    [InlineData("BUNDLE_APP_CONFIG=/usr/local/bundle", LockUse.Unknown)]
    [InlineData("BUNDLE_IGNORE_CONFIG=1", LockUse.Rewrites)]
    public void The_settings_of_bundler_for_a_project_count_unless_a_variable_says_otherwise(string around, LockUse use) =>
        Assert.Equal(use, Assert.Single(TruthTable.Of("bundle install", Written(around, "bundle config frozen", "true", ".bundle/config"))).Use);

    [Fact]
    public void What_only_writes_a_lock_file_is_known_not_to_install() => Assert.Equal(
        ["pip lock -e .", "pip-compile --generate-hashes requirements.in", "uv lock", "uv lock --upgrade", "uv pip compile requirements.in -o requirements.txt", "poetry lock", "pdm lock", "pipenv lock", "conda-lock -f environment.yml -p linux-64", "conda-lock lock", "pixi lock", "npm install --package-lock-only", "yarn install --mode=update-lockfile", "pnpm install --lockfile-only", "bun install --lockfile-only", "conan lock create .", "bundle lock"],
        TruthTable.Rows().Select(TruthTable.Parts).Where(parts => TruthTable.Of(parts[0], TruthTable.Around(parts[1])).Any(act => act.OnlyLocks)).Select(parts => parts[0]));

    [Fact]
    public void A_word_that_decides_is_the_one_that_is_pointed_at()
    {
        const string script = "pnpm install --no-frozen-lockfile";

        Assert.Equal("--no-frozen-lockfile", Assert.Single(TruthTable.Of(script)).At.Text);
        Assert.Equal("restore", Assert.Single(TruthTable.Of("dotnet restore")).At.Text);
    }

    [Theory]
    [InlineData("cat requirements.txt | xargs pip install", LockUse.Unknown)]
    [InlineData("cat requirements.txt | xargs -n 1 pip install --require-hashes", LockUse.Honours)]
    [InlineData("sudo -E env CI=true timeout 60 npm ci", LockUse.Honours)]
    [InlineData("sh -c 'npm install'", LockUse.Rewrites)]
    [InlineData("mise exec -- npm ci", LockUse.Honours)]
    [InlineData("poetry run python -m pip install x", LockUse.Ignores)]
    public void What_only_starts_the_program_is_seen_through(string script, LockUse use) => Assert.Equal(use, Assert.Single(TruthTable.Of(script)).Use);

    [Theory]
    [InlineData("apt-get install -y curl")]
    [InlineData("apk add --no-cache git")]
    [InlineData("dnf install -y make")]
    [InlineData("echo npm install")]
    [InlineData("make install")]
    [InlineData("docker run x npm")]
    [InlineData("command -v npm")]
    [InlineData("npm")]
    public void What_installs_nothing_of_an_ecosystem_is_left_alone(string script) => Assert.Empty(TruthTable.Of(script));

    // Whatever the words, something is said or nothing: nothing is thrown.
    [Fact]
    public void No_words_are_too_odd_to_be_asked_about()
    {
        var words = TruthTable.Rows().SelectMany(row => TruthTable.Parts(row)[0].Split(' ')).Concat(["", "-", "--", "---", "-=", "--=", "=", "@", "$X", "$(x)", "/", "/p:", "/:", "-p:", "-D", "+", "+x", "a@", "@a", "==", "-r", "-mod", "xargs", "\u0000", "é"])
            .Distinct(StringComparer.Ordinal).ToArray();
        var names = TruthTable.Rows().Select(row => TruthTable.Parts(row)[0].Split(' ')[0]).Distinct(StringComparer.Ordinal).ToArray();
        var around = TruthTable.Rows().Select(row => TruthTable.Parts(row)[1]).Distinct(StringComparer.Ordinal).Select(TruthTable.Around).ToArray();

        Gen.Select(One(names), One(words).Array[0, 7], Gen.Bool.Array[8], One(around)).Sample((name, parts, literal, surroundings) =>
        {
            var offset = 0;
            var all = parts.Prepend(name).Select((text, index) => new Word(text, literal[index], offset += 3, text.Length)).ToArray();
            var command = new Command { Name = name, Words = [.. all], Assignments = [new Word($"{(parts.Length > 0 ? parts[0] : "A")}=1", Literal: true, 0, 1)], Offset = 0, Length = 1 };

            Assert.All(InstallCommands.Of(command, surroundings), act => Assert.NotEmpty(act.Why));
        });
    }

    [Fact]
    public void Launchers_that_start_each_other_come_to_an_end()
    {
        var script = string.Concat(Enumerable.Repeat("npx -y npx@1.2.3 ", 2_000)) + "npm ci";

        Assert.InRange(TruthTable.Of(script).Length, 1, 10);
    }

    [Theory]
    [InlineData("pnpm ", "m ", "install")]
    [InlineData("yarn ", "workspace a ", "install")]
    [InlineData("corepack ", "corepack ", "yarn")]
    [InlineData("npm ", "-- ", "ci")]
    [InlineData("conda ", "run ", "x")]
    [InlineData("python -m ", "pip ", "install")]
    [InlineData("go ", "run ", "x@latest")]
    public void Words_that_go_on_and_on_are_read_in_a_moment(string start, string again, string end)
    {
        var words = (start + string.Concat(Enumerable.Repeat(again, 100_000)) + end).Split(' ');
        var command = new Command { Name = words[0], Words = [.. words.Select((word, index) => new Word(word, Literal: true, index, 1))], Offset = 0, Length = 1 };

        Assert.True(InstallCommands.Of(command, InstallSurroundings.None).Length < 10);
    }

    // What is written in a file of the repository.
    private static InstallSurroundings Written(string around, string name, string value, string path) => TruthTable.Around(around) with { Settings = [new ToolSetting(name, value, Place.StartOf(path))] };

    private static Gen<T> One<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Joined(IEnumerable<string> texts, string none) => string.Join('+', texts) is { Length: > 0 } joined ? joined : none;
}
