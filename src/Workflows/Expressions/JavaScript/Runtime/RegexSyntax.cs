using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>A compiled regular expression; group n of the script is group n of .NET.</summary>
internal sealed record RegexProgram(string Source, string Flags, Regex Regex, int GroupCount, IReadOnlyList<(string Name, int Number)> Names);

/// <summary>Translates regular expressions of the language into those of .NET.</summary>
internal static class RegexSyntax
{
    private const int CacheSize = 256;

    /// <summary>One match may not take longer, however much the run has left.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<(string, string, TimeSpan), RegexProgram> Cache = new();

    /// <summary>Throws a syntax error where pattern or flags are malformed.</summary>
    public static void Check(string pattern, string flags) => Compile(pattern, flags, MatchTimeout);

    public static RegexProgram Compile(string pattern, string flags, TimeSpan limit)
    {
        var timeout = limit < MatchTimeout && limit > TimeSpan.Zero ? limit : MatchTimeout;
        if (Cache.TryGetValue((pattern, flags, timeout), out var program))
            return program;
        if (flags.Any(f => !"dgimsuy".Contains(f, StringComparison.Ordinal)) || flags.Distinct().Count() != flags.Length)
            throw Throw.Syntax($"Invalid regular expression flags '{flags}'");
        program = new RegexTranslation(pattern, flags).ToProgram(timeout);
        if (Cache.Count >= CacheSize)
            Cache.Clear();
        return Cache[(pattern, flags, timeout)] = program;
    }
}
