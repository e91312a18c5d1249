using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Compilation;

/// <summary>A compiled expression.</summary>
internal delegate object? Evaluate(Frame frame);

/// <summary>A compiled statement.</summary>
internal delegate Signal Execute(Frame frame);

/// <summary>Puts a value into a compiled target.</summary>
internal delegate void Store(Frame frame, object? value);

/// <summary>How a statement ended.</summary>
internal enum Signal { Next, Break, Continue, Return }

/// <summary>One call in progress.</summary>
internal sealed class Frame
{
    public Frame(Realm realm, object? self, object?[] arguments, Frame? outer)
    {
        Realm = realm;
        Budget = realm.Budget;
        Arguments = arguments;
        This = outer is null ? self : outer.This;
    }

    public readonly Realm Realm;
    public readonly Budget Budget;
    public readonly object? This;
    public readonly object?[] Arguments;

    /// <summary>The variables in reach: slot 0 holds the next outer array.</summary>
    public object?[] Environment = null!; // set by FunctionCode.Run before anything is evaluated

    public JsObject? Callee { get; init; }

    public JsObject? NewTarget { get; init; }

    /// <summary>The object literal that holds the method being run.</summary>
    public JsObject? Home { get; init; }

    /// <summary>Value of the return statement that ran.</summary>
    public object? Result;

    /// <summary>The label a break or continue is on its way to.</summary>
    public string? Label;

    /// <summary>Value of the last expression statement, for the program as a whole.</summary>
    public object? Completion;
}
