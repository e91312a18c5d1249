using System.Text;

namespace LienThong.Workflows.Http;

/// <summary>One part of a form of parts (RFC 7578).</summary>
internal sealed record HttpPart(string Name, string? FileName, string? ContentType, ReadOnlyMemory<byte> Content);

/// <summary>Takes a body of type multipart/form-data apart.</summary>
internal static class HttpParts
{
    private const int MaxParts = 1000;
    private const int MaxHeaderBytes = 16 * 1024;

    /// <exception cref="FormatException">The body does not follow its own boundary.</exception>
    public static List<HttpPart> Read(ReadOnlyMemory<byte> body, string boundary)
    {
        if (boundary.Length is 0 or > 200)
            throw new FormatException("Boundary không hợp lệ.");
        var line = Encoding.ASCII.GetBytes("--" + boundary);
        var parts = new List<HttpPart>();
        var start = body.Span.IndexOf(line);
        if (start < 0)
            throw new FormatException("Không có phần nào theo boundary.");
        var rest = body[(start + line.Length)..];
        byte[] delimiter = [.. "\r\n"u8, .. line];
        while (!rest.Span.StartsWith("--"u8))
        {
            var end = rest.Span.IndexOf(delimiter);
            var headers = rest.Span.IndexOf("\r\n\r\n"u8);
            if (end < 0 || headers < 0 || headers > end || headers > MaxHeaderBytes || parts.Count == MaxParts)
                throw new FormatException("Các phần của biểu mẫu bị cắt dở hoặc quá nhiều.");
            // A part without content has the delimiter right after its headers.
            var from = headers + 4;
            parts.Add(PartOf(Encoding.UTF8.GetString(rest.Span[..headers]), from <= end ? rest[from..end] : default));
            rest = rest[(end + delimiter.Length)..];
        }

        return parts;
    }

    private static HttpPart PartOf(string headers, ReadOnlyMemory<byte> content)
    {
        string? disposition = null, contentType = null;
        foreach (var header in headers.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
                continue;
            var value = header[(colon + 1)..].Trim();
            if (header[..colon].Trim().Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase))
                disposition = value;
            else if (header[..colon].Trim().Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                contentType = value;
        }

        var name = HttpBody.Parameter(disposition, "name") ?? throw new FormatException("Một phần của biểu mẫu không có tên.");
        // A path in it would be the client's; only the last part is a name.
        var fileName = HttpBody.Parameter(disposition, "filename");
        return new HttpPart(name, fileName?[(fileName.LastIndexOfAny(['/', '\\']) + 1)..], contentType, content);
    }
}
