using System.Diagnostics;
using System.Text.Json;

namespace LienThong.Host.Tests.CommandLine;

/// <summary>The program as it is started by hand: a process of its own, its output and its exit code.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lienthong-{Guid.NewGuid():N}");

    [Fact]
    public async Task An_unknown_command_is_one_line_and_exit_code_2()
    {
        var (code, output, error) = await RunAsync("fly");

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        Lines(error).ShouldHaveSingleItem().ShouldBe("Không có lệnh «fly». Xem --help.");
    }

    [Fact]
    public async Task An_illegal_setting_is_one_line_and_exit_code_1()
    {
        var (code, _, error) = await RunAsync("--data", _folder, "--Server:MaxUploadMegabytes=0");

        code.ShouldBe(1);
        Lines(error).ShouldHaveSingleItem().ShouldBe("Cấu hình sai: Server:MaxUploadMegabytes = «0» (dòng lệnh --Server:MaxUploadMegabytes): phải từ 1 đến 1024.");
        Directory.Exists(_folder).ShouldBeFalse();
    }

    [Fact]
    public async Task In_production_the_data_folder_must_be_named()
    {
        var (code, _, error) = await RunAsync("--environment", "Production");

        code.ShouldBe(1);
        Lines(error).ShouldHaveSingleItem().ShouldContain("Data:Folder");
    }

    [Fact]
    public async Task Demo_people_are_refused_in_production()
    {
        var (code, _, error) = await RunAsync("--environment", "Production", "--data", _folder, "--Demo:People=true");

        code.ShouldBe(1);
        Lines(error).ShouldHaveSingleItem().ShouldContain("Demo:People");
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_in_one_line()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();

        var (code, _, error) = await RunAsync("--data", app.DataFolder, "--urls", "http://127.0.0.1:0");

        code.ShouldBe(1);
        Lines(error).ShouldHaveSingleItem().ShouldContain("đang được một tiến trình khác sử dụng");
        await app.DisposeAsync();
    }

    [Fact]
    public async Task An_administrator_is_made_with_a_password_that_is_shown_once_and_no_second_time_by_the_same_name()
    {
        string[] create = ["admin", "create", "--user", "quan.tri@quangtri.gov.vn", "--name", "Lê Văn Mẫu", "--environment", "Production", "--data", _folder];

        var first = await RunAsync(create);
        var second = await RunAsync(create);

        first.Code.ShouldBe(0, first.Error);
        first.Output.ShouldContain("Mật khẩu (chỉ hiện lần này): ");
        second.Code.ShouldBe(1);
        Lines(second.Error).ShouldHaveSingleItem().ShouldBe("Tài khoản này đã có.");
    }

    [Fact]
    public async Task A_given_password_that_is_too_short_is_refused_and_leaves_no_account()
    {
        string[] create = ["admin", "create", "--user", "quan.tri@quangtri.gov.vn", "--name", "Lê Văn Mẫu", "--environment", "Production", "--data", _folder, "--password-stdin"];

        var refused = await RunAsync(create, input: "short\n");
        var accepted = await RunAsync(create, input: "một mật khẩu đủ dài\n");

        refused.Code.ShouldBe(1);
        Lines(refused.Error).ShouldHaveSingleItem().ShouldBe("Mật khẩu phải có ít nhất 12 ký tự.");
        accepted.Code.ShouldBe(0, accepted.Error);
        accepted.Output.ShouldNotContain("một mật khẩu đủ dài");
    }

    [Fact]
    public async Task A_migration_says_what_it_did_and_the_next_one_has_nothing_to_do()
    {
        var first = await RunAsync("db", "migrate", "--environment", "Production", "--data", _folder);
        var second = await RunAsync("db", "migrate", "--environment", "Production", "--data", _folder);

        first.Output.ShouldContain("_Initial");
        second.Output.Trim().ShouldBe("Cơ sở dữ liệu đã ở phiên bản mới nhất.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_check_where_there_is_no_database_says_so_and_makes_nothing(bool folderIsThere)
    {
        if (folderIsThere)
            Directory.CreateDirectory(_folder);

        var (code, output, error) = await RunAsync("db", "check", "--data", _folder);

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        Lines(error).ShouldHaveSingleItem().ShouldBe($"Không có cơ sở dữ liệu trong {_folder}.");
        Directory.Exists(_folder).ShouldBe(folderIsThere);
        if (folderIsThere)
            Directory.EnumerateFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_of_a_sound_database_is_one_sentence()
    {
        await RunAsync("db", "migrate", "--data", _folder);

        var (code, output, error) = await RunAsync("db", "check", "--data", _folder);

        code.ShouldBe(0, error);
        Lines(output).ShouldHaveSingleItem().ShouldBe("Không có sai lệch giữa sổ, hồ sơ, việc chờ, tệp và nhật ký.");
    }

    [Fact]
    public async Task A_sound_procedure_is_checked_without_a_word()
    {
        var (code, output, error) = await RunAsync("workflow", "check", Path.Combine(Repository.Root, "definitions", "cong-van-bao-cao.json"));

        code.ShouldBe(0, error);
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_check_finds_names_file_step_and_code_and_exits_with_1()
    {
        var file = Write("""{"definitionId":"d","root":{"id":"a","type":"Elsa.KhongCo"}}""");

        var (code, output, error) = await RunAsync("workflow", "check", file);

        code.ShouldBe(1);
        Lines(output).ShouldHaveSingleItem()
            .ShouldBe($"{file}: [lỗi] a: Bước \"a\" thuộc loại \"Elsa.KhongCo\" mà hệ thống không có. Đổi loại bước. (activity.unknown-type)");
        Lines(error).ShouldHaveSingleItem().ShouldBe("Kiểm tra quy trình: 1 lỗi.");
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_exits_with_2_and_the_others_are_checked_all_the_same()
    {
        var file = Write("""{"definitionId":"d","root":{"id":"a","type":"Elsa.KhongCo"}}""");

        var (code, output, error) = await RunAsync("workflow", "check", "--json", Path.Combine(_folder, "mat.json"), file);

        code.ShouldBe(2);
        Lines(error).ShouldHaveSingleItem().ShouldContain("mat.json");
        JsonDocument.Parse(output).RootElement.GetProperty("findings")[0].GetProperty("activityId").GetString().ShouldBe("a");
    }

    private string Write(string definition)
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, "quy-trinh.json");
        File.WriteAllText(file, definition);
        return file;
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => await RunAsync(args, null);

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args, string? input)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }
}
