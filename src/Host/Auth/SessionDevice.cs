namespace LienThong.Host.Auth;

/// <summary>Browser and system as a person knows them, from what the browser calls itself.</summary>
internal static class SessionDevice
{
    // The first that is found counts: browsers call themselves by their own name and by those of older ones.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("coc_coc_browser", "Cốc Cốc"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>«Chrome trên Windows»; what is not known is said to be so.</summary>
    public static string Of(string? userAgent)
    {
        var (browser, system) = (NameIn(userAgent, Browsers), NameIn(userAgent, Systems));
        return (browser, system) switch
        {
            (null, null) => "Thiết bị không rõ",
            (null, _) => $"Trình duyệt không rõ trên {system}",
            (_, null) => browser,
            _ => $"{browser} trên {system}",
        };
    }

    private static string? NameIn(string? userAgent, (string Mark, string Name)[] known) =>
        known.FirstOrDefault(entry => userAgent?.Contains(entry.Mark, StringComparison.Ordinal) == true).Name;
}
