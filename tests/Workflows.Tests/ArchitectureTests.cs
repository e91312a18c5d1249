using System.Text.RegularExpressions;

namespace LienThong.Workflows.Tests;

public sealed partial class ArchitectureTests
{
    [Fact]
    public void The_model_uses_no_other_part_of_the_engine()
    {
        var model = Path.Combine(RepositoryFiles.Root, "src", "Workflows", "Model");

        var uses = Directory.EnumerateFiles(model, "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Named().Matches(File.ReadAllText(path)).Select(match => $"{Path.GetFileName(path)}: {match.Value}"));

        uses.ShouldBeEmpty();
    }

    [Fact]
    public void The_engine_refers_to_no_domain_and_no_web()
    {
        var names = typeof(Model.Activity).Assembly.GetReferencedAssemblies().Select(name => name.Name!);

        names.Where(name => name.StartsWith("LienThong.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    // Besides a using directive also a qualified name, such as Runtime.Burst or LienThong.Workflows.Runtime.Burst.
    [GeneratedRegex(@"(?<![\w.])(LienThong\.Workflows\.)?(ControlFlow|Definitions|Expressions|Outbox|Persistence|Runtime|Scheduling|Serialization)(\.[A-Z]\w*|;)")]
    private static partial Regex Named();
}
