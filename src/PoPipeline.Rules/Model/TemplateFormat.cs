namespace PoPipeline.Rules.Model;

/// <summary>How a template is written.</summary>
public enum TemplateFormat
{
    /// <summary>Markdown, with or without front matter.</summary>
    Markdown,

    /// <summary>YAML that the forge makes fields or a menu of.</summary>
    Form,
}
