using LienThong.Host.CommandLine;

namespace LienThong.Host.Tests.CommandLine;

public sealed class ArgumentsTests
{
    [Fact]
    public void Without_a_command_the_server_is_meant()
    {
        var arguments = Arguments.Parse([]);

        arguments.Command.ShouldBe("");
        arguments.WantsHelp.ShouldBeFalse();
    }

    [Fact]
    public void Options_settings_and_flags_are_told_apart()
    {
        var arguments = Arguments.Parse(["admin", "create", "--user", "a@b.vn", "--name=Lê Thị Mẫu", "--password-stdin", "--data", "/tmp/x", "--Database:Provider=postgresql"]);

        arguments.Command.ShouldBe("admin create");
        arguments["user"].ShouldBe("a@b.vn");
        arguments["name"].ShouldBe("Lê Thị Mẫu");
        arguments["password-stdin"].ShouldNotBeNull();
        arguments["data"].ShouldBe("/tmp/x");
        arguments.Settings.ShouldBe(["--Database:Provider=postgresql"]);
    }

    [Fact]
    public void Files_may_stand_before_and_after_options()
    {
        var arguments = Arguments.Parse(["workflow", "check", "a b.json", "--json", "c.json"]);

        arguments.Command.ShouldBe("workflow check");
        arguments.Operands.ShouldBe(["a b.json", "c.json"]);
        arguments["json"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("fly", "Không có lệnh «fly»")]
    [InlineData("db", "Không có lệnh «db» đứng riêng; chọn «db migrate», «db check», «db reindex», «db script».")]
    [InlineData("admin --data x", "chọn «admin create», «admin reset-demo-password».")]
    [InlineData("db migrate now", "Không có lệnh «db migrate now»")]
    [InlineData("db migrate --fast", "Không có tuỳ chọn «--fast»")]
    [InlineData("db migrate --user a", "Không có tuỳ chọn «--user»")]
    [InlineData("db script --provider", "Tuỳ chọn «--provider» thiếu giá trị")]
    [InlineData("db script --provider --output", "Tuỳ chọn «--provider» thiếu giá trị")]
    [InlineData("admin create --user a@b.vn", "cần --name")]
    [InlineData("admin create --user a --name b --password-stdin=x", "không nhận giá trị")]
    [InlineData("workflow check", "cần <tệp>...")]
    [InlineData("workflow check a.json --fast", "Không có tuỳ chọn «--fast»")]
    [InlineData("--data x y", "Không hiểu «y»")]
    [InlineData("-v", "Không hiểu «-v»")]
    public void What_cannot_be_understood_is_refused_in_one_line(string line, string why)
    {
        var refusal = Should.Throw<UsageException>(() => Arguments.Parse(line.Split(' ')));

        refusal.Message.ShouldContain(why);
        refusal.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("db migrate -h")]
    [InlineData("db -h")]
    [InlineData("admin --help")]
    public void Help_may_be_asked_for_in_short_and_for_half_a_command(string line) => Arguments.Parse(line.Split(' ')).WantsHelp.ShouldBeTrue();

    [Fact]
    public void Help_is_given_even_where_a_needed_option_is_missing_and_names_every_command()
    {
        Arguments.Parse(["admin", "create", "--help"]).WantsHelp.ShouldBeTrue();
        foreach (var command in new[] { "demo", "db migrate", "db script", "admin create", "admin reset-demo-password" })
            Arguments.HelpText.ShouldContain(command);
    }
}
