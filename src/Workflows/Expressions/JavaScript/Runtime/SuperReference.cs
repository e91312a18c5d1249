namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>What super.x reads and writes: members of the prototype of the object that holds the method, on behalf of this.</summary>
internal sealed class SuperReference(JsObject home, object? self) : JsObject(home.Prototype)
{
    private JsObject Holder => Prototype ?? throw Throw.Type("Cannot read properties of null (super)");

    public override object? Get(object key, object? receiver) => Holder.Get(key, self);

    public override bool Set(object key, object? value, object? receiver) => Holder.Set(key, value, self);
}
