using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Puts parameters into texts, as the platform does before anything runs.</summary>
/// <param name="included">The text of a file that an orb's source includes, by its path; null where there is none.</param>
internal sealed class TextResolver(Func<string, string, SourceFile?> included)
{
    private const string Own = "parameters.";
    private const string Matrix = "matrix.";
    private const string Include = "include(";

    // A parameter that is handed on and on ends somewhere.
    private const int Deepest = 32;

    // What is looked at of the values of a matrix.
    private const int MostValues = 64;

    private static readonly string[] Operators = ["==", "!=", "<=", ">=", "starts-with", " in ", " and ", " or ", "not "];

    /// <summary>The text.</summary>
    /// <param name="scalar">As written.</param>
    /// <param name="scope">What the names in it mean.</param>
    /// <param name="takesDefaults">Whether what only a run or a caller tells is what it is where nobody says anything.</param>
    public ResolvedText Resolve(YamlScalar scalar, Scope scope, bool takesDefaults = false) => Resolve(scalar, scope, takesDefaults, 0);

    /// <summary>What a node is, where it names a parameter and nothing else: the values of that, or the node itself.</summary>
    /// <param name="node">The node.</param>
    /// <param name="scope">What the names in it mean.</param>
    public static ImmutableArray<Written> Values(YamlNode node, Scope scope) =>
        node is YamlScalar scalar && scope.Library.HasMarks && ArgumentOf(scalar, scope) is { } argument
            ? argument.Values.IsEmpty && argument.Default is { } unsaid ? [unsaid] : argument.Values
            : [new Written(node, scope)];

    /// <summary>The parameter that a text names and nothing else; null where it is no such text.</summary>
    /// <param name="scalar">The text.</param>
    /// <param name="scope">What the names in it mean.</param>
    public static Argument? ArgumentOf(YamlScalar scalar, Scope scope) => Marks.Whole(scalar.Value) is { } mark ? Find(mark.Content, scope) : null;

    private static Argument? Find(string name, Scope scope) =>
        name.StartsWith(Own, StringComparison.Ordinal) ? scope.Arguments.GetValueOrDefault(name[Own.Length..])
        : name.StartsWith(Matrix, StringComparison.Ordinal) ? scope.Matrix.GetValueOrDefault(name[Matrix.Length..])
        : null;

    private ResolvedText Resolve(YamlScalar scalar, Scope scope, bool takesDefaults, int depth)
    {
        var text = scalar.Value;
        if (!scope.Library.HasMarks || !Marks.MayBeIn(text) || depth > Deepest)
        {
            return new ResolvedText(text, scalar.Span, scalar.Anchors, []);
        }

        if (Marks.Whole(text) is { } whole)
        {
            if (Find(whole.Content, scope) is { } argument && ValueOf(argument, takesDefaults) is { Node: YamlScalar value } written)
            {
                var resolved = Resolve(value, written.Scope, takesDefaults, depth + 1);
                return resolved with
                {
                    Interpolations = [.. resolved.Interpolations.Select(one => one with { Provenance = one.Provenance.Through(value.Span, $"is passed as the parameter '{argument.Name}'") })],
                };
            }

            if (IncludeIn(whole.Content, scalar.Span.Path) is { } file)
            {
                return Whole(file);
            }
        }

        return Filled(scalar, scope, takesDefaults, depth);
    }

    private static Written? ValueOf(Argument argument, bool takesDefaults) =>
        argument.Values is [var one] ? one
        : argument.Values.IsEmpty && takesDefaults ? argument.Default
        : takesDefaults && argument.Values.Length > 1 ? argument.Values[0]
        : null;

    private SourceFile? IncludeIn(string content, string from) =>
        content.StartsWith(Include, StringComparison.Ordinal) && content.EndsWith(')') ? included(from, content[Include.Length..^1].Trim().Trim('"', '\'')) : null;

    // The file of a script begins at its first character.
    private static ResolvedText Whole(SourceFile file)
    {
        var text = file.Text.Length > YamlReader.MaximumScalar ? "" : file.Text;
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        anchors.Add(new TextAnchor(0, 1, 1));
        var line = 1;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('\n', at + 1))
        {
            anchors.Add(new TextAnchor(at + 1, ++line, 1));
        }

        var last = anchors[^1];
        return new ResolvedText(text, new Place(file.Path, new Region(1, 1, last.Line, text.Length - last.Offset + 1)), anchors.DrainToImmutable(), []);
    }

    private ResolvedText Filled(YamlScalar scalar, Scope scope, bool takesDefaults, int depth)
    {
        var text = scalar.Value;
        var whole = new StringBuilder();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        var pasted = ImmutableArray.CreateBuilder<Interpolation>();
        var done = 0;
        foreach (var mark in Marks.In(text))
        {
            Copy(done, mark.Offset);
            var place = scalar.PlaceOf(mark.Offset, mark.Length);
            var filled = Fill(mark, scope, takesDefaults, depth);
            if (filled is not null && whole.Length + filled.Text.Length <= YamlReader.MaximumScalar)
            {
                Press(filled.Text.Length, mark);
                whole.Append(filled.Text);
            }
            else
            {
                var written = text.Substring(mark.Offset, mark.Length);
                pasted.Add(new Interpolation { Text = written, Span = place, Offset = whole.Length, Provenance = ProvenanceOf(mark.Content, scope, depth), Mechanism = Mechanism.Pasted });
                Copy(mark.Offset, mark.Offset + mark.Length);
            }

            done = mark.Offset + mark.Length;
        }

        Copy(done, text.Length);
        return new ResolvedText(whole.ToString(), scalar.Span, scalar.Anchors.IsDefaultOrEmpty ? [] : anchors.DrainToImmutable(), pasted.DrainToImmutable());

        void Copy(int from, int to)
        {
            for (var at = from; at < to;)
            {
                // The backslash before what is to stay is taken away.
                var escaped = text.IndexOf("\\<<", at, to - at, StringComparison.Ordinal);
                var end = escaped < 0 ? to : escaped;
                if (end > at)
                {
                    Anchor(at);
                    foreach (var anchor in scalar.Anchors.Where(anchor => anchor.Offset > at && anchor.Offset < end))
                    {
                        anchors.Add(anchor with { Offset = anchor.Offset - at + whole.Length });
                    }

                    whole.Append(text, at, end - at);
                }

                if (escaped >= 0)
                {
                    Anchor(escaped);
                    whole.Append(Marks.Start);
                }

                at = escaped < 0 ? to : escaped + 3;
            }
        }

        void Anchor(int at)
        {
            var region = scalar.PlaceOf(at, 0).Region;
            anchors.Add(new TextAnchor(whole.Length, region.StartLine, region.StartColumn));
        }

        // What is put there is shown where the mark stands: its first character at the mark's first, its last at the mark's last.
        void Press(int length, Mark mark)
        {
            var region = scalar.PlaceOf(mark.Offset, mark.Length).Region;
            var last = Math.Max(region.StartColumn, region.EndColumn - 1);
            var free = region.EndLine == region.StartLine ? last - region.StartColumn : 0;
            for (var at = 0; at < length; at++)
            {
                if (at == 0)
                {
                    anchors.Add(new TextAnchor(whole.Length, region.StartLine, region.StartColumn));
                }
                else if (at == length - 1)
                {
                    anchors.Add(new TextAnchor(whole.Length + at, region.EndLine, last));
                }
                else if (at >= free)
                {
                    anchors.Add(new TextAnchor(whole.Length + at, region.StartLine, region.StartColumn + free));
                }
            }
        }
    }

    private ResolvedText? Fill(Mark mark, Scope scope, bool takesDefaults, int depth)
    {
        if (Find(mark.Content, scope) is { } argument)
        {
            // What only a run tells stays what is written here, so that one sees what is meant.
            return ValueOf(argument, takesDefaults) is { Node: YamlScalar value } written && Resolve(value, written.Scope, takesDefaults, depth + 1) is { Interpolations.IsEmpty: true } resolved ? resolved : null;
        }

        const string Pipeline = "pipeline.parameters.";
        return takesDefaults && mark.Content.StartsWith(Pipeline, StringComparison.Ordinal) && scope.Library.Parameters?.Entry(mark.Content[Pipeline.Length..]) is { } entry && new Declaration(entry).Default is YamlScalar unsaid
            ? new ResolvedText(unsaid.Value, unsaid.Span, unsaid.Anchors, [])
            : null;
    }

    // Who controls what is put there.
    private Provenance ProvenanceOf(string content, Scope scope, int depth)
    {
        if (!Marks.IsName(content))
        {
            return Operators.Any(word => content.Contains(word, StringComparison.Ordinal)) ? Provenance.Constant
                : Provenance.Join(Marks.NamesIn(content).Take(MostValues).Select(name => ProvenanceOf(name, scope, depth)));
        }

        if (Find(content, scope) is { } argument)
        {
            return argument.Foreign ?? Provenance.Join(argument.Values.Take(MostValues).Select(value =>
                value.Node is YamlScalar scalar ? Resolve(scalar, value.Scope, takesDefaults: false, depth + 1).Provenance.Through(scalar.Span, $"is passed as the parameter '{argument.Name}'") : Provenance.Constant));
        }

        return PipelineValues.Of(content, scope.Library) ?? Provenance.Constant;
    }
}
