using LienThong.Workflows.Expressions.JavaScript.Compilation;
using LienThong.Workflows.Expressions.JavaScript.Runtime;
using LienThong.Workflows.Expressions.JavaScript.Syntax;

namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>A compiled script; immutable, safe to run from many threads at once.</summary>
public sealed class Script
{
    private static readonly ScriptCache Cache = new();
    private readonly FunctionCode code;
    private readonly string source;
    private readonly bool isExpression;

    private Script(string source)
    {
        this.source = source;
        var compiler = new Compiler();
        try
        {
            var program = Parser.ParseProgram(source);
            isExpression = program.Body.Count == 1;
            code = compiler.CompileProgram(program);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ScriptException("SyntaxError: The script is nested too deeply", 1, 1);
        }
        FreeIdentifiers = compiler.FreeIdentifiers;
        VariablesRead = compiler.VariablesRead;
    }

    /// <summary>The global names it uses without declaring them.</summary>
    public IReadOnlySet<string> FreeIdentifiers { get; }

    /// <summary>The names X that it reads or writes as variables.X.</summary>
    public IReadOnlySet<string> VariablesRead { get; }

    /// <summary>Compiles a script, or takes it from a bounded cache. Throws <see cref="ScriptException"/> on a syntax error.</summary>
    public static Script Compile(string source) => Cache.GetOrAdd(source, static s => new Script(s));

    /// <summary>
    /// Runs it as statements. The result is the value of a top-level return, otherwise that of the last expression statement that ran:
    /// null (also for undefined), bool, string, double (for every number), DateTimeOffset in UTC, List of object, Dictionary by string;
    /// what came from the host and was not changed goes back as the same object.
    /// Throws <see cref="ScriptException"/>, <see cref="ScriptLimitException"/> or, when cancelled, OperationCanceledException.
    /// </summary>
    public object? Run(IScriptScope scope, ScriptLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        var budget = new Budget(limits, cancellationToken);
        var realm = new Realm(scope, budget, clock);
        try
        {
            var result = code.RunProgram(new Frame(realm, null, Boxed.NoArguments!, null), out var returned);
            // Statements run for what they do: that the last of them set a function is no result and no mistake.
            if (!returned && !isExpression && result is Symbol or JsObject { IsCallable: true })
                result = null;
            var exported = realm.Export(result);
            realm.FlushHost();
            return exported;
        }
        catch (Throw error)
        {
            var (line, column) = Lexer.Place(source, budget.Position);
            throw new ScriptException(error.Describe(), line, column, error.Cause);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new ScriptLimitException("The script is nested too deeply.");
        }
    }
}
