using System.Net;
using System.Text;
using LienThong.Host.Auth;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.Auth;

public sealed class TotpTests
{
    // The 20 byte key of RFC 6238, appendix B; its eight digits end in our six.
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Totp.CodeAt(Key, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void A_code_of_the_step_before_or_after_is_taken_and_an_older_one_is_not()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

        Totp.Check(Key, Totp.CodeAt(Key, now.AddSeconds(-30)), now, 0).ShouldNotBeNull();
        Totp.Check(Key, Totp.CodeAt(Key, now.AddSeconds(30)), now, 0).ShouldNotBeNull();
        Totp.Check(Key, Totp.CodeAt(Key, now.AddSeconds(-90)), now, 0).ShouldBeNull();
    }

    [Fact]
    public void A_code_opens_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var step = Totp.Check(Key, Totp.CodeAt(Key, now), now, 0).ShouldNotBeNull();

        Totp.Check(Key, Totp.CodeAt(Key, now), now, step).ShouldBeNull();
    }

    [Fact]
    public void The_key_is_written_as_authenticators_read_it() => Totp.Grouped(Key).ShouldBe("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

/// <summary>An app of its own: it locks and unlocks accounts.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--SignIn:MaxFailedAttempts=3");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Signing_in_takes_two_steps_and_a_recovery_code_opens_once()
    {
        var (_, codes) = await EnrolledAsync(LienThongApp.Officer);
        using var caller = await FirstStepAsync(LienThongApp.Officer);
        (await caller.GetJsonAsync("/api/session")).GetProperty("user").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        var answer = await (await caller.PostAsync("/api/session/second-factor", new { code = codes[0] })).ShouldBeOkAsync();

        answer.GetProperty("user").GetProperty("hasSecondFactor").GetBoolean().ShouldBeTrue();
        (await caller.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = await FirstStepAsync(LienThongApp.Officer);
        await (await again.PostAsync("/api/session/second-factor", new { code = codes[0] })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "second-factor.wrong");
        await (await again.PostAsync("/api/session/second-factor", new { code = codes[1].ToUpperInvariant() })).ShouldBeOkAsync();
        (await again.GetJsonAsync("/api/account/second-factor")).GetProperty("recoveryCodesLeft").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task A_code_without_the_password_before_it_opens_nothing()
    {
        var (_, codes) = await EnrolledAsync(LienThongApp.Officer);
        using var caller = await _app.AnonymousAsync();

        await (await caller.PostAsync("/api/session/second-factor", new { code = codes[0] })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "second-factor.expired");
    }

    [Fact]
    public async Task Wrong_codes_lock_and_the_right_password_in_between_does_not_help()
    {
        var (_, codes) = await EnrolledAsync(LienThongApp.Officer);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var guess = await FirstStepAsync(LienThongApp.Officer);
            await (await guess.PostAsync("/api/session/second-factor", new { code = "abcde-fghij" })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "second-factor.wrong");
        }

        using var caller = await FirstStepAsync(LienThongApp.Officer);

        await (await caller.PostAsync("/api/session/second-factor", new { code = codes[0] })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "second-factor.locked");
    }

    [Fact]
    public async Task Turning_it_on_ends_the_sessions_that_began_without_it()
    {
        using var before = await _app.SignedInAsync(LienThongApp.Officer);
        var (caller, _) = await EnrolledAsync(LienThongApp.Officer);

        (await before.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await caller.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await caller.PostAsync("/api/account/second-factor", new { password = _app.Password })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "second-factor.exists");
    }

    [Fact]
    public async Task Turning_it_off_needs_password_and_code()
    {
        var (caller, codes) = await EnrolledAsync(LienThongApp.Officer);
        await (await caller.PostAsync("/api/account/second-factor/disable", new { password = "wrong-password", code = codes[0] })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password.wrong");
        await (await caller.PostAsync("/api/account/second-factor/disable", new { password = _app.Password, code = "000000" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "second-factor.wrong");

        (await caller.PostAsync("/api/account/second-factor/disable", new { password = _app.Password, code = codes[0] })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var oneStep = await _app.SignedInAsync(LienThongApp.Officer);
        (await oneStep.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_lost_everything_gets_in_again_by_an_administrator()
    {
        var (caller, _) = await EnrolledAsync(LienThongApp.Officer);
        var person = (await caller.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid();
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);

        (await administrator.PostAsync($"/api/organisation/people/{person}/account/second-factor/reset", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await caller.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var oneStep = await _app.SignedInAsync(LienThongApp.Officer);
    }

    [Fact]
    public async Task Signing_and_numbering_ask_for_the_code_again()
    {
        var (caller, codes) = await EnrolledAsync(LienThongApp.Officer);
        var path = $"/api/work-items/{Guid.NewGuid()}";
        await (await caller.PostAsync($"{path}/sign", new { })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "second-factor.needed");
        await (await caller.PostAsync($"{path}/issue-number", new { })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "second-factor.needed");
        await (await caller.PostAsync("/api/session/confirm", new { code = "000000" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "second-factor.wrong");

        await (await caller.PostAsync("/api/session/confirm", new { code = codes[0] })).ShouldBeOkAsync();

        await (await caller.PostAsync($"{path}/sign", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
    }

    [Fact]
    public async Task Where_signing_requires_it_who_has_none_is_told_to_turn_it_on()
    {
        var strict = new LienThongApp("--Signing:RequireSecondFactor=true");
        await strict.InitializeAsync();
        using var officer = await strict.SignedInAsync(LienThongApp.Officer);

        var answer = await officer.PostAsync($"/api/work-items/{Guid.NewGuid()}/sign", new { });

        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "second-factor.not-enrolled");
        await strict.DisposeAsync();
    }

    private async Task<(Caller Caller, string[] Codes)> EnrolledAsync(string userName)
    {
        var enrolled = await Enrolled.TurnOnAsync(_app, userName);
        return (enrolled.Caller, enrolled.Codes);
    }

    private async Task<Caller> FirstStepAsync(string userName)
    {
        var caller = await _app.AnonymousAsync();
        var answer = await (await caller.PostAsync("/api/session", new { userName, password = _app.Password })).ShouldBeOkAsync();
        answer.GetProperty("secondFactorNeeded").GetBoolean().ShouldBeTrue();
        return caller;
    }
}
