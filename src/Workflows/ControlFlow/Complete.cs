using System.Collections;
using System.Text.Json;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Completes the nearest composite (a workflow used as an activity, else the workflow) with outcomes that replace Done.</summary>
[Activity("Elsa", "Luồng", "Hoàn thành quy trình với kết quả nêu tên.", DisplayName = "Hoàn thành")]
public sealed class Complete : Activity
{
    [Input(DisplayName = "Kết quả", UIHint = "outcome-picker")]
    public Input<object>? Outcomes { get; set; }

    public override bool IsTerminal => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.CompleteComposite(Names(context.Get(Outcomes))));

    // One text is exactly one outcome, even with commas; a list, also as JSON text, is several (elsa-format §5.1).
    private static List<string> Names(object? value)
    {
        switch (value)
        {
            case null:
                return [];
            case string text when text.TrimStart().StartsWith('['):
                try
                {
                    return JsonSerializer.Deserialize<List<string>>(text) ?? [];
                }
                catch (JsonException)
                {
                    return [text];
                }

            case string text:
                return text.Length == 0 ? [] : [text];
            case IEnumerable items:
                return [.. items.Cast<object?>().Select(Conversion.To<string>).OfType<string>()];
            default:
                return Conversion.To<string>(value) is { } one ? [one] : [];
        }
    }
}
