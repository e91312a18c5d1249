using System.Collections.Concurrent;

namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>Scripts by their text. When full, the older half goes: what is still used soon comes back.</summary>
internal sealed class ScriptCache
{
    private const int MaxScripts = 4096;
    private const long MaxCharacters = 16_000_000;
    private readonly ConcurrentDictionary<string, Script> current = new();
    private readonly Lock trimming = new();
    private ConcurrentDictionary<string, Script> older = new();
    private long characters;
    private int count;

    public Script GetOrAdd(string source, Func<string, Script> create)
    {
        if (current.TryGetValue(source, out var script))
            return script;
        if (!older.TryGetValue(source, out script))
            script = create(source);
        if (current.TryAdd(source, script) && (Interlocked.Add(ref characters, source.Length) > MaxCharacters | Interlocked.Increment(ref count) > MaxScripts))
            Trim();
        return script;
    }

    private void Trim()
    {
        lock (trimming)
        {
            if (Volatile.Read(ref count) <= MaxScripts && Interlocked.Read(ref characters) <= MaxCharacters)
                return;
            older = new ConcurrentDictionary<string, Script>(current);
            current.Clear();
            Interlocked.Exchange(ref characters, 0);
            Interlocked.Exchange(ref count, 0);
        }
    }
}
