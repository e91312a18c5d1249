using LienThong.Host.Errors;
using LienThong.Host.Settings;
using Microsoft.Extensions.Configuration;

namespace LienThong.Host.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void The_settings_file_lists_every_option_with_its_default()
    {
        var file = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();

        SettingsReader.Read(file).ShouldBe(new HostSettings());
        foreach (var section in typeof(HostSettings).GetProperties())
            file.GetSection(section.Name).GetChildren().Select(child => child.Key)
                .ShouldBe(section.PropertyType.GetProperties().Select(property => property.Name), ignoreOrder: true, customMessage: section.Name);
    }

    [Theory]
    [InlineData("Server:MaxBodyKilobytes", "many", "phải là số nguyên")]
    [InlineData("Server:MaxBodyKilobytes", "1", "phải từ 16 đến 16384")]
    [InlineData("Database:Provider", "oracle", "phải là một trong: sqlite, sqlserver, postgresql")]
    [InlineData("Database:Provider", "1", "phải là một trong")]
    [InlineData("Database:MigrateAtStart", "ja", "phải là true hoặc false")]
    [InlineData("Database:Povider", "sqlite", "không có khoá này")]
    public void An_illegal_setting_is_refused_with_its_key_value_and_place(string key, string value, string why)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine([$"--{key}={value}"]).Build();

        var refusal = Should.Throw<StartupException>(() => SettingsReader.Read(configuration));

        refusal.Message.ShouldStartWith($"Cấu hình sai: {key} = «{value}» (dòng lệnh --{key}): {why}");
        refusal.Message.ShouldNotContain("\n");
    }
}
