using System.Buffers;
using System.Collections;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Http;

/// <summary>Headers as a definition gives them: a map of names to a text or a list of texts.</summary>
internal static class HttpHeaderLines
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // They belong to the connection, which whoever sends the message keeps.
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    /// <exception cref="ActivityFault">A name or value would break the message, or is not for a definition to set.</exception>
    public static List<KeyValuePair<string, string>> Of(IDictionary<string, object?>? headers)
    {
        var lines = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in headers ?? new Dictionary<string, object?>())
        {
            foreach (var item in value is IEnumerable items and not string ? items.Cast<object?>() : [value])
                lines.Add(Checked(name, Conversion.To<string>(item) ?? ""));
        }

        return lines;
    }

    public static KeyValuePair<string, string> Checked(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) || OfTheConnection.Contains(name))
            throw new ActivityFault("http.invalid-header", $"Quy trình không được đặt tiêu đề HTTP \"{name}\". Quản trị viên cần sửa quy trình.");
        if (value.Any(char.IsControl))
            throw new ActivityFault("http.invalid-header", $"Giá trị của tiêu đề HTTP \"{name}\" có ký tự xuống dòng hoặc điều khiển. Quản trị viên cần sửa quy trình.");
        return KeyValuePair.Create(name, value.Trim());
    }
}
