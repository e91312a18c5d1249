using System.Net;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.Auth;

/// <summary>Somebody who turned his second factor on over HTTP, and the session in which he did it. Disposing turns it off again.</summary>
internal sealed class Enrolled : IAsyncDisposable
{
    private readonly LienThongApp _app;

    private Enrolled(LienThongApp app, Caller caller, byte[] key, string[] codes) => (_app, Caller, Key, Codes) = (app, caller, key, codes);

    public Caller Caller { get; }

    /// <summary>What the authenticator keeps. The code of the half minute in which it was turned on is used up.</summary>
    public byte[] Key { get; }

    /// <summary>Recovery codes; the first is for <see cref="DisposeAsync"/>.</summary>
    public string[] Codes { get; }

    public static async Task<Enrolled> TurnOnAsync(LienThongApp app, string userName)
    {
        var caller = await app.SignedInAsync(userName);
        var begun = await (await caller.PostAsync("/api/account/second-factor", new { password = app.Password })).ShouldBeOkAsync();
        begun.GetProperty("uri").GetString()!.ShouldStartWith("otpauth://totp/");
        var key = Decoded(begun.GetProperty("secret").GetString()!);
        var answer = await (await caller.PostAsync("/api/account/second-factor/confirm", new { code = Host.Auth.Totp.CodeAt(key, TimeProvider.System.GetUtcNow()) })).ShouldBeOkAsync();
        return new Enrolled(app, caller, key, [.. answer.GetProperty("recoveryCodes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    public async ValueTask DisposeAsync()
    {
        var answer = await Caller.PostAsync("/api/account/second-factor/disable", new { password = _app.Password, code = Codes[0] });
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
        Caller.Dispose();
    }

    /// <param name="base32">As people read it, in groups of four.</param>
    public static byte[] Decoded(string base32)
    {
        var bits = string.Concat(base32.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }
}
