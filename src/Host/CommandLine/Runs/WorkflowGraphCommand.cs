using System.Globalization;
using System.Text;
using LienThong.Activities;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Host.CommandLine.Runs;

/// <summary><c>workflow graph</c>: the structure of definitions as text, an activity a line, below its container, with its arrows.</summary>
internal static class WorkflowGraphCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var reader = new DefinitionReader(new ActivityRegistry().Add(typeof(Composition).Assembly));
        foreach (var file in await DefinitionFiles.ReadAsync(arguments.Operands))
        {
            try
            {
                await Console.Out.WriteAsync(Draw(file.Read(reader.Read)));
            }
            catch (InvalidDefinitionException e)
            {
                throw new UsageException(e.Message);
            }
        }
    }

    internal static string Draw(WorkflowDefinition definition)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{definition.DefinitionId} v{definition.Version}{(definition.Name is { } name ? $" «{name}»" : "")}");
        Draw(text, definition.Root, "Root", 1);
        return text.ToString();
    }

    private static void Draw(StringBuilder text, Activity activity, string port, int depth)
    {
        text.Append(' ', depth * 2).Append(port).Append(": ").Append(Title(activity));
        if (activity.CanStartWorkflow)
            text.Append(" (bắt đầu quy trình)");
        text.AppendLine();
        foreach (var (childPort, child) in activity.Children())
            Draw(text, child, childPort, depth + 1);
        if (activity is not Flowchart flowchart)
            return;
        foreach (var arrow in flowchart.Connections)
            text.Append(' ', (depth + 1) * 2).AppendLine(CultureInfo.InvariantCulture, $"{arrow.Source.Id} —{arrow.SourcePort ?? ActivityResult.DoneOutcome}→ {arrow.Target.Id}");
    }

    private static string Title(Activity activity) =>
        activity.DisplayText == activity.Id ? $"{activity.Type} {activity.Id}" : $"{activity.Type} {activity.Id} «{activity.DisplayText}»";
}
