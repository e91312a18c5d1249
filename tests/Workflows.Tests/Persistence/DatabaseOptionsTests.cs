using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Tests.Persistence;

public sealed class DatabaseOptionsTests
{
    public static TheoryData<string, DatabaseOptions> Wrong { get; } = new()
    {
        { "Database:Provider", new DatabaseOptions { Provider = (DatabaseProvider)9 } },
        { "Database:DataFolder", new DatabaseOptions { DataFolder = " " } },
        { "Database:ConnectionString", new DatabaseOptions { Provider = DatabaseProvider.PostgreSql } },
        { "Database:ConnectionString", new DatabaseOptions { Provider = DatabaseProvider.SqlServer, DataFolder = "data" } },
        { "Database:MaxGroupSize", new DatabaseOptions { DataFolder = "data", MaxGroupSize = 0 } },
        { "Database:MaxGroupTime", new DatabaseOptions { DataFolder = "data", MaxGroupTime = TimeSpan.FromTicks(-1) } },
        { "Database:MaxWriteTime", new DatabaseOptions { DataFolder = "data", MaxWriteTime = TimeSpan.Zero } },
        { "Database:MaxRetries", new DatabaseOptions { DataFolder = "data", MaxRetries = -1 } },
        { "Database:MaxIdleReaders", new DatabaseOptions { DataFolder = "data", MaxIdleReaders = -1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_named_in_one_line(string setting, DatabaseOptions options)
    {
        var message = Should.Throw<DatabaseSettingsException>(options.Validate).Message;

        message.ShouldStartWith($"Cấu hình {setting} không hợp lệ: ");
        message.ShouldNotContain('\n');
    }

    [Fact]
    public void The_defaults_need_nothing_but_a_folder() => Should.NotThrow(new DatabaseOptions { DataFolder = "data" }.Validate);
}
