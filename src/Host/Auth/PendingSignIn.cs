using System.Globalization;
using System.Security.Cryptography;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Keeps, in a cookie of its own, that somebody gave the right password and still owes the second factor.</summary>
internal sealed class PendingSignIn(IDataProtectionProvider protection, Database database, HostSettings settings, TimeProvider time)
{
    private const string CookieName = "lienthong.pending";
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("LienThong.PendingSignIn");

    public void Remember(HttpContext http, Account account)
    {
        var until = (time.GetUtcNow() + Lasts).ToUnixTimeSeconds();
        http.Response.Cookies.Append(CookieName, _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{account.Id:N}|{account.SecurityStamp}|{until}")), Options(http));
    }

    /// <summary>Whose second factor is owed; null when it was not asked, too long ago, or the password has changed since.</summary>
    public async Task<Account?> FindAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (Read(http.Request.Cookies[CookieName]) is not var (id, stamp, until) || until < time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        return await database.ReadAsync((context, ct) => context.Set<Account>()
            .SingleOrDefaultAsync(account => account.Id == id && account.SecurityStamp == stamp && account.LockedAt == null && account.SecondFactorSince != null, ct), cancellationToken);
    }

    public void Forget(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(http));

    private CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = settings.SignIn.SecureCookieAlways || http.Request.IsHttps,
        IsEssential = true,
    };

    private (Guid Id, string Stamp, long Until)? Read(string? cookie)
    {
        if (cookie is null)
            return null;
        try
        {
            return _protector.Unprotect(cookie).Split('|') is [var id, var stamp, var until]
                ? (Guid.ParseExact(id, "N"), stamp, long.Parse(until, CultureInfo.InvariantCulture))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
