using LienThong.Workflows.Expressions.JavaScript;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

/// <summary>Runs scripts with the names a test offers.</summary>
internal static class ScriptRunner
{
    public static readonly DateTimeOffset Now = new(2026, 3, 5, 8, 30, 15, 250, TimeSpan.Zero);

    public static object? Run(string source, IScriptScope? scope = null, ScriptLimits? limits = null, CancellationToken cancellationToken = default) =>
        Script.Compile(source).Run(scope ?? new Names(), limits ?? ScriptLimits.Default, new FixedClock(), cancellationToken);

    public static object? RunWith(string source, params (string Name, object? Value)[] names) =>
        Run(source, new Names(names));

    /// <summary>Runs a script whose result is a text made by JSON.stringify, so that one line can show much.</summary>
    public static string? Json(string expression, params (string Name, object? Value)[] names) =>
        (string?)RunWith($"JSON.stringify({expression})", names);

    internal sealed class Names(params (string Name, object? Value)[] names) : IScriptScope
    {
        public List<string> Asked { get; } = [];

        public bool TryGet(string name, out object? value)
        {
            Asked.Add(name);
            foreach (var (known, offered) in names)
            {
                if (known != name)
                    continue;
                value = offered;
                return true;
            }
            value = null;
            return false;
        }
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
