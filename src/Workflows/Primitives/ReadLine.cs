using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Where <see cref="ReadLine"/> reads from: there is one on the command line only.</summary>
public sealed record StandardInput(TextReader Reader);

/// <summary>Reads a line from the program's input.</summary>
[Activity("Elsa", "Màn hình", "Đọc một dòng từ đầu vào của chương trình.", DisplayName = "Đọc dòng")]
public sealed class ReadLine : Activity
{
    [Output(DisplayName = "Dòng đã đọc")]
    public Output<string>? Result { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.Services.GetService(typeof(StandardInput)) is not StandardInput input)
            throw new ActivityFault("console.none", "Máy chủ không có đầu vào để đọc: bước ReadLine chỉ chạy được ở dòng lệnh. Thay bằng một bước chờ sự kiện.");
        context.Set(Result, await input.Reader.ReadLineAsync(cancellationToken));
        return ActivityResult.Done;
    }
}
