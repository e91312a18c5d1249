namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

internal enum ErrorKind { Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError }

/// <summary>An exception inside a script. The error object is made only if someone looks at it, so no realm is needed to throw.</summary>
internal sealed class Throw : Exception
{
    private readonly ErrorKind kind;
    private readonly bool hasValue;
    private object? value;

    public Throw(object? value) : base("script error") => (this.value, hasValue) = (value, true);

    private Throw(ErrorKind kind, string message, Exception? inner = null) : base(message, inner) => this.kind = kind;

    public static Throw Type(string message) => new(ErrorKind.TypeError, message);
    public static Throw Range(string message) => new(ErrorKind.RangeError, message);
    public static Throw Reference(string message) => new(ErrorKind.ReferenceError, message);
    public static Throw Syntax(string message) => new(ErrorKind.SyntaxError, message);
    public static Throw Uri() => new(ErrorKind.URIError, "URI malformed");
    public static Throw Host(Exception exception) => new(ErrorKind.Error, exception.Message, exception);

    public object? Value(Realm realm)
    {
        if (hasValue || value is not null)
            return value;
        var error = realm.NewError(kind, Message);
        error.HostException = InnerException;
        return value = error;
    }

    /// <summary>The text for the exception that leaves the script.</summary>
    public string Describe()
    {
        if (!hasValue)
            return kind == ErrorKind.Error ? Message : $"{kind}: {Message}";
        if (value is not JsObject error)
            return Coercion.DisplayText(value);
        var message = error.PlainText("message");
        var name = error.PlainText("name");
        // An error of the script's own making is named by its constructor.
        if (name is "" && error.PlainValue("constructor") is JsObject maker)
            name = maker.PlainText("name");
        return name is "" or "Error" or "Object" ? (message is "" ? "[object]" : message) : message is "" ? name : $"{name}: {message}";
    }

    public Exception? Cause => InnerException ?? (value as JsError)?.HostException;
}
