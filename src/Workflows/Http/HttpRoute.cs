using System.Globalization;
using System.Text.RegularExpressions;

namespace LienThong.Workflows.Http;

/// <summary>A path of an endpoint with its parameters, such as <c>/orders/{id:int}/items/{*rest}</c>; literal parts match in any case.</summary>
public sealed partial class HttpRoute
{
    private const int MaxSegments = 64;

    private readonly List<Segment> segments;

    private HttpRoute(string path, List<Segment> segments) => (Path, this.segments) = (path, segments);

    /// <summary>In lower case, with a leading slash and none at its end (elsa-format §5.3: parameter names are lower-case with it).</summary>
    public string Path { get; }

    /// <summary>Smaller is more literal, segment by segment.</summary>
    public string Rank => string.Concat(segments.Select(s => (char)('0' + s.Rank)));

    /// <summary>The form in which paths of definitions are kept and compared: decoded, in lower case.</summary>
    public static string Normal(string? path) =>
        "/" + string.Join('/', (path ?? "").Trim().Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)).ToLowerInvariant();

    /// <summary>Null when the text is no route: braces that do not close, or too many segments.</summary>
    public static HttpRoute? Parse(string? path)
    {
        var normal = Normal(path);
        var parts = normal.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MaxSegments)
            return null;
        var segments = new List<Segment>(parts.Length);
        foreach (var part in parts)
        {
            if (Segment.Parse(part) is not { } segment)
                return null;
            segments.Add(segment);
        }

        return new HttpRoute(normal, segments);
    }

    /// <summary>The decoded segments of a path as a client wrote it; an encoded slash stays within its segment. Null when there are too many.</summary>
    public static IReadOnlyList<string>? SegmentsOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > MaxSegments ? null : [.. parts.Select(Uri.UnescapeDataString)];
    }

    /// <summary>The parameters by name where the path is one of this route's; null where it is not.</summary>
    public IReadOnlyDictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            if (segment.IsCatchAll)
                return segment.Accept(i < path.Count ? string.Join('/', path.Skip(i)) : null, values) ? values : null;
            if (!segment.Accept(i < path.Count ? path[i] : null, values))
                return null;
        }

        return path.Count <= segments.Count ? values : null;
    }

    /// <summary>One part between two slashes: a literal, a parameter, or both mixed.</summary>
    private sealed class Segment
    {
        private string literal = "";
        private Regex? mixed;
        private string? name;
        private string? standard;
        private string[] constraints = [];
        private bool isOptional;

        public bool IsCatchAll { get; private set; }

        public int Rank => IsCatchAll ? 5 : name is not null ? (constraints.Length > 0 ? 2 : 3) : mixed is not null ? 1 : 0;

        public static Segment? Parse(string text)
        {
            if (!text.Contains('{', StringComparison.Ordinal) && !text.Contains('}', StringComparison.Ordinal))
                return new Segment { literal = text };
            if (Parameter().Match(text) is { Success: true } whole)
            {
                return new Segment
                {
                    name = whole.Groups["name"].Value,
                    IsCatchAll = whole.Groups["all"].Length > 0,
                    constraints = [.. whole.Groups["rule"].Captures.Select(c => c.Value)],
                    isOptional = whole.Groups["optional"].Length > 0,
                    standard = whole.Groups["standard"].Success ? whole.Groups["standard"].Value : null,
                };
            }

            // Literals and plain parameters side by side; no two parameters touch.
            var pattern = Regex.Replace(Regex.Escape(text), @"\\\{(?<name>[a-z_]\w*)}", "(?<${name}>.+?)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (pattern.Contains(@"\{", StringComparison.Ordinal) || pattern.Contains('}', StringComparison.Ordinal) || pattern.Contains(".+?)(?<", StringComparison.Ordinal))
                return null;
            return new Segment { mixed = new Regex($"^{pattern}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) };
        }

        /// <param name="value">Null when the path has no such segment.</param>
        /// <param name="values">Takes the parameters.</param>
        public bool Accept(string? value, Dictionary<string, string> values)
        {
            if (mixed is not null)
            {
                if (value is null || mixed.Match(value) is not { Success: true } match)
                    return false;
                foreach (var group in match.Groups.Values.Where(g => !char.IsAsciiDigit(g.Name[0])))
                    values[group.Name] = group.Value;
                return true;
            }

            if (name is null)
                return value is not null && value.Equals(literal, StringComparison.OrdinalIgnoreCase);
            if (value is null)
            {
                if (standard is not null)
                    values[name] = standard;
                return isOptional || IsCatchAll || standard is not null;
            }

            if (!Array.TrueForAll(constraints, rule => Holds(rule, value)))
                return false;
            values[name] = value;
            return true;
        }

        // An unknown rule holds never: a route that asks for more than we know must not take what it would refuse.
        private static bool Holds(string rule, string value)
        {
            var culture = CultureInfo.InvariantCulture;
            var open = rule.IndexOf('(', StringComparison.Ordinal);
            var (word, argument) = open > 0 && rule.EndsWith(')') ? (rule[..open], rule[(open + 1)..^1]) : (rule, "");
            return word switch
            {
                "int" => int.TryParse(value, NumberStyles.Integer, culture, out _),
                "long" => long.TryParse(value, NumberStyles.Integer, culture, out _),
                "bool" => bool.TryParse(value, out _),
                "guid" => Guid.TryParse(value, out _),
                "decimal" => decimal.TryParse(value, NumberStyles.Number, culture, out _),
                "double" or "float" => double.TryParse(value, NumberStyles.Float, culture, out _),
                "datetime" => DateTime.TryParse(value, culture, DateTimeStyles.None, out _),
                "alpha" => value.All(char.IsAsciiLetter),
                "required" => value.Length > 0,
                "minlength" => int.TryParse(argument, NumberStyles.None, culture, out var least) && value.Length >= least,
                "maxlength" => int.TryParse(argument, NumberStyles.None, culture, out var most) && value.Length <= most,
                "length" => int.TryParse(argument, NumberStyles.None, culture, out var exact) && value.Length == exact,
                "min" => long.TryParse(argument, culture, out var min) && long.TryParse(value, culture, out var low) && low >= min,
                "max" => long.TryParse(argument, culture, out var max) && long.TryParse(value, culture, out var high) && high <= max,
                _ => false,
            };
        }
    }

    [GeneratedRegex(@"^\{(?<all>\*{0,2})(?<name>[a-z_]\w*)(:(?<rule>[a-z]+(\([^()]*\))?))*(=(?<standard>[^?}]*))?(?<optional>\??)\}$")]
    private static partial Regex Parameter();
}
