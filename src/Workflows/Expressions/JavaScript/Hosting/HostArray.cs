using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Hosting;

/// <summary>A list of the host as an array. The script works on a copy; a changed copy is written back when the run ends.</summary>
internal sealed class HostArray(Realm realm, object source, List<object?> items) : JsArray(realm, items), IHostView
{
    private readonly object?[] original = [.. items];
    private readonly Realm realm = realm;

    public bool IsChanged => Dense is not { } dense || dense.Count != original.Length || !dense.Zip(original).All(p => Operators.SameValue(p.First, p.Second))
        || dense.Exists(i => i is HostArray { IsChanged: true, CanWriteBack: false });

    private bool CanWriteBack => source is IList<object?> { IsReadOnly: false } and not Array;

    public bool TryGetUnchanged(out object? unchanged)
    {
        unchanged = source;
        if (!IsChanged)
            return true;
        if (!CanWriteBack)
            return false;
        Flush();
        return true;
    }

    public void Flush()
    {
        if (!CanWriteBack || !IsChanged)
            return;
        var list = (IList<object?>)source;
        var values = realm.Host.ToList(this);
        list.Clear();
        foreach (var value in values)
            list.Add(value);
    }
}
