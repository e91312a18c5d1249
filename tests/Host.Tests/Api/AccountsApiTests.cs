using System.Net;
using System.Text.Json;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class AccountsApiTests(LienThongApp app)
{
    [Fact]
    public async Task A_person_with_a_new_account_signs_in_and_has_no_more_than_her_own_rights()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, mail) = await PersonAsync(administrator);

        var secret = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);

        secret.UserName.ShouldBe(mail);
        using var herself = await app.SignedInAsync(secret.UserName, secret.Password);
        await ChangePasswordAsync(herself, secret.Password);
        (await herself.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid().ShouldBe(person);
        await (await herself.GetAsync("/api/organisation/people")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await herself.GetAsync("/api/inbox")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task The_name_to_sign_in_with_may_differ_from_the_mail_address_and_the_body_may_be_left_out()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (first, _) = await PersonAsync(administrator);
        var (second, mail) = await PersonAsync(administrator);
        var name = $"{Guid.NewGuid():N}@quangtri.gov.vn";

        (await SecretAsync(await administrator.PostAsync(Path(first), new { userName = name }), HttpStatusCode.Created)).UserName.ShouldBe(name);
        (await SecretAsync(await administrator.PostAsync(Path(second), null), HttpStatusCode.Created)).UserName.ShouldBe(mail);
    }

    [Fact]
    public async Task A_second_account_for_a_person_is_refused_also_under_another_name()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);

        await (await administrator.PostAsync(Path(person), new { })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "account.exists");
        await (await administrator.PostAsync(Path(person), new { userName = $"{Guid.NewGuid():N}@example.vn" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "account.exists");
    }

    [Fact]
    public async Task A_name_that_somebody_else_signs_in_with_is_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);

        await (await administrator.PostAsync(Path(person), new { userName = LienThongApp.Clerk })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "account.exists");
    }

    [Fact]
    public async Task A_person_without_a_mail_address_needs_a_name()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var created = await (await administrator.PostAsync("/api/organisation/people", new { fullName = "Lê Thị Mẫu" })).JsonAsync();

        var answer = await administrator.PostAsync(Path(created.GetProperty("id").GetGuid()), new { });

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "account.name");
    }

    [Fact]
    public async Task An_officer_makes_no_accounts_and_no_passwords()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        using var officer = await app.SignedInAsync(LienThongApp.Officer);

        await (await officer.PostAsync(Path(person), new { })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await officer.PostAsync($"{Path(person)}/password", null)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_and_takes_the_place_of_the_old_one()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        var old = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);
        using var session = await SignedInAsync(old);

        var renewed = await SecretAsync(await administrator.PostAsync($"{Path(person)}/password", null), HttpStatusCode.OK);

        await (await session.GetAsync("/api/organisation/agencies")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
        using var caller = await app.AnonymousAsync();
        await (await caller.PostAsync("/api/session", new { userName = old.UserName, password = old.Password })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        using var again = await SignedInAsync(renewed);
    }

    [Fact]
    public async Task With_a_password_from_an_administrator_nothing_can_be_done_but_changing_it()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        var secret = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);
        using var herself = await SignedInAsync(secret);

        await (await herself.GetAsync("/api/organisation/agencies")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "password.must-change");
        (await herself.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("mustChangePassword").GetBoolean().ShouldBeTrue();
        await ChangePasswordAsync(herself, secret.Password);

        (await herself.GetAsync("/api/organisation/agencies")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_locked_account_is_out_at_once_and_in_again_when_it_is_unlocked()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        var secret = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);
        using var herself = await SignedInAsync(secret);

        (await administrator.PostAsync($"{Path(person)}/lock", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await herself.GetJsonAsync("/api/session")).GetProperty("user").ValueKind.ShouldBe(JsonValueKind.Null);
        using var caller = await app.AnonymousAsync();
        await (await caller.PostAsync("/api/session", new { userName = secret.UserName, password = secret.Password })).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "sign-in.refused");
        (await administrator.PostAsync($"{Path(person)}/unlock", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await SignedInAsync(secret);
    }

    [Fact]
    public async Task Nobody_locks_or_demotes_themselves()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var self = (await administrator.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid();

        await (await administrator.PostAsync($"{Path(self)}/lock", null)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "account.self");
        await (await administrator.PutAsync($"{Path(self)}/administrator", new { isAdministrator = false })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "account.self");
    }

    [Fact]
    public async Task A_person_who_is_made_administrator_may_what_administrators_may()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, mail) = await PersonAsync(administrator);
        var secret = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);
        using var herself = await SignedInAsync(secret);
        await ChangePasswordAsync(herself, secret.Password);
        await (await herself.GetAsync("/api/accounts")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");

        (await administrator.PutAsync($"{Path(person)}/administrator", new { isAdministrator = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var rows = (await herself.GetJsonAsync($"/api/accounts?text={mail}")).GetProperty("items");
        rows.GetArrayLength().ShouldBe(1);
        rows[0].GetProperty("isAdministrator").GetBoolean().ShouldBeTrue();
        rows[0].GetProperty("lastSeenAt").ValueKind.ShouldBe(JsonValueKind.String);
        // She stays an administrator only for this test: others count them.
        (await administrator.PutAsync($"{Path(person)}/administrator", new { isAdministrator = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_new_password_needs_an_account()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);

        await (await administrator.PostAsync($"{Path(person)}/password", null)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "account.not-found");
        await (await administrator.PostAsync(Path(Guid.NewGuid()), new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "person.not-found");
    }

    [Fact]
    public async Task The_audit_trail_names_who_made_the_account_and_neither_it_nor_the_kept_answers_hold_the_password()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, _) = await PersonAsync(administrator);
        var made = await SecretAsync(await administrator.PostAsync(Path(person), new { }), HttpStatusCode.Created);
        var renewed = await SecretAsync(await administrator.PostAsync($"{Path(person)}/password", null), HttpStatusCode.OK);

        var (entries, answers) = await app.Database.ReadAsync(async (context, ct) => (
            await context.Set<Activities.Audit.AuditEntry>().Where(entry => entry.SubjectKind == "account" && entry.ActorId != null).ToListAsync(ct),
            await context.Set<IdempotencyRow>().Select(row => row.Answer).ToListAsync(ct)), CancellationToken.None);

        entries.Where(entry => entry.Data!.Contains(person.ToString(), StringComparison.Ordinal)).Select(entry => entry.Action).ShouldBe(["account.created", "account.password-reset"], ignoreOrder: true);
        foreach (var text in entries.Select(entry => entry.Data!).Concat(answers))
        {
            text.ShouldNotContain(made.Password);
            text.ShouldNotContain(renewed.Password);
        }
    }

    [Fact]
    public async Task An_administrator_made_for_a_known_mail_address_is_that_person()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var (person, mail) = await PersonAsync(administrator);
        var secret = new NewSecret(mail.ToUpperInvariant(), Accounts.NewPassword());

        await using (var scope = app.Services.CreateAsyncScope())
            (await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdministratorAsync(secret.UserName, "Tên khác", secret.Password, isDemo: false, CancellationToken.None))
                .ShouldBe("Lê Thị Mẫu");

        using var herself = await SignedInAsync(secret);
        var user = (await herself.GetJsonAsync("/api/session")).GetProperty("user");
        user.GetProperty("personId").GetGuid().ShouldBe(person);
        user.GetProperty("isAdministrator").GetBoolean().ShouldBeTrue();
    }

    private static string Path(Guid person) => $"/api/organisation/people/{person}/account";

    private static async Task<(Guid Id, string Mail)> PersonAsync(Caller administrator)
    {
        var mail = $"mau.{Guid.NewGuid():N}@quangtri.gov.vn";
        var answer = await administrator.PostAsync("/api/organisation/people", new { fullName = "Lê Thị Mẫu", email = mail });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return ((await answer.JsonAsync()).GetProperty("id").GetGuid(), mail);
    }

    private static async Task<NewSecret> SecretAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        return JsonSerializer.Deserialize<NewSecret>(text, JsonSerializerOptions.Web)!;
    }

    private static async Task ChangePasswordAsync(Caller caller, string present)
    {
        var answer = await caller.PostAsync("/api/account/password", new { present, next = Accounts.NewPassword() });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    private Task<Caller> SignedInAsync(NewSecret secret) => app.SignedInAsync(secret.UserName, secret.Password);
}
