namespace PoPipeline.Rules.Model;

/// <summary>What a template asks of the person who fills it in.</summary>
public enum TemplateItemKind
{
    /// <summary>To tick a box.</summary>
    Checkbox,

    /// <summary>To answer a question of a form.</summary>
    Question,
}
