using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace LienThong.Host.Auth;

/// <summary>Sign-in by ASP.NET Core Identity: its cookie, its password hashing, its lockout; the accounts lie in our database.</summary>
internal static class Authentication
{
    public const string AntiforgeryHeader = "X-XSRF-TOKEN";
    public const string SessionCookie = "lienthong.session";
    public const string SignInRate = "sign-in";
    private const string SessionClaim = "session";

    public static void AddAuth(this WebApplicationBuilder builder)
    {
        var settings = builder.Settings().SignIn;
        var secure = settings.SecureCookieAlways ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

        builder.Services.AddIdentityCore<Account>(identity =>
        {
            // Length is what counts; rules of character classes only make passwords guessable.
            identity.Password = new PasswordOptions
            {
                RequiredLength = 12,
                RequiredUniqueChars = 5,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            identity.Lockout.MaxFailedAccessAttempts = settings.MaxFailedAttempts;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(settings.LockoutMinutes);
        }).AddUserStore<AccountStore>().AddSignInManager();
        builder.Services.AddSingleton<Sessions>().AddScoped<CurrentUsers>().AddScoped<SignInSteps>().AddScoped<Accounts>().AddScoped<PasswordChange>().AddSingleton<AccountRights>().AddSingleton<AccountQuery>().AddSingleton<SecondFactors>().AddSingleton<PendingSignIn>().AddScoped<DemoAccounts>();
        builder.Services.AddHostedService<DemoStart>();

        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = SessionCookie;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = secure;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.SessionHours);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = BindCurrentUserAsync;
        });

        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = AntiforgeryHeader;
            antiforgery.Cookie.Name = "lienthong.xsrf";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = secure;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });

        // Sessions survive a restart, and nodes that share the data folder share them.
        builder.Services.AddDataProtection().SetApplicationName("LienThong")
            .PersistKeysToFileSystem(new DirectoryInfo(builder.DataFolder().Keys));

        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = async (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                await Problem.WriteAsync(rejected.HttpContext, StatusCodes.Status429TooManyRequests);
            };
            limiter.AddPolicy(SignInRate, http => RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = settings.AttemptsPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    public static void UseAuth(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<AccessControl>();
    }

    /// <summary>What the session cookie carries: which session; the account is there for the antiforgery token, which belongs to it.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account, Guid sessionId) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()), new Claim(SessionClaim, sessionId.ToString())], IdentityConstants.ApplicationScheme));

    /// <summary>The token that the caller sends back in <see cref="AntiforgeryHeader"/>; it belongs to the person of this request.</summary>
    public static string AntiforgeryToken(this IAntiforgery antiforgery, HttpContext http) => antiforgery.GetAndStoreTokens(http).RequestToken!;

    // Read anew with every request: a closed account or an appointment that ended counts at once, not at the next sign-in.
    private static async Task BindCurrentUserAsync(CookieValidatePrincipalContext cookie)
    {
        var user = Guid.TryParse(cookie.Principal!.FindFirstValue(SessionClaim), out var sessionId)
            ? await cookie.HttpContext.RequestServices.GetRequiredService<CurrentUsers>().FindAsync(sessionId, cookie.HttpContext.RequestAborted)
            : null;
        if (user is null)
            cookie.RejectPrincipal();
        else
            user.BindTo(cookie.HttpContext);
    }
}
