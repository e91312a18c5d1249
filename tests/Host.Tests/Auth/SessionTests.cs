using System.Net;
using LienThong.Host.Auth;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Auth;

[Collection(SharedApp.Name)]
public sealed class SessionTests(LienThongApp app)
{
    [Fact]
    public async Task The_session_says_who_i_am_and_what_i_hold()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var user = (await clerk.GetJsonAsync("/api/session")).GetProperty("user");

        user.GetProperty("userName").GetString().ShouldBe(LienThongApp.Clerk);
        user.GetProperty("isAdministrator").GetBoolean().ShouldBeFalse();
        user.GetProperty("agencyName").GetString().ShouldBe("Sở Khoa học và Công nghệ");
        user.GetProperty("positions")[0].GetProperty("code").GetString().ShouldBe("van-thu");
    }

    [Fact]
    public async Task Nobody_is_signed_in_at_first()
    {
        using var caller = await app.AnonymousAsync();

        (await caller.GetJsonAsync("/api/session")).GetProperty("user").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Theory]
    [InlineData(LienThongApp.Officer, "wrong-password")]
    [InlineData("nobody@example.vn", "wrong-password")]
    public async Task A_wrong_password_and_a_wrong_name_get_the_same_answer(string userName, string password)
    {
        using var caller = await app.AnonymousAsync();

        var answer = await caller.PostAsync("/api/session", new { userName, password });

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        problem.GetProperty("title").GetString().ShouldBe("Đăng nhập không thành công");
        problem.GetProperty("detail").GetString()!.ShouldStartWith("Sai tên đăng nhập hoặc mật khẩu");
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var caller = await app.AnonymousAsync();

        var answer = await caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = app.Password });

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith("lienthong.session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
    }

    [Fact]
    public async Task After_signing_out_the_session_is_over()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        (await clerk.DeleteAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await clerk.GetAsync("/api/registers")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
    }
}

/// <summary>These change accounts, so each has an app of its own.</summary>
public sealed class SignInGuardTests
{
    [Fact]
    public async Task After_too_many_wrong_passwords_the_right_one_is_refused_too()
    {
        var app = new LienThongApp("--SignIn:MaxFailedAttempts=3");
        await app.InitializeAsync();
        using var caller = await app.AnonymousAsync();
        for (var attempt = 0; attempt < 3; attempt++)
            await caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = "wrong-password" });

        var answer = await caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = app.Password });

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        using var other = await app.SignedInAsync(LienThongApp.Clerk);
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Wrong_passwords_sent_at_the_same_moment_all_count()
    {
        var app = new LienThongApp("--SignIn:MaxFailedAttempts=6");
        await app.InitializeAsync();
        using var caller = await app.AnonymousAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = "wrong-password" })));

        var answer = await caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = app.Password });
        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Too_many_sign_ins_a_minute_are_refused_with_a_time_to_wait()
    {
        var app = new LienThongApp("--SignIn:AttemptsPerMinute=2");
        await app.InitializeAsync();
        using var caller = await app.AnonymousAsync();
        for (var attempt = 0; attempt < 2; attempt++)
            await caller.PostAsync("/api/session", new { userName = "nobody@example.vn", password = "wrong-password" });

        var answer = await caller.PostAsync("/api/session", new { userName = LienThongApp.Officer, password = app.Password });

        await answer.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "rate.exceeded");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_that_began_with_the_old_one()
    {
        var app = new LienThongApp();
        await app.InitializeAsync();
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<DemoAccounts>().ResetPasswordAsync(CancellationToken.None);

        await (await clerk.GetAsync("/api/registers")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Demo_people_do_not_exist_when_they_are_switched_off()
    {
        var app = new LienThongApp("--Demo:People=false");
        await app.InitializeAsync();
        using var caller = await app.AnonymousAsync();

        var answer = await caller.PostAsync("/api/session", new { userName = LienThongApp.Clerk, password = app.Password });

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        await app.DisposeAsync();
    }
}
