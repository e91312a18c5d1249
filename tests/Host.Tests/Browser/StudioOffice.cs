namespace LienThong.Host.Tests.Browser;

/// <summary>A browser before a server of its own: what is published here would change the procedures of all other tests.</summary>
public sealed class StudioOffice : IAsyncLifetime
{
    internal static readonly Screen Screen = new(1366, 768);

    public BrowserTests Browser { get; } = new(new LienThongApp());

    public Task InitializeAsync() => Browser.InitializeAsync();

    public Task DisposeAsync() => Browser.DisposeAsync();

    /// <summary>A window of this person, closed by the visit.</summary>
    internal Task<Visit> SignInAsync(string userName) => Browser.SignInAsync(userName, Screen);
}
