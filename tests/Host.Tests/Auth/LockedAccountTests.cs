using LienThong.Host.Auth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Auth;

/// <summary>An app of its own: one wrong password locks.</summary>
public sealed class LockedAccountTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--SignIn:MaxFailedAttempts=1");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(LienThongApp.Officer)]
    [InlineData("nobody@example.vn")]
    public async Task A_locked_account_takes_as_much_work_as_one_that_is_not_there(string userName)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var hasher = new CountingHasher();
        scope.ServiceProvider.GetRequiredService<UserManager<Account>>().PasswordHasher = hasher;
        var accounts = ActivatorUtilities.CreateInstance<Accounts>(scope.ServiceProvider, hasher);
        (await accounts.CheckAsync(userName, "wrong-password")).ShouldBeNull();
        hasher.Verified = 0;

        (await accounts.CheckAsync(userName, _app.Password)).ShouldBeNull();

        hasher.Verified.ShouldBe(1);
    }

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> _hasher = new();

        public int Verified { get; set; }

        public string HashPassword(Account user, string password) => _hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
