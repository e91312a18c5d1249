using LienThong.Activities.Documents;
using LienThong.Host.Api;
using LienThong.Host.Auth;
using LienThong.Host.Demo;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.DataProtection;

namespace LienThong.Host.Tests.Api;

/// <summary>Not over HTTP: a day has to pass.</summary>
public sealed class UploadTokensTests
{
    [Fact]
    public void A_token_is_good_for_a_day()
    {
        var start = new DateTimeOffset(2024, 1, 24, 8, 0, 0, TimeSpan.Zero);
        var clock = new DemoClock(start);
        var tokens = new UploadTokens(new EphemeralDataProtectionProvider(), clock);
        var user = new CurrentUser(Guid.NewGuid(), Guid.NewGuid(), "Lê Thị Mẫu", "mau@example.vn", false, []);
        var file = new StoredFile(new string('a', 64), "a.txt", "text/plain", 1);
        var (token, expires) = tokens.Give(user, file);

        clock.MoveTo(start.AddHours(24).AddSeconds(-1));
        tokens.Take(user, token).ShouldBe(file);
        clock.MoveTo(expires);
        Should.Throw<ApiRefusal>(() => tokens.Take(user, token)).Code.ShouldBe("upload.expired");
    }
}
