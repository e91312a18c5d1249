using LienThong.Activities.Documents;
using LienThong.Host.CommandLine;
using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.CommandLine;

public sealed class CheckCommandTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_sound_database_is_told_in_one_line() =>
        (await CheckCommand.ReportAsync(_app.Services, CancellationToken.None)).ShouldBe("Không có sai lệch giữa sổ, hồ sơ, việc chờ, tệp và nhật ký.");

    [Fact]
    public async Task A_missing_file_is_a_deviation()
    {
        await _app.Services.GetRequiredService<Database>().WriteAsync(
            (session, _) =>
            {
                session.Insert(new DocumentVersion { Id = Guid.NewGuid(), DocumentId = Guid.NewGuid(), VersionNo = 1, FileHash = new string('0', 64), FileName = "mất.docx", MediaType = "text/plain" });
                return Task.FromResult(true);
            },
            CancellationToken.None);

        (await Should.ThrowAsync<StartupException>(() => CheckCommand.ReportAsync(_app.Services, CancellationToken.None))).Message.ShouldBe("Kiểm tra toàn vẹn: 1 sai lệch.");
    }
}
