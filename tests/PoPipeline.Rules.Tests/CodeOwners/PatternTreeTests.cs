using CsCheck;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Tests.CodeOwners;

public sealed class PatternTreeTests
{
    private static readonly Gen<string> Name = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("ab"), Gen.Const("a.b"), Gen.Const(".a"), Gen.Const("a*b"), Gen.Const("😀a"), Gen.String[Gen.Char["ab."], 1, 4]);

    private static readonly Gen<string> Part = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("ab"), Gen.Const("*"), Gen.Const("**"), Gen.Const("*.b"), Gen.Const("a*"), Gen.Const("?"), Gen.Const("a\\*b"), Gen.String[Gen.Char["ab.*?"], 1, 5]);

    private static readonly Gen<string> Class = Gen.OneOf(Gen.Const("[ab]"), Gen.Const("a[a-c]*"), Gen.Const("[^a]"), Gen.Const("[!b]*"), Gen.Const("[]"), Gen.Const("[a"), Gen.Const("*[.]b"));

    private static readonly Gen<string> Path = Name.Array[1, 5].Select(names => string.Join('/', names));

    private static Gen<string> Pattern(Gen<string> part) =>
        Gen.Select(Gen.Bool, part.Array[1, 5], Gen.Bool, (anchored, parts, folder) => (anchored ? "/" : "") + string.Join('/', parts) + (folder ? "/" : ""))
            .Where(pattern => !pattern.Contains("***", StringComparison.Ordinal));

    [Fact]
    public void Many_patterns_at_once_say_what_one_after_the_other_says_on_GitHub() => Check(Pattern(Part), Forge.GitHub);

    [Fact]
    public void Many_patterns_at_once_say_what_one_after_the_other_says_on_GitLab() => Check(Pattern(Gen.OneOf(Part, Part, Class)), Forge.GitLab);

    [Theory]
    [InlineData("README.md", "docs/README.md", true)]
    [InlineData("internal/README.md", "docs/api/internal/README.md", true)]
    [InlineData("/README.md", "docs/README.md", false)]
    [InlineData("/docs/", "docs/api/index.md", true)]
    [InlineData("docs", "docs/index.md", false)]
    [InlineData("/docs/*", "docs/api/index.md", false)]
    [InlineData("/docs/**", "docs/index.md", true)]
    [InlineData("/docs/**", "docs/api/index.md", false)]
    [InlineData("/docs/**/*", "docs/api/index.md", true)]
    [InlineData("/docs/**/index.md", "docs/index.md", true)]
    [InlineData("/docs/**/index.md", "docs/api/graphql/index.md", true)]
    [InlineData("/docs/*/README.md", "docs/api/README.md", true)]
    [InlineData("/docs/*/README.md", "docs/README.md", false)]
    [InlineData("**/generated/", "a/b/generated/c/d.cs", true)]
    [InlineData("*", ".gitlab/ci/x.yml", true)]
    [InlineData("/*", "a/b", false)]
    [InlineData("\\#file", "#file", true)]
    [InlineData("path\\ with\\ spaces/*.md", "a/path with spaces/b.md", true)]
    [InlineData("*.[ch]", "src/main.c", true)]
    [InlineData("*.[ch]", "src/main.o", false)]
    [InlineData("/", "any/file", true)]
    public void GitLab_matches_as_it_documents(string pattern, string path, bool expected) =>
        Assert.Equal(expected ? 0 : -1, new PatternWalk(new PatternTree([pattern], Forge.GitLab)).LastMatch(path));

    [Theory]
    [InlineData("foo\\ bar/", "foo bar/x", true)]
    [InlineData("pages/\\[id\\].tsx", "pages/[id].tsx", true)]
    [InlineData("**/", "x", true)]
    [InlineData("/**", "a/b", true)]
    [InlineData("/", "a", false)]
    [InlineData("a//b", "a/b", false)]
    [InlineData("***", "a", false)]
    [InlineData("?", "😀", true)]
    [InlineData("*?*?*?*?*?*?*?*?*?*?b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void GitHub_matches_as_it_documents(string pattern, string path, bool expected) =>
        Assert.Equal(expected ? 0 : -1, new PatternWalk(new PatternTree([pattern], Forge.GitHub)).LastMatch(path));

    private static void Check(Gen<string> pattern, Forge forge) =>
        Gen.Select(pattern.Array[1, 12], Path.Array[1, 20]).Sample((patterns, paths) =>
        {
            var tree = new PatternTree(patterns, forge);
            var walk = new PatternWalk(tree);
            var used = tree.Used(paths);
            foreach (var path in paths)
            {
                var expected = Array.FindLastIndex(patterns, one => ReferenceMatcher.Matches(one, path, forge));
                Assert.True(expected == walk.LastMatch(path), $"'{path}' against {string.Join(' ', patterns)}: expected {expected}");
            }

            Assert.Equal(patterns.Select(one => paths.Any(path => ReferenceMatcher.Matches(one, path, forge))), used);
        }, iter: 5_000);
}
