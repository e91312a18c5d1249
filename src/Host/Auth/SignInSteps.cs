using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace LienThong.Host.Auth;

/// <summary>The last step of every sign-in: a session on the server and its cookie in the browser.</summary>
internal sealed class SignInSteps(Sessions sessions, CurrentUsers users, Database database, OrganisationCache organisations)
{
    /// <returns>Null when the account was locked in the same moment, or its person is gone.</returns>
    public async Task<CurrentUser?> BeginAsync(Account account, HttpContext http, CancellationToken cancellationToken)
    {
        var person = (await database.ReadAsync(organisations.GetAsync, cancellationToken)).FindPerson(account.PersonId);
        var before = CurrentUser.Of(http)?.SessionId;
        var id = await sessions.StartAsync(account, new Actor(account.PersonId, person?.FullName ?? account.UserName), http, before, cancellationToken);
        http.User = Authentication.PrincipalOf(account, id);
        await http.SignInAsync(IdentityConstants.ApplicationScheme, http.User);
        return await users.FindAsync(id, cancellationToken);
    }
}
