using System.Collections.Immutable;
using CsCheck;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;
using PoPipeline.Sources.CodeOwners;

namespace PoPipeline.Tests.CodeOwners;

public sealed class CodeOwnersReaderTests
{
    private static readonly string[] Words =
    [
        "* @a/b", "[S]", "^[s][2] @x", "[S", "[][", "!", "!a @b", "\\#x @y", "a\\ b @c # d @e", "@@owners", "x@y.z", "\t", "\r", "\r\n",
        "\n", "\\", "🙂", "\ud800", "***", "/", "[]", "a[", "[a]@b", " [2]",
    ];

    private static readonly Gen<string> Fragment = Gen.OneOf(
        Gen.Int[0, Words.Length - 1].Select(index => Words[index]),
        Gen.String[Gen.Char["[]^!#@\\/* \t\n\rab2."], 0, 12],
        Gen.String[0, 8]);

    private static readonly Gen<string> Text = Fragment.Array[0, 30].Select(string.Concat);

    [Fact]
    public void A_pattern_and_its_owners_stand_where_they_are_written()
    {
        var entry = Entries("  /src/\\ x/\t@acme/native  docs@example.com # and more\r\n").Single();

        Assert.Equal("/src/\\ x/", entry.Pattern);
        Assert.Equal(new Region(1, 3, 1, 12), entry.Span.Region);
        Assert.Equal(["@acme/native", "docs@example.com"], entry.Owners.Select(owner => owner.Value));
        Assert.Equal([new Region(1, 13, 1, 25), new Region(1, 27, 1, 43)], entry.Owners.Select(owner => owner.Span.Region));
    }

    [Fact]
    public void A_line_that_GitHub_skips_owns_nothing()
    {
        var file = Read("* @acme/all\n*.md acme/docs @acme/docs\n");

        Assert.Equal("@acme/all", Owners.Of(file, "a.md").Single().Owners.Single().Value);
        Assert.Equal(ProblemKind.Owner, file.Problems.Single().Kind);
    }

    [Fact]
    public void A_line_without_owners_takes_files_from_everybody_on_GitHub()
    {
        var ownership = Owners.Of(Read("/apps/ @octocat\n/apps/github\n"), "apps/github/x").Single();

        Assert.Empty(ownership.Owners);
        Assert.Equal(2, ownership.Entry.Span.Region.StartLine);
    }

    [Fact]
    public void Each_section_of_GitLab_names_its_own_owners()
    {
        var file = Read(
            """
            * @admin

            [README Owners]
            README.md @user1 @user2
            internal/README.md @user4

            [README other owners]
            README.md @user3
            """,
            Forge.GitLab);

        Assert.Equal(["@admin", "@user1 @user2", "@user3"], OwnersOf(file, "README.md"));
        Assert.Equal(["@admin", "@user4", "@user3"], OwnersOf(file, "internal/README.md"));
    }

    [Fact]
    public void Default_owners_hold_where_a_line_names_none()
    {
        var file = Read(
            """
            [Documentation] @docs-team
            docs/
            README.md

            [Database][2] @database-team @agarcia
            model/db/
            config/db/database-setup.md @docs-team
            """,
            Forge.GitLab);

        Assert.Equal(["@database-team @agarcia"], OwnersOf(file, "model/db/x.rb"));
        Assert.Equal(["@docs-team"], OwnersOf(file, "config/db/database-setup.md"));
        Assert.Equal(2, file.Sections.Single(section => section.Name is "Database").Approvals);
        Assert.True(file.Sections.Single(section => section.Name is "Documentation").Entries[0].Inherited);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Sections_of_one_name_are_one_whatever_the_case_and_required_if_one_of_them_is()
    {
        var file = Read("^[Docs]\n*.md @a\n[Other]\n*.c @b\n[DOCS]\nREADME.md @c\n", Forge.GitLab);

        Assert.Equal(["", "Docs", "Other"], file.Sections.Select(section => section.Name));
        Assert.False(file.Sections[1].Optional);
        Assert.Equal(["@c"], OwnersOf(file, "README.md"));
    }

    [Fact]
    public void An_exclusion_holds_for_its_section_and_for_every_line_of_it()
    {
        var file = Read(
            """
            * @default
            !*.rb
            /special/*.rb @ruby-owner

            [Ruby]
            *.rb @ruby-team
            !/config/**/*.rb
            /config/routes.rb @ops
            """,
            Forge.GitLab);

        Assert.Equal(["@ruby-team"], OwnersOf(file, "special/x.rb"));
        Assert.Empty(OwnersOf(file, "config/routes.rb"));
        Assert.Equal(["@default"], OwnersOf(file, "config/x.yml"));
        Assert.Equal("*.rb", new Owners(file).Walk().Remover("config/routes.rb")?.Pattern);
    }

    [Fact]
    public void A_heading_that_is_not_closed_is_a_pattern_of_the_section_above()
    {
        var file = Read("[Docs]\ndocs/**/* @group\n\n[Section name\ndocs/ @docs_group\n", Forge.GitLab);

        Assert.Equal(["docs/**/*", "[Section", "docs/"], file.Sections[1].Entries.Select(entry => entry.Pattern));
        Assert.Equal(new Region(4, 1, 4, 9), file.Problems.Single().Span.Region);
    }

    [Theory]
    [InlineData(".github/workflows/ci.yml", Forge.GitHub)]
    [InlineData(".gitlab-ci.yml", Forge.GitLab)]
    [InlineData(".gitlab/issue_templates/bug.md", Forge.GitLab)]
    [InlineData("README.md", Forge.GitHub)]
    public void Without_a_remote_the_files_say_which_forge_it_is(string file, Forge expected)
    {
        Assert.Equal(expected, CodeOwnersPlaces.ForgeOf(new Repository { Files = [file] }));
        Assert.Equal(Forge.GitLab, CodeOwnersPlaces.ForgeOf(new Repository { Files = [file], Forge = Forge.GitLab }));
    }

    [Fact]
    public void GitHub_does_not_load_a_file_of_three_megabytes()
    {
        var source = new SourceFile("CODEOWNERS", "* @a\n", Fault: null) { Size = CodeOwnersReader.GitHubMaximumBytes };

        Assert.NotNull(CodeOwnersReader.Read(source, Forge.GitHub, new Repository()).Unreadable);
        Assert.Null(CodeOwnersReader.Read(source, Forge.GitLab, new Repository()).Unreadable);
    }

    [Fact]
    public void Brackets_of_routes_are_themselves_once_they_are_escaped()
    {
        var file = Read("/app/\\[id\\]/page.tsx @acme/web\n");

        Assert.Empty(file.Problems);
        Assert.Single(Owners.Of(file, "app/[id]/page.tsx"));
    }

    [Fact]
    public void A_name_of_a_package_with_an_at_sign_is_a_pattern_like_any_other()
    {
        var repository = new Repository { Files = ["CODEOWNERS", "packages/@acme/x.js"] };

        Assert.Empty(CodeOwnersReader.Read(new SourceFile("CODEOWNERS", "@acme @acme/web\n", Fault: null), Forge.GitHub, repository).Problems);
    }

    [Fact]
    public void Hostile_sizes_are_read_in_the_time_that_their_length_takes()
    {
        var many = string.Concat(Enumerable.Range(0, 200_000).Select(line => $"p{line} @a\n"));
        var wide = "/a " + string.Concat(Enumerable.Repeat("@a ", 300_000));
        var deep = string.Concat(Enumerable.Repeat("a/", 500_000)) + " @a";
        var costly = string.Concat(Enumerable.Range(0, 100_000).Select(line => $"*{line}* @a\n"));
        var wrong = string.Concat(Enumerable.Repeat("!x @a\n", 100_000));

        Assert.Equal(200_000, Read(many).Sections[0].Entries.Length);
        Assert.Equal(300_000, Read(wide).Sections[0].Entries[0].Owners.Length);
        Assert.Empty(Owners.Of(Read(deep), "a/a/a"));
        Assert.Equal(100_000, Read(costly).Sections[0].Entries.Length);
        Assert.InRange(Read(wrong).Problems.Length, 1, 1_000);
        Assert.All(new[] { many, wide, deep, costly, wrong }, text => Read(text, Forge.GitLab));
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_and_every_region_lies_inside_it() =>
        Gen.Select(Text, Gen.Bool.Select(gitLab => gitLab ? Forge.GitLab : Forge.GitHub)).Sample(
            (text, forge) =>
            {
                var file = CodeOwnersReader.Read(new SourceFile("CODEOWNERS", text, Fault: null), forge, new Repository { Files = ["CODEOWNERS", "a", "a/b"] });
                var lines = text.Split('\n');
                Assert.All(file.Problems, problem => Assert.True(IsInside(lines, problem.Span.Region), $"{problem}"));
                foreach (var entry in file.Sections.SelectMany(section => section.Entries))
                {
                    Assert.Equal(entry.Pattern, TextOf(lines, entry.Span.Region));
                    Assert.All(entry.Owners, owner => Assert.Equal(owner.Value, TextOf(lines, owner.Span.Region)));
                }

                new Owners(file).Walk().Of("a/b");
            },
            iter: 20_000);

    private static CodeOwnersFile Read(string text, Forge forge = Forge.GitHub) =>
        CodeOwnersReader.Read(new SourceFile("CODEOWNERS", text, Fault: null), forge, new Repository());

    private static ImmutableArray<OwnersEntry> Entries(string text) => Read(text).Sections.Single().Entries;

    private static IEnumerable<string> OwnersOf(CodeOwnersFile file, string path) =>
        Owners.Of(file, path).Select(ownership => string.Join(' ', ownership.Owners.Select(owner => owner.Value)));

    private static bool IsInside(string[] lines, Region span) =>
        span == Region.Start || (span.StartLine == span.EndLine && span.StartLine <= lines.Length && span.StartColumn < span.EndColumn && span.EndColumn <= lines[span.StartLine - 1].Length + 1);

    private static string TextOf(string[] lines, Region span) => lines[span.StartLine - 1][(span.StartColumn - 1)..(span.EndColumn - 1)];
}
