internal static class Config
{
    public const string Key = "AKIAIOSFODNN7EXAMPLE"; // gitleaks:allow the example of the documentation
    public const string Text = "// gitleaks:allow";
}
