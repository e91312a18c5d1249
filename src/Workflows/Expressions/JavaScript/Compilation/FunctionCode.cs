using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

/// <summary>A compiled function, shared by all function objects made from the same source.</summary>
internal sealed class FunctionCode
{
    public required string Name { get; init; }
    public required int Length { get; init; }
    public required bool Strict { get; init; }
    public required bool IsConstructor { get; init; }
    public required string SourceText { get; init; }
    public required Layout Layout { get; init; }

    /// <summary>Slots of plain parameters, by position.</summary>
    public required int[] ParameterSlots { get; init; }

    /// <summary>Binds arguments, parameters with defaults and patterns, hoisted functions; null where there are none.</summary>
    public required Action<Frame>? Prologue { get; init; }

    public required Execute Body { get; init; }

    /// <summary>Set instead of running the body where the function is only an expression.</summary>
    public Evaluate? Value { get; init; }

    /// <summary>Of a program: its var and function declarations; null where it has none.</summary>
    public IReadOnlyDictionary<string, int>? GlobalSlots { get; init; }

    public object? Run(Frame frame, object?[] environment)
    {
        Start(frame, environment);
        if (Value is not null)
            return Value(frame);
        return Body(frame) == Signal.Return ? frame.Result : null;
    }

    /// <summary>The value of a top-level return, or else of the last expression statement.</summary>
    public object? RunProgram(Frame frame, out bool returned)
    {
        Start(frame, null);
        if (GlobalSlots is not null)
            frame.Realm.Variables = new ProgramVariables(GlobalSlots, frame.Environment);
        returned = Body(frame) == Signal.Return;
        return returned ? frame.Result : frame.Completion;
    }

    private void Start(Frame frame, object?[]? environment)
    {
        var slots = new object?[Layout.Count];
        slots[0] = environment;
        frame.Environment = slots;
        var arguments = frame.Arguments;
        var parameters = ParameterSlots;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
            slots[parameters[i]] = arguments[i];
        Prologue?.Invoke(frame);
    }
}
