using System.Globalization;
using System.Text.Json.Nodes;
using LienThong.Activities.Rules;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>A line of an instance's technical journal.</summary>
/// <param name="Sequence">Counts from 1 in each instance.</param>
/// <param name="Burst">In which burst; what one burst did was one commit.</param>
/// <param name="Timestamp">When.</param>
/// <param name="ActivityId">Which step.</param>
/// <param name="ActivityNodeId">Where it stands in the definition.</param>
/// <param name="ActivityType">Of which type.</param>
/// <param name="ActivityName">As the definition calls it.</param>
/// <param name="Execution">Which time that a step ran.</param>
/// <param name="EventName">What happened, as Elsa names it.</param>
/// <param name="Message">More about it.</param>
/// <param name="Outcomes">By which the step was left.</param>
public sealed record JournalLine(
    long Sequence, int Burst, DateTimeOffset Timestamp, string ActivityId, string ActivityNodeId, string ActivityType, string? ActivityName, int Execution, string EventName, string? Message,
    IReadOnlyList<string>? Outcomes);

/// <summary>Some lines of a journal.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">Asks for the page that follows; null after the last.</param>
public sealed record JournalPage(IReadOnlyList<JournalLine> Items, string? Next)
{
    internal static RuleViolation NoPlace() =>
        RuleViolation.Invalid("page.after", "Không đọc được \"after\": hãy gửi lại nguyên giá trị \"next\" của trang trước, hoặc bỏ đi để xem từ đầu.");
}

/// <summary>A variable of a running or ended instance.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">As expressions use it.</param>
/// <param name="TypeName">Alias of its type.</param>
/// <param name="IsArray">It holds several of that type.</param>
/// <param name="Value">Now, or when it ended.</param>
public sealed record VariableValue(string Id, string Name, string TypeName, bool IsArray, JsonNode? Value);

/// <summary>What is kept of an instance beside its row, for administrators.</summary>
public sealed class InstanceRecords(WorkflowEngine engine)
{
    private const int BurstsAtOnce = 64;

    /// <summary>The journal page by page, oldest first; null when there is no such instance.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="instanceId">Of which instance.</param>
    /// <param name="activityId">Only this step; null for all.</param>
    /// <param name="eventName">Only this event; null for all.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="take">Lines of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="RuleViolation"><c>page.after</c>.</exception>
    public static async Task<JournalPage?> JournalAsync(
        DbContext context, string instanceId, string? activityId, string? eventName, string? after, int take, CancellationToken cancellationToken)
    {
        var (burst, sequence) = after is null ? (0, 0L) : PlaceOf(after);
        if (!await InstanceQuery.ExistsAsync(context, instanceId, cancellationToken))
            return null;
        var lines = new List<JournalLine>();
        List<JournalRow> rows;
        do
        {
            var from = burst;
            rows = await context.Set<JournalRow>().Where(row => row.InstanceId == instanceId && row.Burst >= from).OrderBy(row => row.Burst).Take(BurstsAtOnce).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                lines.AddRange(LinesOf(row).Where(line =>
                    line.Sequence > sequence && (activityId is null || line.ActivityId == activityId) && (eventName is null || line.EventName == eventName)));
                burst = row.Burst + 1;
                if (lines.Count > take)
                    break;
            }
        }
        while (rows.Count == BurstsAtOnce && lines.Count <= take);
        if (lines.Count <= take)
            return new JournalPage(lines, null);
        lines.RemoveRange(take, lines.Count - take);
        return new JournalPage(lines, string.Create(CultureInfo.InvariantCulture, $"{lines[^1].Burst}.{lines[^1].Sequence}"));
    }

    /// <summary>The variables of the workflow itself; null when there is no such instance.</summary>
    public async Task<IReadOnlyList<VariableValue>?> VariablesAsync(DbContext context, string instanceId, CancellationToken cancellationToken)
    {
        if (await engine.FindAsync(context, instanceId, cancellationToken) is not { } instance)
            return null;
        var values = instance.Variables;
        return [.. instance.Definition.Variables.Select(variable => new VariableValue(
            variable.Id, variable.Name, variable.TypeName, variable.IsArray, Conversion.ToNode(values.GetValueOrDefault(variable.Name))))];
    }

    internal static IEnumerable<JournalLine> LinesOf(JournalRow row) => KeptJournal.EntriesOf(row).Select(entry => new JournalLine(
        entry.Sequence, row.Burst, entry.Timestamp, entry.ActivityId, entry.ActivityNodeId, entry.ActivityType, entry.ActivityName, entry.Execution, entry.Event, entry.Message, entry.Outcomes));

    private static (int Burst, long Sequence) PlaceOf(string after) =>
        after.Split('.') is [var burst, var sequence]
        && int.TryParse(burst, NumberStyles.None, CultureInfo.InvariantCulture, out var b) && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            ? (b, s)
            : throw JournalPage.NoPlace();
}
