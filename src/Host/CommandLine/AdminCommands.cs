using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;

namespace LienThong.Host.CommandLine;

/// <summary><c>admin create</c>: the first account of an installation, or a further administrator.</summary>
internal static class CreateAdministratorCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var given = arguments["password-stdin"] is null
            ? null
            : await Console.In.ReadLineAsync() ?? throw new StartupException("Không có mật khẩu ở đầu vào chuẩn.");
        await using var app = Program.Build(arguments);
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();

        var password = given ?? Accounts.NewPassword();
        var known = await scope.ServiceProvider.GetRequiredService<Accounts>()
            .CreateAdministratorAsync(arguments["user"]!, arguments["name"]!, password, isDemo: false, CancellationToken.None);
        await Console.Out.WriteLineAsync(known is null
            ? $"Đã tạo tài khoản quản trị {arguments["user"]}."
            : $"Đã tạo tài khoản quản trị {arguments["user"]} cho {known}, người đã có trong danh mục.");
        if (given is null)
            await Console.Out.WriteLineAsync($"Mật khẩu (chỉ hiện lần này): {password}");
    }
}

/// <summary><c>admin reset-demo-password</c>: a new common password for the demo people.</summary>
internal static class ResetDemoPasswordCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        await using var app = Program.Build(arguments);
        if (!app.Environment.IsDevelopment())
            throw new StartupException("Tài khoản mẫu chỉ có trong môi trường Development.");
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();

        var password = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().ResetPasswordAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync($"Mật khẩu mới của các tài khoản mẫu (chỉ hiện lần này): {password}");
    }
}
