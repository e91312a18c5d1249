using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Writes a line to the program's output.</summary>
[Activity("Elsa", "Màn hình", "Ghi một dòng ra màn hình.", DisplayName = "Ghi dòng")]
public sealed class WriteLine : Activity
{
    [Input(DisplayName = "Nội dung")]
    public Input<string>? Text { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.WriteLine(context.Get(Text));
        return new(ActivityResult.Done);
    }
}
